"""Two trainers write one exercise: each is told of the other, sees both texts, takes over what she likes."""

from flask.testing import FlaskClient

from lms.base.database import db
from quizzes.authoring.models import Manuscript
from quizzes.authoring.rules.comparing import scenes_beside, take_over
from quizzes.authoring.rules.shaping import sheet_of, text_of
from quizzes.exercise.grammar import read_exercise
from tests.factories.quizzes import BERRIES

DRAFT = "/exercises/hai-qua/draft"
THEIRS = BERRIES.replace("Bé hỏi", "Em hỏi").replace("-> Vui vẻ +1", "-> Về nhà +1") + (
    "\n== Về nhà\nKẾT THÚC: đạt. Cả nhà cùng ăn.\n"
)


def save(client: FlaskClient, text: str, revision: int = 0) -> dict[str, str]:
    data = {"text": text, "language": "vi", "revision": str(revision)}
    answer = client.post(DRAFT, data=data, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    return dict(answer.get_json())


def drafts() -> dict[str, Manuscript]:
    return {each.person.full_name: each for each in db.session.query(Manuscript)}


def beside(client: FlaskClient) -> tuple[str, str]:
    """The address of the other's draft as the page names it, and the token of that page."""
    page = client.get("/exercises/hai-qua/edit").text
    address = page.split('<a href="/exercises/hai-qua/drafts/')[1].split('"')[0]
    address = f"/exercises/hai-qua/drafts/{address}"
    return address, client.get(address).text.split('name="csrf_token" value="')[1].split('"')[0]


def test_who_writes_is_told_while_she_writes_that_another_began(yen: FlaskClient, nam: FlaskClient) -> None:
    assert save(yen, BERRIES.replace("rừng", "núi"))["others"].strip() == ""
    save(nam, THEIRS)
    assert "Lê Văn Nam cũng đang soạn bài này" in save(yen, BERRIES.replace("rừng", "đồi"), 1)["others"]


def test_scenes_of_the_other_are_taken_over_and_her_own_stay(yen: FlaskClient, nam: FlaskClient) -> None:
    save(yen, BERRIES.replace("Quả ngọt lắm.", "Ngon."))
    save(nam, THEIRS)
    address, token = beside(yen)
    page = yen.get(address).text
    assert "Em hỏi: quả đỏ kia" in page
    assert 'value="Vui vẻ"' in page
    data = {"csrf_token": token, "revision": "1", "scene": ["Gặp bà", "Về nhà"]}
    assert yen.post(address, data=data).status_code == 302
    mine, theirs = drafts()["Đỗ Thị Yến"].text, drafts()["Lê Văn Nam"].text
    assert theirs == THEIRS
    exercise = read_exercise(mine)[0]
    assert [scene.name for scene in exercise.scenes] == [
        "Bìa rừng",
        "Gặp bà",
        "Vui vẻ",
        "Đau bụng",
        "Về nhà",
    ]
    assert exercise.scenes[1].choices[0].target == 4
    assert exercise.scenes[0].text.startswith("Bé hỏi")
    assert exercise.scenes[2].ending_text == "Ngon."


def test_what_was_saved_in_between_is_not_overwritten(yen: FlaskClient, nam: FlaskClient) -> None:
    save(nam, THEIRS)
    address, token = beside(yen)
    save(yen, BERRIES.replace("rừng", "núi"))
    answer = yen.post(address, data={"csrf_token": token, "revision": "0", "scene": "Về nhà"})
    assert answer.location.endswith(address)
    assert "Về nhà" not in drafts()["Đỗ Thị Yến"].text


def test_what_the_other_wrote_on_is_looked_at_before_it_is_taken_over(
    yen: FlaskClient, nam: FlaskClient
) -> None:
    save(yen, BERRIES.replace("rừng", "núi"))
    save(nam, THEIRS)
    address, token = beside(yen)
    save(nam, THEIRS.replace("Em hỏi", "…"), 1)
    data = {"csrf_token": token, "revision": "1", "theirs": "1", "scene": "Bìa rừng"}
    assert "Lê Văn Nam vừa viết thêm" in yen.post(address, data=data, follow_redirects=True).text
    assert "…" not in drafts()["Đỗ Thị Yến"].text


def test_drafts_of_others_and_of_other_exercises_are_not_found(yen: FlaskClient, nam: FlaskClient) -> None:
    save(yen, BERRIES.replace("rừng", "núi"))
    own = drafts()["Đỗ Thị Yến"].id
    assert yen.get(f"/exercises/hai-qua/drafts/{own}").status_code == 404
    assert nam.get(f"/exercises/khac/drafts/{own}").status_code == 404
    assert nam.get(f"/exercises/hai-qua/drafts/{own + 1}").status_code == 404
    assert nam.get(f"/exercises/hai-qua/drafts/{own}").status_code == 200


def test_an_arrow_that_is_taken_over_without_its_scene_keeps_the_name() -> None:
    mine, theirs = sheet_of(BERRIES), sheet_of(THEIRS)
    taken = take_over(mine, theirs, ["gặp bà"])
    assert [scene.name for scene in taken.missing] == ["Về nhà"]
    assert "-> Về nhà +1" in text_of(taken, "vi")
    assert text_of(take_over(mine, theirs, []), "vi") == text_of(mine, "vi")


def test_a_scene_is_taken_over_with_its_competencies_and_what_could_not_be_read() -> None:
    theirs = THEIRS.replace("Năng lực: ", "Năng lực: ctv_nv2, ").replace(
        "> Đúng.\n*!", "> Đúng. (ctv_nv2)\nlạc đề\n*!"
    )
    text = text_of(take_over(sheet_of(BERRIES), sheet_of(theirs), ["Gặp bà"]), "vi")
    assert "Năng lực: bao_ve_tre_em, ctv_nv2" in text
    assert "> Đúng. (ctv_nv2)" in text
    assert "lạc đề" in text


def test_scenes_stand_beside_each_other_by_their_names() -> None:
    found = {each.name: each for each in scenes_beside(sheet_of(BERRIES), sheet_of(THEIRS), "vi")}
    assert [name for name, each in found.items() if each.differs] == ["Bìa rừng", "Gặp bà", "Về nhà"]
    assert found["Về nhà"].mine is None


def test_a_text_of_which_too_much_cannot_be_read_is_only_laid_beside(
    yen: FlaskClient, nam: FlaskClient
) -> None:
    save(nam, "lạc đề\n" * 60 + BERRIES)
    page = yen.get("/exercises/hai-qua/edit").text
    address = (
        "/exercises/hai-qua/drafts/" + page.split('<a href="/exercises/hai-qua/drafts/')[1].split('"')[0]
    )
    shown = yen.get(address).text
    assert "lạc đề" in shown
    assert 'type="checkbox"' not in shown.split("<main")[1].split("</main>")[0]

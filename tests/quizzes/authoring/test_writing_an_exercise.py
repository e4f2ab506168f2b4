"""A trainer writes an exercise in the browser: her text is looked over, played, and never lost."""

import unicodedata

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole, Person
from lms.places.models import Unit
from quizzes.authoring.models import Manuscript
from quizzes.rules.publishing import publish
from tests.factories.account import sign_in, type_in
from tests.factories.people import make_asker, make_person
from tests.factories.places import make_unit
from tests.factories.quizzes import BERRIES, PRACTICE, bao_ve_tre_em, source_of
from tests.factories.statements import statements

DRAFT = "/exercises/hai-qua/draft"
JSON = {"Accept": "application/json"}


def trainer_named(name: str) -> Person:
    unit = db.session.query(Unit).filter_by(code="25").one_or_none() or make_unit("25", "Tỉnh Phú Thọ")
    person = make_asker(AccessRole.TRAINER, unit, name)
    db.session.commit()
    return person


@pytest.fixture
def trainer(app: Flask) -> Person:
    bao_ve_tre_em()
    publish(source_of(BERRIES), clock.now())
    return trainer_named("Đỗ Thị Yến")


@pytest.fixture
def visitor(client: FlaskClient, trainer: Person) -> FlaskClient:
    sign_in(client, trainer)
    return client


def written(code: str = "hai-qua", language: str = "vi") -> Manuscript:
    return db.session.query(Manuscript).filter_by(code=code, language=language).one()


def save(visitor: FlaskClient, text: str, revision: int = 0, **more: str) -> dict[str, object]:
    data = {"text": text, "language": "vi", "revision": str(revision), **more}
    answer = visitor.post(DRAFT, data=data, headers=JSON)
    assert answer.status_code == 200
    return answer.get_json()


def test_the_list_is_searched_without_diacritics(visitor: FlaskClient, trainer: Person) -> None:
    publish(source_of(PRACTICE), clock.now())
    db.session.commit()
    page = visitor.get("/exercises?q=hai+qua").text
    assert "Hái quả trong rừng" in page
    assert "Luyện tập: Báo tin" not in page
    assert "Không tìm thấy bài tập nào." in visitor.get("/exercises?q=khong+co").text
    assert "Hái quả" not in visitor.get("/exercises?show=drafts").text
    save(visitor, BERRIES.replace("Bé hỏi", "Em hỏi"))
    assert "Bản nháp lúc" in visitor.get("/exercises?show=drafts").text


def test_a_page_of_the_list_is_short_and_asks_no_more_for_more_exercises(visitor: FlaskClient) -> None:
    visitor.get("/exercises")
    with statements() as few:
        visitor.get("/exercises")
    for number in range(25):
        publish(source_of(BERRIES.replace("hai-qua", f"hai-{number}")), clock.now())
    db.session.commit()
    visitor.get("/exercises")
    with statements() as many:
        page = visitor.get("/exercises").text
    assert "26 bài tập" in page
    assert page.count('<th scope="row">') == 20
    assert visitor.get("/exercises?page=2&q=hai").text.count('<th scope="row">') == 6
    assert len(many) == len(few)


@pytest.mark.parametrize("sample", ["scenario", "practice", "orientation", "assessment"])
def test_each_sample_is_a_text_without_findings(app: Flask, visitor: FlaskClient, sample: str) -> None:
    answer = type_in(
        visitor, "/exercises/new", title="Chị Hoa – ngại uống thuốc?", sample=sample, face="text"
    )
    assert answer.location == "/exercises/chi-hoa-ngai-uong-thuoc/edit"
    page = visitor.get(answer.location).text
    assert "Chị Hoa – ngại uống thuốc?" in page
    found = page.split('id="look"')[1].split("<h2>Làm thử")[0]
    assert found.count("data-line") == found.count("Không có năng lực nào mang mã ctv_nv2") == 1
    again = type_in(visitor, "/exercises/new", title="Chị Hoa ngại uống thuốc", sample=sample, face="text")
    assert again.location == "/exercises/chi-hoa-ngai-uong-thuoc-2/edit"


def test_a_mistake_is_told_with_its_line_and_scene(visitor: FlaskClient) -> None:
    look = str(save(visitor, BERRIES.replace("-> Gặp bà", "-> Gặp ba"))["look"])
    assert "Dòng 9</a> (Bìa rừng): Không có cảnh “Gặp ba”. Có phải là “Gặp bà”?" in look
    assert "chỗ phải sửa" in look


def test_the_trial_play_goes_on_while_the_text_changes(visitor: FlaskClient) -> None:
    first = save(visitor, BERRIES, path="0.1")
    assert "Bà bảo đó là quả dâu đất" in str(first["look"])
    changed = save(visitor, BERRIES.replace("Bà bảo đó", "Bà cười bảo"), path="0.1")
    assert "Bà cười bảo" in str(changed["look"])
    assert changed["revision"] == 1
    finished = save(visitor, BERRIES, 1, path="0.1-1.0")
    assert "đi đường này được 100,0" in str(finished["look"])
    lost = save(visitor, BERRIES, 2, path="7.3-0.0")
    assert "Bé hỏi: quả đỏ kia ăn được không?" in str(lost["look"])


KINDS = """
# Mọi dạng
Mã: hai-qua
Loại: luyện tập
Năng lực: bao_ve_tre_em

== Chọn nhiều
DẠNG: chọn nhiều
GỢI Ý: Hai cái đúng.
Quả nào ăn được?
= Quả sim
= Quả mua
* Quả lạ

== Số
DẠNG: số
Gọi số nào?
= 111
""".lstrip()


def test_questions_that_are_not_one_choice_are_played_by_filling_them_in(visitor: FlaskClient) -> None:
    first = str(save(visitor, KINDS)["look"])
    assert "Chọn nhiều" in first
    assert 'name="q0.2"' in first
    left = save(visitor, KINDS, 1, path="", answer="1")
    assert 'name="q0.2"' in str(left["look"])
    second = save(visitor, KINDS, 1, path="", answer="1", **{"q0.0": "1", "q0.2": "1"})
    assert "Quả sim; Quả lạ" in str(second["look"])
    path = str(second["look"]).split('name="path" value="')[1].split('"')[0]
    assert path == "[[0,[0,2]]]"
    done = str(save(visitor, KINDS, 1, path=path, answer="1", q1="111")["look"])
    assert "đi đường này được 50,0" in done
    assert "Chọn nhiều: Quả sim; Quả lạ" in done
    for strange in ("[", "[1]", "[[0,{}]]", "[[0,[9]]]", "[" * 500, '[["0",1]]', "[[0,0,0]]"):
        assert 'name="q0.2"' in str(save(visitor, KINDS, 1, path=strange)["look"])


def test_without_script_a_button_plays_on(visitor: FlaskClient) -> None:
    form = {"text": BERRIES, "language": "vi", "revision": "0", "path": "", "to": "0.0"}
    answer = visitor.post(DRAFT, data=form)
    assert answer.status_code == 302
    page = visitor.get(answer.location).text
    assert "Không biết quả gì thì không ăn." in page
    assert "Bé phải đi trạm y tế." in page


def test_a_text_saved_elsewhere_in_between_is_not_overwritten(visitor: FlaskClient) -> None:
    save(visitor, BERRIES.replace("Bé hỏi", "Một"), 0)
    other = {"text": BERRIES.replace("Bé hỏi", "Hai"), "language": "vi", "revision": "0"}
    answer = visitor.post(DRAFT, data=other, headers=JSON)
    assert (answer.status_code, answer.get_json()["conflict"]) == (409, True)
    page = visitor.post(DRAFT, data=other)
    assert page.status_code == 409
    assert "Một: quả đỏ kia" in page.text
    assert "Hai: quả đỏ kia" in page.text
    assert "Một" in written().text
    assert visitor.post(DRAFT, data={**other, "revision": "1"}).status_code == 302
    assert "Hai" in written().text


def test_the_same_text_twice_is_saved_once(visitor: FlaskClient) -> None:
    text = BERRIES.replace("Bé hỏi", "Em hỏi")
    first, second = save(visitor, text), save(visitor, text)
    assert first["revision"] == second["revision"] == 1


def test_signed_out_the_text_is_carried_on(app: Flask, trainer: Person) -> None:
    stranger = app.test_client()
    long = BERRIES + "== Thêm\nLời dài. " * 20
    form = {"text": long, "language": "vi", "revision": "0"}
    assert stranger.post(DRAFT, data=form, headers=JSON).status_code == 401
    page = stranger.post(DRAFT, data=form)
    assert page.status_code == 401
    assert "Thêm\nLời dài." in page.text
    sign_in(stranger, trainer)
    assert stranger.post(DRAFT, data=form).status_code == 302
    assert "Thêm" in written().text


def test_a_text_that_is_too_long_is_refused_and_stays_on_the_page(visitor: FlaskClient) -> None:
    form = {"text": "# Dài\n" + "a" * 40_000, "language": "vi", "revision": "0"}
    answer = visitor.post(DRAFT, data=form, headers=JSON)
    assert answer.status_code == 422
    assert "dài quá 40000 ký tự" in answer.get_json()["error"]
    page = visitor.post(DRAFT, data=form)
    assert page.status_code == 422
    assert "a" * 40_000 in page.text
    assert db.session.query(Manuscript).count() == 0


@pytest.mark.parametrize("text", ["(" * 20_000, "[" * 20_000, "* a " + "((" * 10_000, "== \x07\x1b" * 200])
def test_strange_texts_are_looked_over(visitor: FlaskClient, text: str) -> None:
    assert "chỗ phải sửa" in str(save(visitor, text)["look"])


def test_a_text_is_kept_in_one_normal_form(visitor: FlaskClient) -> None:
    text = BERRIES.replace("Bé hỏi", "Em hỏi")
    save(visitor, unicodedata.normalize("NFD", text).replace("\n", "\r\n") + "\x07")
    assert written().text == text


def test_the_code_of_the_head_must_be_its_own(visitor: FlaskClient) -> None:
    look = str(save(visitor, BERRIES.replace("Mã: hai-qua", "Mã: khac"))["look"])
    assert "Phần đầu ghi mã “khac”, nhưng bài này mang mã “hai-qua”." in look


def test_the_english_text_begins_as_the_vietnamese_one_and_shares_its_graph(
    visitor: FlaskClient, trainer: Person
) -> None:
    exercise = source_of(PRACTICE)
    publish(type(exercise)(exercise.code, {"vi": exercise.languages["vi"]}, {"vi": PRACTICE}), clock.now())
    db.session.commit()
    page = visitor.get("/exercises/luyen-bao-tin/edit?text=en").text
    assert "Chưa có bản tiếng Anh." in page
    assert "Kind: practice" in page
    other = PRACTICE.replace("* 115", "* 116 +2")
    answer = visitor.post(
        "/exercises/luyen-bao-tin/draft",
        data={"text": other, "language": "en", "revision": "0"},
        headers=JSON,
    )
    assert "khác với cảnh này ở bản ngôn ngữ kia" in answer.get_json()["look"]


def test_somebody_else_who_writes_the_same_is_named(app: Flask, visitor: FlaskClient) -> None:
    save(visitor, BERRIES.replace("Bé hỏi", "Em hỏi"))
    other = app.test_client()
    sign_in(other, trainer_named("Lê Văn Nam"))
    assert "Đỗ Thị Yến cũng đang soạn bài này" in other.get("/exercises/hai-qua/edit").text
    assert "Em hỏi" not in other.get("/exercises/hai-qua/edit").text


def test_a_draft_may_be_thrown_away(visitor: FlaskClient) -> None:
    save(visitor, BERRIES.replace("Bé hỏi", "Em hỏi"))
    page = visitor.get("/exercises/hai-qua/edit").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    visitor.post("/exercises/hai-qua/drop", data={"csrf_token": token})
    assert "Bé hỏi" in visitor.get("/exercises/hai-qua/edit").text


def test_nobody_else_comes_to_the_desk(app: Flask, trainer: Person) -> None:
    lan = make_person("Trần Thị Lan")
    db.session.commit()
    learner = app.test_client()
    sign_in(learner, lan)
    assert learner.get("/exercises").status_code == 403
    assert learner.post(DRAFT, data={"text": "x", "language": "vi", "revision": "0"}).status_code == 404
    assert db.session.query(Manuscript).count() == 0


def test_what_is_not_there_is_not_there(visitor: FlaskClient) -> None:
    for address in ("/exercises/khong-co/edit", "/exercises/khong-co/publish"):
        assert visitor.get(address).status_code == 404
    assert visitor.post("/exercises/khong-co/draft", data={"text": "x"}).status_code == 404

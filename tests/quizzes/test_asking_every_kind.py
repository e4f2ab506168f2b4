"""Questions of every kind, answered in a lesson, in a test, and without script."""

import json
import random
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from courses.models import Edition, Step
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from quizzes.exercise.answers import Answer, right_answer
from quizzes.exercise.asking import asked
from quizzes.exercise.filling import answer_in
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Exercise, QuestionType
from quizzes.exercise.judging import judge
from quizzes.exercise.showing import from_letters, in_letters, offered
from quizzes.kinds.exercise import player_scripts
from quizzes.kinds.player import play_data
from quizzes.library import ExerciseSource
from quizzes.models import Attempt
from quizzes.rules.publishing import publish
from tests.browser import axe, serve
from tests.factories.helping import two_communes
from tests.factories.kinds import ALL_KINDS, RIGHT, WRONG, published_kinds
from tests.factories.phones import sign_in_on
from tests.factories.quizzes import bao_ve_tre_em, sent

EXERCISE, _ = read_exercise(ALL_KINDS)
TEST, _ = read_exercise(ALL_KINDS.replace("ghi-so-moi-ngay", "kiem-tra-ghi-so"))


@pytest.fixture
def edition(app: Flask, tmp_path: Path) -> Edition:
    return published_kinds(tmp_path)


@pytest.fixture
def practised(edition: Edition) -> Step:
    return edition.sections[0].steps[1]


@pytest.fixture
def tested(edition: Edition) -> Step:
    return edition.sections[0].steps[2]


def fields_of(scene: int, answer: Answer, exercise: Exercise = EXERCISE) -> dict[str, str]:
    """The fields of a question as somebody fills them in who means this answer."""
    question, name = exercise.scenes[scene], f"q{scene}"
    if isinstance(answer, int | str):
        return {name: str(answer)}
    if question.type is QuestionType.MULTIPLE:
        return {f"{name}.{each}": "1" for each in answer}
    if question.type is QuestionType.TRUE_FALSE:
        return {f"{name}.{at}": str(int(at in answer)) for at in range(len(question.choices))}
    shown = offered(exercise, scene)
    if question.type is QuestionType.ORDERING:
        return {f"{name}.{at}": str(answer.index(each) + 1) for at, each in enumerate(shown)}
    if question.type is QuestionType.MATCHING:
        return {f"{name}.{at}": str(shown.index(each) + 1) for at, each in enumerate(answer)}
    return {f"{name}.{at}": str(text) for at, text in enumerate(answer)}


def all_fields(answers: list[Answer], exercise: Exercise = EXERCISE) -> dict[str, str]:
    return {
        field: text
        for scene, answer in enumerate(answers)
        for field, text in fields_of(scene, answer, exercise).items()
    }


@pytest.mark.parametrize("answers", [RIGHT, WRONG])
def test_fields_hold_what_was_answered(answers: list[Answer]) -> None:
    fields = all_fields(answers)
    assert [answer_in(EXERCISE, scene, fields) for scene in range(len(answers))] == answers
    for scene in range(len(answers)):
        assert answer_in(EXERCISE, scene, {}) is None


def test_an_order_with_one_place_twice_is_no_answer() -> None:
    assert answer_in(EXERCISE, 3, {"q3.0": "1", "q3.1": "1", "q3.2": "2"}) is None
    assert answer_in(EXERCISE, 3, {"q3.0": "1", "q3.1": "4", "q3.2": "2"}) is None
    assert answer_in(EXERCISE, 4, {"q4.0": "1", "q4.1": "9"}) is None


def test_what_is_offered_does_not_stand_in_its_right_order() -> None:
    assert offered(EXERCISE, 3) != (0, 1, 2)
    assert sorted(offered(EXERCISE, 4)) == [0, 1, 2]
    assert offered(EXERCISE, 4) != (0, 1, 2)
    assert offered(EXERCISE, 1) == (0, 1, 2)


@pytest.mark.parametrize("scene", [3, 4])
def test_letters_name_an_answer_and_nothing_else(scene: int) -> None:
    for answer in (RIGHT[scene], WRONG[scene]):
        assert isinstance(answer, list)
        assert from_letters(EXERCISE, scene, in_letters(EXERCISE, scene, answer)) == answer
    for text in ("", "A", "ABB", "ABD", "A1", "A1B9", "A1B2C3", "abc", "A1A2"):
        assert from_letters(EXERCISE, scene, text) is None
    assert from_letters(EXERCISE, 4, "A-B-") == [-1, -1]


def play_through(visitor: FlaskClient, step: Step, answers: list[Answer]) -> tuple[list[str], str]:
    """Answer page by page, without script; the pages between, and the result."""
    url = visitor.post(f"/exercises/{step.id}/begin").location
    pages, follow = [], url
    for number, answer in enumerate(answers):
        fields = {"choice": str(answer)} if number == 0 else fields_of(number, answer)
        follow = visitor.post(url, data={"number": number, **fields}).location
        pages.append(visitor.get(follow).text)
    return pages, pages[-1]


def test_without_script_each_answer_is_judged_on_the_next_page(visitor: FlaskClient, practised: Step) -> None:
    pages, result = play_through(visitor, practised, WRONG)
    assert "<strong>Chỉ trưởng thôn:</strong> Ai cũng báo được." in pages[1]
    assert "Câu trả lời đúng:</strong> Cơ quan, tổ chức; Cá nhân" in pages[1]
    assert "111 chỉ trực giờ hành chính: Sai" in pages[2]
    assert "1. Lắng nghe; 2. Trấn an; 3. Báo tin" in pages[3]
    assert "Báo tin về trẻ em – 111" in pages[4]
    assert "90 là số hộ." in pages[5]
    assert "Đúng 0/8" in result
    assert "Câu trả lời đúng: 111" in result
    assert "Căn cứ pháp lý: Điều 51 Luật Trẻ em" in result
    assert db.session.query(Attempt).one().score == 0


def test_without_script_everything_right_is_said_to_be_right(visitor: FlaskClient, practised: Step) -> None:
    pages, result = play_through(visitor, practised, RIGHT)
    assert all("Đúng." in page for page in pages[:-1])
    assert "Lần này chọn đúng cả." in result
    assert db.session.query(Attempt).one().path == [[at, answer] for at, answer in enumerate(RIGHT)]


def test_a_hint_stands_behind_a_tap(visitor: FlaskClient, practised: Step, tested: Step) -> None:
    url = visitor.post(f"/exercises/{practised.id}/begin").location
    visitor.post(url, data={"number": 0, "choice": "1"})
    assert "<summary>Gợi ý</summary><p>Ai thấy cũng báo được.</p>" in visitor.get(url).text
    form = visitor.post(f"/assessments/{tested.id}").location
    assert "Ai thấy cũng báo được." not in visitor.get(form).text


def test_what_is_not_wholly_answered_is_asked_again_and_kept(visitor: FlaskClient, practised: Step) -> None:
    url = visitor.post(f"/exercises/{practised.id}/begin").location
    visitor.post(url, data={"number": 0, "choice": "1"})
    visitor.post(url, data={"number": 1, "q1.0": "1"})
    page = visitor.post(url, data={"number": 2, "q2.0": "1"})
    assert page.status_code == 422
    assert "Câu này chưa được trả lời đủ." in page.text
    assert 'name="q2.0" value="1" required checked' in page.text


def test_the_page_of_a_test_holds_no_right_answer(visitor: FlaskClient, tested: Step) -> None:
    page = visitor.get(visitor.post(f"/assessments/{tested.id}").location).text
    order = page[page.index('data-kind="ordering"') :]
    steps = re.findall(r"<span>(Lắng nghe|Trấn an|Báo tin)</span>", order)
    assert steps == [TEST.scenes[3].choices[each].text for each in offered(TEST, 3)]
    assert "Sổ A0" not in page
    assert "Trần Thị Hoa" not in page
    assert "75" not in page[page.index("<fieldset") : page.index("</main>")]


@pytest.mark.parametrize(("answers", "score"), [(RIGHT, 10_000), (WRONG, 0)])
def test_a_test_is_answered_without_script(
    visitor: FlaskClient, tested: Step, answers: list[Answer], score: int
) -> None:
    url = visitor.post(f"/assessments/{tested.id}").location
    fields = all_fields(answers, TEST)
    incomplete = visitor.post(url, data={**fields, "q3.0": ""})
    assert "Còn câu chưa trả lời." in incomplete.text
    result = visitor.get(visitor.post(url, data=fields).location).text
    attempt = db.session.query(Attempt).one()
    assert (attempt.score, attempt.passed) == (score, score == 10_000)
    assert sorted(map(json.dumps, attempt.path)) == sorted(
        json.dumps([at, answer]) for at, answer in enumerate(answers)
    )
    assert "Câu trả lời đúng" not in result
    assert "90 : 120" not in result


def lettered(answers: list[Answer]) -> list[list[object]]:
    """A path as a test sends it: an order and pairs by letters."""
    return [
        [at, in_letters(EXERCISE, at, answer) if at in (3, 4) and isinstance(answer, list) else answer]
        for at, answer in enumerate(answers)
    ]


def test_a_phone_sends_letters_or_ordinals_and_both_are_one(visitor: FlaskClient, practised: Step) -> None:
    first = visitor.post("/attempts", json=sent(practised.id, lettered(RIGHT)))  # type: ignore[arg-type]
    assert first.get_json()["state"] == "kept"
    again = visitor.post("/attempts", json=sent(practised.id, lettered(RIGHT)))  # type: ignore[arg-type]
    assert again.get_json()["receipt"] == first.get_json()["receipt"]
    attempt = db.session.query(Attempt).one()
    assert (attempt.path, attempt.score) == ([[at, answer] for at, answer in enumerate(RIGHT)], 10_000)


@pytest.mark.parametrize(
    ("scene", "answer", "status"),
    [
        (1, 0, 422),
        (1, [7], 422),
        (1, [[0]], 400),
        (1, {"0": 1}, 400),
        (1, None, 400),
        (3, "AB", 422),
        (3, [0, 1], 422),
        (4, [5, 5], 422),
        (5, 75, 422),
        (5, "7" * 201, 400),
        (5, True, 400),
        (7, ["Hoa"], 422),
        (7, ["Hoa"] * 21, 400),
        (7, ["x" * 201, "", ""], 400),
        (7, ["Hoa\u0000", "", ""], 422),
    ],
)
def test_what_no_question_can_be_answered_with_is_refused(
    visitor: FlaskClient, practised: Step, scene: int, answer: object, status: int
) -> None:
    path: list[list[object]] = [[at, each] for at, each in enumerate(RIGHT)]
    path[scene][1] = answer
    refused = visitor.post("/attempts", json=sent(practised.id, path))  # type: ignore[arg-type]
    assert refused.status_code == status
    assert db.session.query(Attempt).count() == 0


JUDGED = """cases => cases.map(([question, answer]) => kinds.wrong(question, answer))"""


@pytest.mark.browser
def test_the_phone_judges_as_the_server_does(page: Page) -> None:
    chance = random.Random(520)
    questions = json.loads(play_data(EXERCISE, {}))["s"]
    typed = ["75", "75,5", "75.6", "90", " 7 5 ", "sổ a0", "SO A0.", "a0/ctv", "A1", "1", "một", "", "1.962"]
    cases: list[tuple[int, Answer]] = [(at, each) for at, each in enumerate(RIGHT) if at]
    cases += [(at, each) for at, each in enumerate(WRONG) if at]
    for _ in range(60):
        cases += [
            (1, sorted(chance.sample(range(3), chance.randint(0, 3)))),
            (2, chance.sample(range(2), chance.randint(0, 2))),
            (3, chance.sample(range(3), 3)),
            (4, [chance.choice((0, 1, 2)), chance.choice((0, 1, 2))]),
            (5, chance.choice(typed)),
            (6, chance.choice(typed)),
            (7, [chance.choice([*typed, "trần thị hoa"]) for _ in range(3)]),
        ]
    for script in player_scripts_of_pages():
        page.add_script_tag(content=script)
    found = page.evaluate(JUDGED, [[questions[scene], answer] for scene, answer in cases])
    for (scene, answer), wrong in zip(cases, found, strict=True):
        expected = judge(EXERCISE.scenes[scene], answer)
        assert (wrong == []) is expected.is_right, (scene, answer)
        assert [each for each in wrong if each >= 0] == list(expected.wrong), (scene, answer)


def player_scripts_of_pages() -> list[str]:
    """The judging part of the player, and what it needs of the script of every page."""
    folded = (
        "window.lop520={folded:text=>text.toLowerCase().normalize('NFD')"
        ".replace(/[\\u0300-\\u036f]/g,'').replace(/đ/g,'d').trim()}"
    )
    kinds = Path("quizzes/player/kinds.js").read_text("utf-8").replace("const kinds=", "window.kinds=")
    return [folded, kinds]


@pytest.mark.browser
def test_every_kind_is_practised_in_the_lesson(app: Flask, page: Page, practised: Step, lan: Person) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    box = page.locator("[data-ex]").nth(0)
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        page.goto(f"{address}/learn/cac-dang/1")
        box.get_by_role("button", name="Bắt đầu").click()

        def give(said: str) -> None:
            box.get_by_role("button", name="Trả lời").click()
            expect(box.locator(".note").first).to_have_text(said)
            box.get_by_role("button", name="Đi tiếp").click()

        box.get_by_role("button", name="111").click()
        box.get_by_role("button", name="Đi tiếp").click()
        box.locator("summary").click()
        expect(box.get_by_text("Ai thấy cũng báo được.")).to_be_visible()
        box.get_by_role("button", name="Trả lời").click()
        expect(box.get_by_role("alert")).to_have_text("Câu này chưa được trả lời đủ.")
        box.get_by_label("Cơ quan, tổ chức").check()
        box.get_by_label("Cá nhân").check()
        assert axe(page) == []
        box.get_by_role("button", name="Trả lời").click()
        expect(box.get_by_text("Căn cứ pháp lý: Điều 51 Luật Trẻ em")).to_be_visible()
        expect(box.locator(".note").first).to_have_text("✓ Đúng.")
        box.get_by_role("button", name="Đi tiếp").click()
        for at, said in enumerate(("Đúng", "Sai")):
            box.locator(f"input[name=t{at}]").nth(0 if said == "Đúng" else 1).check()
        give("✓ Đúng.")
        for step in ("Lắng nghe", "Trấn an", "Báo tin", "Lắng nghe", "Trấn an", "Lắng nghe"):
            up = box.get_by_role("button", name=f"Lên: {step}")
            if up.is_enabled():
                up.click()
        expect(box.locator(".k span").first).to_have_text("1. Lắng nghe")
        expect(box.locator(".k span").nth(1)).to_have_text("2. Trấn an")
        assert axe(page) == []
        give("✓ Đúng.")
        box.get_by_label("Cấp cứu").select_option("115")
        box.get_by_label("Báo tin về trẻ em").select_option("113")
        box.get_by_role("button", name="Trả lời").click()
        expect(box.get_by_text("Câu trả lời đúng: Cấp cứu – 115; Báo tin về trẻ em – 111")).to_be_visible()
        box.get_by_role("button", name="Đi tiếp").click()
        box.get_by_label("Câu trả lời").fill("75,2")
        give("✓ Đúng.")
        box.get_by_label("Câu trả lời").fill("so a0")
        give("✓ Đúng.")
        box.get_by_label("Họ và tên chủ hộ").fill("tran thi hoa")
        box.get_by_label("Năm sinh").fill("1962")
        box.get_by_label("Số người trong hộ").fill("2")
        assert axe(page) == []
        give("✗ Chưa đúng.")
        expect(box.locator(".call")).to_have_text("Đúng 6/8")
        expect(box.get_by_role("status")).to_contain_text("Mã biên nhận:")
    attempt = db.session.query(Attempt).one()
    assert attempt.path[3:5] == [[3, [0, 1, 2]], [4, [0, 2]]]
    assert attempt.score == round(10_000 * (6 + 1 / 2 + 2 / 3) / 8)


@pytest.mark.browser
def test_every_kind_is_kept_and_handed_in_from_a_test(
    app: Flask, page: Page, tested: Step, lan: Person
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        page.goto(f"{address}/learn/cac-dang/1")
        page.get_by_role("button", name="Làm bài kiểm tra").click()
        expect(page.locator("#assessment")).to_be_visible()
        assert axe(page) == []
        page.locator("[name=q0]").nth(1).check()
        page.locator("[name='q1.0']").check()
        page.get_by_role("button", name="Nộp bài").click()
        for at in (0, 1):
            page.locator(f"[name='q2.{at}'][value='{int(at == 0)}']").check()
        up = page.get_by_role("button", name="Lên: Lắng nghe")
        while up.is_enabled():
            up.click()
        page.locator("[name='q4.0']").select_option("115")
        page.locator("[name='q4.1']").select_option("111")
        page.locator("[name=q5]").fill("75")
        page.locator("[name=q6]").fill("sổ a0")
        page.locator("[name='q7.1']").fill("1962")
        page.evaluate(STORED)
        page.reload()
        expect(page.locator("[name=q6]")).to_have_value("sổ a0")
        expect(page.locator("[name='q1.0']")).to_be_checked()
        expect(page.locator(".question-step span").first).to_have_text("Lắng nghe")
        page.get_by_role("button", name="Nộp bài").click()
        expect(page.get_by_text("Mã biên nhận:")).to_be_visible()
    path = dict(db.session.query(Attempt).one().path)
    assert path[1] == [0]
    assert path[3][0] == 0
    assert (path[2], path[4], path[5]) == ([0], [0, 1], "75")
    assert (path[6], path[7]) == ("sổ a0", ["", "1962", ""])


STORED = """async () => {
  const key = "form:" + document.getElementById("assessment").dataset.form;
  while (((await lop520.read(key)) || {})["q7.1"] !== "1962") await new Promise(done => setTimeout(done, 20));
}"""


def test_a_lesson_without_such_questions_is_sent_nothing_of_them(app: Flask) -> None:
    plain, _ = read_exercise(ALL_KINDS[: ALL_KINDS.index("== Những ai")])
    with app.test_request_context():
        assert not any(
            "kinds" in script.replace("kinds.wrong", "").replace("kinds.ask", "")
            for script in player_scripts(plain)
        )
        assert any("const kinds=" in script for script in player_scripts(EXERCISE))


def test_a_question_is_asked_without_what_is_right() -> None:
    pairs = asked(EXERCISE, 4)
    assert pairs.options == ("Cấp cứu", "Báo tin về trẻ em")
    assert sorted(pairs.sides) == ["111", "113", "115"]
    assert asked(EXERCISE, 6).options == ()
    assert right_answer(EXERCISE.scenes[5]) == "75"


def test_what_is_typed_is_accepted_in_every_language_of_an_exercise(app: Flask) -> None:
    bao_ve_tre_em()
    english = ALL_KINDS.replace("= Sổ A0 | A0/CTV", "= Book A0").replace("<=> 1 | một", "<=> 1 | one")
    texts = {"vi": ALL_KINDS, "en": english}
    languages = {language: read_exercise(text)[0] for language, text in texts.items()}
    version = publish(ExerciseSource("ghi-so-moi-ngay", languages, texts), clock.now())
    assert version is not None
    db.session.commit()
    spoken = [version.exercise_in(language) for language in ("vi", "en")]
    for answer in ("so a0", "book a0", "A0/CTV"):
        assert [judge(each.scenes[6], answer).share for each in spoken] == [1, 1]
    assert [right_answer(each.scenes[6]) for each in spoken] == ["Sổ A0", "Book A0"]
    assert [judge(each.scenes[7], ["Trần Thị Hoa", "1962", "one"]).share for each in spoken] == [1, 1]


@pytest.mark.browser
def test_a_test_of_every_kind_is_answered_on_the_phone_of_a_helper(
    app: Flask, page: Page, tested: Step
) -> None:
    people = two_communes()
    page.set_viewport_size({"width": 360, "height": 640})
    with serve(app) as address:
        sign_in_on(page.context, app, address, people["mai"])
        page.goto(f"{address}/helping/{tested.id}")
        page.get_by_role("button", name="Lấy câu hỏi cho mọi người").click()
        expect(page.get_by_role("button", name=people["lan"].full_name)).to_be_enabled()
        page.get_by_role("button", name=people["lan"].full_name).click()
        page.get_by_role("button", name="Làm chung").click()
        form = page.locator("[data-sheet]")
        form.locator("[name=q0]").nth(1).check()
        form.locator("[name='q1.0']").check()
        form.locator("[name='q1.1']").check()
        form.locator("[name='q2.0'][value='1']").check()
        for step in ("Trấn an", "Lắng nghe"):
            up = form.get_by_role("button", name=f"Lên: {step}")
            while up.is_enabled():
                up.click()
        form.locator("[name='q4.0']").select_option("115")
        form.locator("[name='q4.1']").select_option("111")
        form.locator("[name=q5]").fill("75")
        form.locator("[name=q6]").fill("so a0")
        for at, text in enumerate(("Trần Thị Hoa", "1962", "1")):
            form.locator(f"[name='q7.{at}']").fill(text)
        page.get_by_role("button", name="Nộp bài").click()
        expect(page.locator("[data-missing]")).to_contain_text("chưa trả lời")
        form.locator("[name='q2.1'][value='0']").check()
        assert axe(page) == []
        page.get_by_role("button", name="Nộp bài").click()
        expect(page.locator("[data-handed]")).to_contain_text("Mã biên nhận:")
    db.session.rollback()
    attempt = db.session.query(Attempt).one()
    assert (attempt.person_id, attempt.score) == (people["lan"].id, 10_000)
    assert dict(attempt.path)[3] == [0, 1, 2]


def test_signed_out_in_the_middle_typed_words_are_kept(
    app: Flask, visitor: FlaskClient, practised: Step
) -> None:
    url = visitor.post(f"/exercises/{practised.id}/begin").location
    words = "Trần Thị Hoa, thôn Đông, xã Tam Dương, tỉnh Phú Thọ"
    page = app.test_client().post(url, data={"number": "7", "q7.0": words})
    assert page.status_code == 401
    assert f'name="q7.0" value="{words}"' in page.text

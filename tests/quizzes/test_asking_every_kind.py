"""Questions of every kind, answered in a lesson, in a test, and without script."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from courses.models import Step
from lms.base import clock
from lms.base.database import db
from quizzes.exercise.answers import Answer, right_answer
from quizzes.exercise.asking import asked
from quizzes.exercise.filling import answer_in
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Exercise, QuestionType
from quizzes.exercise.judging import judge
from quizzes.exercise.showing import from_letters, in_letters, offered
from quizzes.kinds.exercise import player_scripts
from quizzes.library import ExerciseSource
from quizzes.models import Attempt
from quizzes.rules.publishing import publish
from tests.factories.account import client_of
from tests.factories.courses import steps
from tests.factories.kinds import ALL_KINDS, RIGHT, WRONG, published_kinds
from tests.factories.people import make_person
from tests.factories.quizzes import bao_ve_tre_em, sent

EXERCISE, _ = read_exercise(ALL_KINDS)
TEST, _ = read_exercise(ALL_KINDS.replace("ghi-so-moi-ngay", "kiem-tra-ghi-so"))


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
    assert "Câu trả lời đúng:</strong><br>Cơ quan, tổ chức<br>Cá nhân" in pages[1]
    assert "111 chỉ trực giờ hành chính: Sai" in pages[2]
    assert "1. Lắng nghe<br>2. Trấn an<br>3. Báo tin" in pages[3]
    assert "Báo tin về trẻ em – 111" in pages[4]
    assert "90 là số hộ." in pages[5]
    assert "Đúng 0/8" in result
    assert "Câu trả lời đúng:</strong> 111" in result
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


def test_signs_that_nothing_keeps_lose_no_attempt(both_app: Flask, tmp_path: Path) -> None:
    edition, woman = published_kinds(tmp_path), make_person("Phạm Thị Sen", phone="0912000333")
    db.session.commit()
    step = next(each for each in steps(edition) if each.reference.get("role") == "practice")
    path = [[at, each] for at, each in enumerate(RIGHT)]
    path[6][1], path[7][1] = "sổ\u0000 A0\ud83d", ["Trần Thị\u000b Hoa", "1962\ud83d", "1"]
    visitor = client_of(both_app, woman)
    answers = [visitor.post("/attempts", json=sent(step.id, path)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].get_json()["receipt"] == answers[1].get_json()["receipt"]
    assert db.session.query(Attempt).one().score == 10_000


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


def test_signed_out_in_the_middle_typed_words_are_kept(
    app: Flask, visitor: FlaskClient, practised: Step
) -> None:
    url = visitor.post(f"/exercises/{practised.id}/begin").location
    words = "Trần Thị Hoa, thôn Đông, xã Tam Dương, tỉnh Phú Thọ"
    page = app.test_client().post(url, data={"number": "7", "q7.0": words})
    assert page.status_code == 401
    assert f'name="q7.0" value="{words}"' in page.text

"""Somebody takes an assessment."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlalchemy import select

from courses.models import Step, StepCompletion
from lms.base.database import db
from lms.people.models import Person
from quizzes.exercise.checking import read_and_check
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Exercise
from quizzes.exercise.writing import write_exercise
from quizzes.library import LIBRARY
from quizzes.models import AssessmentForm, Attempt, AttemptConflict
from quizzes.rules.drawing import draw, draw_form
from tests.browser import serve
from tests.factories.account import sign_in
from tests.factories.people import make_person
from tests.factories.phones import sign_in_on
from tests.factories.quizzes import AT_EIGHT, answers_to, published_exercises, sent


@pytest.fixture(autouse=True)
def morning() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AT_EIGHT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def test_step(app: Flask, tmp_path: Path) -> Step:
    return published_exercises(tmp_path)[1]


def drawn(visitor: FlaskClient, step: Step) -> AssessmentForm:
    """The form that opens when she asks for the test."""
    url = visitor.post(f"/assessments/{step.id}").location
    return db.session.get_one(AssessmentForm, url.rpartition("/")[2])


def hand_in(visitor: FlaskClient, form: AssessmentForm, *, right: bool) -> str:
    fields = {f"q{scene}": choice for scene, choice in answers_to(form, right=right)}
    answer = visitor.post(f"/assessments/{form.id}", data=fields)
    assert answer.status_code == 302
    return answer.location


def test_the_page_holds_the_questions_drawn_and_neither_points_nor_feedback(
    visitor: FlaskClient, test_step: Step
) -> None:
    form = drawn(visitor, test_step)
    page = visitor.get(f"/assessments/{form.id}")
    assert len(form.scenes) == 2
    assert 0 in form.scenes
    assert page.text.count("<fieldset") == 2
    assert "Gọi số nào để báo tin?" in page.text
    assert "115 là cấp cứu." not in page.text
    assert len(page.data) <= 14_600


def test_without_script_the_answers_are_a_form(visitor: FlaskClient, test_step: Step) -> None:
    form = drawn(visitor, test_step)
    page = visitor.get(hand_in(visitor, form, right=True)).text
    assert "Đạt." in page
    assert "100,0" in page
    attempt = db.session.query(Attempt).one()
    assert (attempt.id, attempt.form_id, attempt.passed) == (form.id, form.id, True)
    assert db.session.query(StepCompletion).one().step_id == test_step.id


def test_the_form_sent_again_with_the_same_answers_is_no_conflict(
    visitor: FlaskClient, test_step: Step, morning: time_machine.Traveller
) -> None:
    form = drawn(visitor, test_step)
    first = hand_in(visitor, form, right=True)
    morning.shift(3)
    assert hand_in(visitor, form, right=True) == first
    assert db.session.query(AttemptConflict).count() == 0
    hand_in(visitor, form, right=False)
    assert db.session.query(AttemptConflict).count() == 1


def test_with_script_they_come_as_an_attempt_under_the_same_id(visitor: FlaskClient, test_step: Step) -> None:
    form = drawn(visitor, test_step)
    body = sent(test_step.id, answers_to(form, right=True), id=form.id, form=form.id)
    answer = visitor.post("/attempts", json=body).json
    assert (answer["state"], answer["done"]) == ("kept", test_step.id)
    hand_in(visitor, form, right=True)
    assert db.session.query(Attempt).count() == 1
    assert db.session.query(AttemptConflict).count() == 1


def test_one_form_is_answered_once_whatever_the_id(visitor: FlaskClient, test_step: Step) -> None:
    form = drawn(visitor, test_step)
    good = sent(test_step.id, answers_to(form, right=True), form=form.id)
    bad = sent(test_step.id, answers_to(form, right=False), form=form.id, id=form.id)
    assert visitor.post("/attempts", json=bad).json["state"] == "kept"
    assert visitor.post("/attempts", json=good).json["state"] == "conflict"
    assert not db.session.query(Attempt).one().passed


def test_failing_a_must_pass_question_fails_and_completes_nothing(
    visitor: FlaskClient, test_step: Step
) -> None:
    form = drawn(visitor, test_step)
    fields = {f"q{scene}": choice for scene, choice in answers_to(form, right=True)} | {"q0": 0}
    page = visitor.get(visitor.post(f"/assessments/{form.id}", data=fields).location).text
    assert "việc không được phép sai" in page
    assert "115 là cấp cứu." in page
    assert "/learn/vao-rung/1#b1" in page
    assert "Còn được làm 1 lần." in page
    assert db.session.query(Attempt).one().critical
    assert db.session.query(StepCompletion).count() == 0


def test_after_the_allowed_failures_she_waits_and_may_then_try_again(
    visitor: FlaskClient, test_step: Step, morning: time_machine.Traveller
) -> None:
    for _ in range(2):
        result = hand_in(visitor, drawn(visitor, test_step), right=False)
    assert "Có thể làm lại từ 20:00 20/11/2026" in visitor.get(result).text
    assert visitor.post(f"/assessments/{test_step.id}").location.startswith("/attempts/")
    morning.shift(timedelta(hours=12))
    assert "Còn được làm 2 lần." in visitor.get(result).text
    assert drawn(visitor, test_step).scenes


def test_the_open_form_stays_until_it_is_answered(visitor: FlaskClient, test_step: Step) -> None:
    first = drawn(visitor, test_step).id
    assert drawn(visitor, test_step).id == first


def test_a_missing_answer_is_asked_for_and_the_others_stay(visitor: FlaskClient, test_step: Step) -> None:
    form = drawn(visitor, test_step)
    page = visitor.post(f"/assessments/{form.id}", data={f"q{form.scenes[0]}": "1"}).text
    assert "Còn câu chưa trả lời." in page
    assert page.count(" checked") == 1
    assert db.session.query(Attempt).count() == 0


def test_when_the_session_has_ended_the_answers_wait_on_the_page(
    app: Flask, visitor: FlaskClient, test_step: Step, lan: Person
) -> None:
    form = drawn(visitor, test_step)
    fields = {f"q{scene}": choice for scene, choice in answers_to(form, right=True)}
    signed_out = app.test_client()
    page = signed_out.post(f"/assessments/{form.id}", data=fields)
    assert page.status_code == 401
    for name, value in fields.items():
        assert f'name="{name}" value="{value}"' in page.text
    sign_in(signed_out, lan)
    assert signed_out.post(f"/assessments/{form.id}", data=fields).location == f"/attempts/{form.id}"


def test_the_form_of_somebody_else_is_not_there(app: Flask, visitor: FlaskClient, test_step: Step) -> None:
    form = drawn(visitor, test_step)
    hoa = make_person("Lê Thị Hoa", phone="0900000558")
    db.session.commit()
    stranger = app.test_client()
    sign_in(stranger, hoa)
    assert stranger.get(f"/assessments/{form.id}").status_code == 404
    assert stranger.post(f"/assessments/{form.id}", data={}).status_code == 404
    body = sent(test_step.id, answers_to(form, right=True), form=form.id)
    assert stranger.post("/attempts", json=body).status_code == 422


def test_questions_that_were_not_drawn_cannot_be_answered(visitor: FlaskClient, test_step: Step) -> None:
    form = drawn(visitor, test_step)
    other = next(scene for scene in range(3) if scene not in form.scenes)
    body = sent(test_step.id, [[form.scenes[0], 0], [other, 0]], form=form.id)
    assert visitor.post("/attempts", json=body).status_code == 422
    assert visitor.post("/attempts", json=sent(test_step.id, [[0, 1]])).status_code == 422


def test_order_and_time_limits_are_always_drawn_in_the_shipped_test() -> None:
    text = (LIBRARY / "kiem-tra-bao-ve-tre-em.vi.txt").read_text("utf-8")
    exercise, _ = read_and_check(text)
    must = {number for number, scene in enumerate(exercise.scenes) if scene.must_pass}
    assert len(exercise.scenes) >= 12
    assert len(must) == 4
    orders = [draw(exercise, random.Random(seed)) for seed in range(40)]
    assert all(len(order) == len(set(order)) == exercise.draw and must <= set(order) for order in orders)
    assert set().union(*orders) == set(range(len(exercise.scenes)))


TAP_AND_LEAVE = """choice => {
  document.querySelectorAll("fieldset")[choice[0]].querySelectorAll("input")[choice[1]].click();
  location.assign("/kept");
}"""


@pytest.mark.browser
def test_an_answer_tapped_in_the_moment_in_which_the_page_goes_is_there_again(
    app: Flask, page: Page, test_step: Step, lan: Person
) -> None:
    form = draw_form(lan.id, test_step, AT_EIGHT)
    db.session.commit()
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        for question, choice in ((0, 1), (1, 0), (0, 0)):
            page.goto(f"{address}/assessments/{form.id}")
            page.evaluate(TAP_AND_LEAVE, [question, choice])
            page.wait_for_url("**/kept")
        page.goto(f"{address}/assessments/{form.id}")
        for question in page.locator("fieldset").all():
            expect(question.locator("input").first).to_be_checked()
        assert page.evaluate("lop520.write('x', null).then(() => localStorage.length)") == 0
        page.get_by_role("button", name="Nộp bài").click()
        page.wait_for_url("**/attempts/*")
    order = form.scenes
    db.session.rollback()
    assert db.session.scalars(select(Attempt.path)).one() == [[scene, 0] for scene in order]


BANK = """
# Rút theo nhãn
Mã: rut-theo-nhan
Loại: kiểm tra
Năng lực: x
Rút: 2 nhận biết, 1 vận dụng
Số câu: 5
""" + "".join(
    f"""
== Câu {number}
{"BẮT BUỘC" if number in (1, 7) else ""}
NHÃN: {tags}
Hỏi gì?
= Đúng
* Sai
"""
    for number, tags in enumerate(
        ["nhận biết", "nhận biết", "nhận biết", "vận dụng", "vận dụng, nhận biết", "khác", "khác", "khác"], 1
    )
)


def tags_of(exercise: Exercise, drawn: list[int]) -> list[str]:
    return [tag for ordinal in drawn for tag in exercise.scenes[ordinal].tags]


def test_every_draw_has_as_many_of_each_tag_as_the_head_asks_for() -> None:
    exercise, findings = read_exercise(BANK)
    assert (findings, exercise.quotas, exercise.draw) == ([], ((2, "nhận biết"), (1, "vận dụng")), 5)
    seen = set()
    for seed in range(200):
        drawn = draw(exercise, random.Random(seed))
        assert len(drawn) == len(set(drawn)) == 5
        assert {0, 6} <= set(drawn)
        tags = tags_of(exercise, drawn)
        assert tags.count("nhận biết") >= 2
        assert tags.count("vận dụng") >= 1
        seen.update(drawn)
    assert seen == set(range(8))


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("Rút: 2", "Rút: 5", "5 questions with the tag “nhận biết” are drawn, but the bank has 4"),
        ("1 vận dụng", "1 van dung", ""),
        ("1 vận dụng", "2 vận dụng, 3 khác", "raise “Số câu” to it"),
        ("2 nhận biết, 1 vận dụng", "4 nhận biết, 2 vận dụng", "each counts for one of them only"),
        ("1 vận dụng", "vận dụng", "write a number and a tag"),
        ("Số câu: 5", "Số câu: 3", "raise “Số câu” to it"),
        ("1 vận dụng", ", ".join(f"1 nhãn {number}" for number in range(20)), "At most 20 tags"),
        ("1 vận dụng", "1 x", "but the bank has 0"),
    ],
)
def test_a_bank_too_small_for_its_tags_is_told(before: str, after: str, sentence: str) -> None:
    assert before in BANK
    found = [str(each.sentence) for each in read_and_check(BANK.replace(before, after))[1] if each.error]
    assert any(sentence in each for each in found) if sentence else not found


def test_without_a_number_of_questions_as_many_are_drawn_as_the_tags_ask_for() -> None:
    exercise, _ = read_exercise(BANK.replace("Số câu: 5\n", ""))
    assert exercise.draw == 3
    assert read_exercise(write_exercise(exercise)) == (exercise, [])

"""Who failed a test is reminded once it may be tried again, until she tries."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from courses.models import Step
from lms.base import clock
from lms.base.database import db
from quizzes.models import AssessmentForm
from quizzes.rules.reminding import failed_tests
from tests.factories.quizzes import AT_EIGHT, answers_to, published_exercises, sent


@pytest.fixture(autouse=True)
def morning() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AT_EIGHT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def exam(app: Flask, tmp_path: Path) -> Step:
    return published_exercises(tmp_path)[1]


def take(visitor: FlaskClient, step: Step, *, right: bool) -> None:
    """Draw a form and answer it."""
    form_id = visitor.post(f"/assessments/{step.id}").location.rpartition("/")[2]
    form = db.session.get_one(AssessmentForm, form_id)
    answers = {f"q{scene}": choice for scene, choice in answers_to(form, right=right)}
    assert visitor.post(f"/assessments/{form.id}", data=answers).status_code == 302


def test_the_day_after_it_may_be_tried_again(
    visitor: FlaskClient, exam: Step, morning: time_machine.Traveller
) -> None:
    take(visitor, exam, right=False)
    assert failed_tests(clock.today()) == []
    morning.shift(timedelta(days=1))
    [matter] = failed_tests(clock.today())
    assert matter.due_on == clock.day_of(AT_EIGHT)
    assert exam.frozen["titles"]["vi"] in str(matter.sentence)
    take(visitor, exam, right=True)
    morning.shift(timedelta(days=1))
    assert failed_tests(clock.today()) == []


def test_nobody_is_reminded_while_she_has_to_wait_nor_for_ever(
    visitor: FlaskClient, exam: Step, morning: time_machine.Traveller
) -> None:
    morning.move_to(AT_EIGHT.replace(hour=16, minute=30))  # half past eleven at night in Vietnam
    for _ in range(20):
        if visitor.post(f"/assessments/{exam.id}").status_code != 302:
            break
        take(visitor, exam, right=False)
    morning.shift(timedelta(hours=1))
    assert failed_tests(clock.today()) == []
    morning.shift(timedelta(days=5))
    assert len(failed_tests(clock.today())) == 1
    morning.shift(timedelta(days=40))
    assert failed_tests(clock.today()) == []


def test_failing_to_practise_is_no_matter(
    visitor: FlaskClient, app: Flask, tmp_path: Path, morning: time_machine.Traveller
) -> None:
    practice, _ = published_exercises(tmp_path)
    assert visitor.post("/attempts", json=sent(practice.id, [[0, 0]])).status_code == 200
    morning.shift(timedelta(days=2))
    assert failed_tests(clock.today()) == []

"""An orientation test shows what somebody knows: she skips it with one tap, or reads it all the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.models import Edition, Enrolment, StepCompletion
from courses.queries import done_steps, steps_of
from courses.rules.enrolling import begin
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.standards.models import Evidence, EvidenceKind
from tests.factories.account import client_of
from tests.factories.people import make_person
from tests.factories.quizzes import AT_EIGHT, published_lists, sent

ALL_RIGHT = [[0, 1], [1, 0], [2, 0], [3, 1]]
SECOND_LESSON_WRONG = [[0, 1], [1, 0], [2, 1], [3, 1]]


@pytest.fixture(autouse=True)
def morning() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AT_EIGHT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def edition(app: Flask, tmp_path: Path) -> Edition:
    return published_lists(tmp_path)


@pytest.fixture
def visitor(app: Flask, edition: Edition, lan: Person) -> FlaskClient:
    return client_of(app, lan)


def answered(visitor: FlaskClient, edition: Edition, path: list[list[int]]) -> str:
    """The page of her orientation test, answered so."""
    step = steps_of(edition.id)[0]
    return str(visitor.post("/attempts", json=sent(step.id, path)).json["url"])


def done(person: Person) -> list[tuple[int | None, str]]:
    """What is done: the number of the lesson, or None, and by what."""
    found = db.session.scalars(select(StepCompletion).join(Enrolment).where(Enrolment.person_id == person.id))
    lessons = {step.id: step.lesson for each in found for step in steps_of(each.enrolment.edition_id)}
    rows = db.session.execute(select(StepCompletion.step_id, StepCompletion.source)).all()
    return sorted(((lessons[row.step_id], row.source.partition(":")[0]) for row in rows), key=str)


def test_she_skips_with_one_tap_what_her_answers_show_known(
    visitor: FlaskClient, edition: Edition, lan: Person
) -> None:
    result = answered(visitor, edition, SECOND_LESSON_WRONG)
    page = visitor.get(result).text
    assert "Bỏ qua 1 bài" in page
    assert "Bỏ qua 1 bài" in visitor.get("/learn/bao-tin").text
    answer = visitor.post(f"{result}/skip", follow_redirects=True)
    assert "Đã bỏ qua 1 bài." in answer.text
    assert done(lan) == [(1, "orientation"), (None, "attempt")]
    assert "Bỏ qua" not in visitor.get("/learn/bao-tin").text.replace("Bỏ qua đến", "")


def test_nothing_is_skipped_unless_she_says_so(visitor: FlaskClient, edition: Edition, lan: Person) -> None:
    answered(visitor, edition, ALL_RIGHT)
    assert done(lan) == [(None, "attempt")]


def test_a_task_all_of_whose_lessons_are_known_becomes_dated_evidence(
    visitor: FlaskClient, edition: Edition
) -> None:
    visitor.post(f"{answered(visitor, edition, ALL_RIGHT)}/skip")
    found = db.session.scalars(select(Evidence).where(Evidence.kind == EvidenceKind.ORIENTATION)).all()
    assert [(each.competency.code, f"{each.occurred_on:%d/%m/%Y}") for each in found] == [
        ("bao_ve_tre_em", "20/11/2026")
    ]


def test_a_task_of_which_one_lesson_is_not_known_is_not_shown(visitor: FlaskClient, edition: Edition) -> None:
    visitor.post(f"{answered(visitor, edition, SECOND_LESSON_WRONG)}/skip")
    assert db.session.scalars(select(Evidence)).all() == []


def test_skipping_again_changes_nothing(visitor: FlaskClient, edition: Edition, lan: Person) -> None:
    result = answered(visitor, edition, SECOND_LESSON_WRONG)
    visitor.post(f"{result}/skip")
    before = done(lan)
    assert visitor.post(f"{result}/skip").status_code == 303
    assert done(lan) == before


def test_whoever_knows_every_lesson_of_a_course_without_a_test_has_done_it(
    visitor: FlaskClient, edition: Edition, lan: Person
) -> None:
    visitor.post(f"{answered(visitor, edition, ALL_RIGHT)}/skip")
    enrolment = db.session.scalars(select(Enrolment).where(Enrolment.person_id == lan.id)).one()
    assert len(done_steps(enrolment.id)) == len(steps_of(edition.id))


def test_who_takes_the_course_again_skips_by_a_new_test_only(
    visitor: FlaskClient, edition: Edition, lan: Person
) -> None:
    old = answered(visitor, edition, ALL_RIGHT)
    visitor.post(f"{old}/skip")
    begin(lan.id, edition.course, again=True, now=clock.now())
    db.session.commit()
    before = done(lan)
    page = visitor.get("/learn/bao-tin").text
    assert "Trả lời thử vài câu trước" in page
    assert 'class="button button-secondary">Bỏ qua' not in page
    visitor.post(f"{old}/skip")
    assert done(lan) == before


def test_nobody_skips_by_the_test_of_somebody_else(
    app: Flask, visitor: FlaskClient, edition: Edition
) -> None:
    result = answered(visitor, edition, ALL_RIGHT)
    other = client_of(app, make_person("Lê An"))
    assert other.post(f"{result}/skip").status_code == 404
    assert db.session.scalars(select(Evidence)).all() == []

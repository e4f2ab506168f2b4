"""The big button leads to the first lesson. What tells which lessons may be skipped stands beside it: whoever
likes answers it, and nobody needs it to finish."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.commands import load_shipped
from courses.models import Edition, Enrolment, Step
from courses.rules.planning import Entry, plan
from courses.rules.progress import complete_step
from courses.signals import course_completed
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.standards.models import Evidence, Mode
from tests.factories.account import client_of
from tests.factories.courses import ASKING_FIRST, KINDS, published_course, steps
from tests.factories.people import make_person

COURSE = "/learn/ghi-so-a0"
FIRST_LESSON = f"{COURSE}/2#b1"
ORIENTATION = f'<a href="{COURSE}/1#b1">Trả lời thử vài câu trước: phần nào biết rồi thì được bỏ qua</a>'


@pytest.fixture
def lan(both_app: Flask) -> Person:
    return make_person("Nguyễn Thị Lan")


@pytest.fixture
def edition(both_app: Flask, tmp_path: Path) -> Edition:
    both_app.extensions["step_kinds"].update(KINDS)
    return published_course(tmp_path, toml=ASKING_FIRST)


@pytest.fixture
def visitor(both_app: Flask, lan: Person) -> FlaskClient:
    return client_of(both_app, lan)


def do(person: Person, step: Step, *, days_ago: int = 0, mode: Mode = Mode.SELF) -> Enrolment:
    enrolment_id = complete_step(
        person_id=person.id,
        step_id=step.id,
        occurred_on=clock.today() - timedelta(days=days_ago),
        mode=mode,
        source="page",
        now=clock.now(),
    )
    db.session.commit()
    return db.session.get_one(Enrolment, enrolment_id)


def entry(person: Person) -> Entry:
    (found,) = plan(person.id, clock.today())
    return found


def shown() -> list[tuple[str, Mode]]:
    """All evidence: its source and how it was done."""
    rows = db.session.execute(select(Evidence.source, Evidence.mode).order_by(Evidence.id))
    return [(row.source, row.mode) for row in rows]


def reopened(enrolment: Enrolment) -> Enrolment:
    """As it stood with somebody who had done everything but what was needed then and is not any more."""
    enrolment.completed_on = enrolment.completed_at = None
    db.session.commit()
    return enrolment


def test_the_button_leads_to_the_first_lesson_and_beside_it_stands_what_may_be_skipped(
    visitor: FlaskClient, edition: Edition
) -> None:
    page = visitor.get(COURSE).text
    assert ORIENTATION in page
    assert "KB" in page.split(ORIENTATION)[1].split("</small>")[0]
    assert "không bắt buộc" in page
    assert visitor.post(f"{COURSE}/start").location == FIRST_LESSON
    for path in ("/", COURSE):
        page = visitor.get(path).text
        assert f'<a class="button button-big" href="{FIRST_LESSON}">' in page
        assert ORIENTATION in page


def test_what_is_not_needed_is_counted_nowhere(visitor: FlaskClient, lan: Person, edition: Edition) -> None:
    orientation, first, _ = steps(edition)
    assert "Cả khóa có 2 bài học và bài tập" in visitor.get(COURSE).text
    do(lan, orientation)
    assert (entry(lan).done_of_needed, len(entry(lan).left)) == (0, 2)
    assert entry(lan).minutes_left == sum(step.minutes for step in steps(edition)[1:])
    do(lan, first)
    for path in ("/", "/learn", "/courses/electives", COURSE):
        page = visitor.get(path).text
        assert "1/2</span>" in page or "progress" not in page, path
        assert "/3</span>" not in page


def test_nobody_is_asked_what_she_may_skip_once_she_answered_it_or_began(
    visitor: FlaskClient, lan: Person, edition: Edition
) -> None:
    orientation, first, _ = steps(edition)
    do(lan, orientation)
    assert ORIENTATION not in visitor.get(COURSE).text
    other = make_person("Lê An")
    do(other, first)
    assert entry(other).skips is None


def test_a_course_is_completed_without_it_and_what_was_asked_there_with_help_does_not_count(
    lan: Person, edition: Edition
) -> None:
    orientation, first, second = steps(edition)
    do(lan, orientation, mode=Mode.TOGETHER)
    do(lan, first, days_ago=3)
    enrolment = do(lan, second, days_ago=2)
    assert enrolment.completed_on == clock.today() - timedelta(days=2)
    assert shown() == [(f"enrolment:{enrolment.id}", Mode.SELF)]
    do(lan, orientation)
    assert shown() == [(f"enrolment:{enrolment.id}", Mode.SELF)]


def test_answering_it_after_the_last_lesson_completes_nothing_again(lan: Person, edition: Edition) -> None:
    orientation, first, second = steps(edition)
    do(lan, first)
    enrolment = do(lan, second, days_ago=1)
    assert enrolment.completed_on == clock.today()
    heard: list[Enrolment] = []
    with course_completed.connected_to(heard.append):
        assert do(lan, orientation) is enrolment
    assert heard == []
    assert len(shown()) == 1


def test_whoever_had_only_the_test_left_has_completed_the_course_with_the_next_version(
    lan: Person, edition: Edition
) -> None:
    _, first, second = steps(edition)
    do(lan, first, days_ago=400)
    waiting = reopened(do(lan, second, days_ago=30))
    begun = do(make_person("Lê An"), first)
    heard: list[Enrolment] = []
    with course_completed.connected_to(heard.append):
        load_shipped()
        load_shipped()
    assert heard == [waiting]
    assert waiting.completed_on == clock.today() - timedelta(days=30)
    assert begun.completed_on is None


def test_whoever_has_only_answered_the_test_has_completed_nothing(lan: Person, edition: Edition) -> None:
    enrolment = do(lan, steps(edition)[0])
    load_shipped()
    assert enrolment.completed_on is None

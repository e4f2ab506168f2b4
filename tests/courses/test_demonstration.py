"""The demonstration has learners at every stage."""

from flask import Flask
from sqlalchemy import select

from courses.demo import BEGUN, FIRST
from courses.models import Enrolment
from courses.queries import done_steps, latest_enrolments
from lms.base.database import db
from lms.people.queries import person_by_code
from lms.standards.models import Evidence


def test_some_have_finished_some_have_begun_and_most_have_not(demo_app: Flask) -> None:
    every = db.session.scalars(select(Enrolment)).all()
    finished = [each for each in every if each.completed_on]
    assert len(finished) >= 10
    assert len(every) - len(finished) >= 10
    assert len(every) < 197 / 2


def test_whoever_has_finished_has_the_evidence(demo_app: Flask) -> None:
    finished = db.session.scalars(select(Enrolment.id).where(Enrolment.completed_on.is_not(None))).all()
    sources = set(db.session.scalars(select(Evidence.source).where(Evidence.source.like("enrolment:%"))))
    assert sources == {f"enrolment:{each}" for each in finished}


def test_the_collaborator_with_an_account_can_go_on(demo_app: Flask) -> None:
    person = person_by_code("TD-C001")
    assert person
    (open_one,) = [each for each in latest_enrolments(person.id).values() if each.completed_on is None]
    assert open_one.edition.course.slug == FIRST
    assert len(done_steps(open_one.id)) == BEGUN

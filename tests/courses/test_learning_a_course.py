"""Somebody learns: steps, completion, evidence."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from courses.models import Enrolment, StepCompletion
from courses.rules.enrolling import NotPublished
from courses.rules.planning import plan
from courses.rules.progress import FutureStep, UnknownStep, complete_step
from courses.signals import course_completed
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.rules.merging import merge, part
from lms.standards.models import Evidence, EvidenceStatus, Mode
from tests.factories.courses import completed, published_course, steps


@pytest.fixture
def lan(app: Flask) -> Person:
    person = Person(code="CB000001", full_name="Nguyễn Thị Lan")
    db.session.add(person)
    db.session.commit()
    return person


def do(person_id: int, step_id: int, **more: object) -> Enrolment:
    given = {"occurred_on": clock.today(), "mode": Mode.SELF, "source": "page", "now": clock.now(), **more}
    enrolment_id = complete_step(person_id=person_id, step_id=step_id, **given)  # type: ignore[arg-type]
    return db.session.get_one(Enrolment, enrolment_id)


def test_the_first_step_enrols_her_and_leaves_the_second(lan: Person, tmp_path: Path) -> None:
    first, second = steps(published_course(tmp_path))
    enrolment = do(lan.id, first.id)
    db.session.commit()
    assert enrolment.completed_on is None
    (entry,) = plan(lan.id, clock.today())
    assert [step.id for step in entry.left] == [second.id]


def test_the_last_step_completes_the_course_and_records_confirmed_evidence(
    lan: Person, tmp_path: Path
) -> None:
    enrolment = completed(lan.id, published_course(tmp_path))
    assert enrolment.completed_on == clock.today()
    evidence = db.session.scalars(select(Evidence)).one()
    assert (evidence.person_id, evidence.source) == (lan.id, f"enrolment:{enrolment.id}")
    assert (evidence.status, evidence.occurred_on) == (EvidenceStatus.CONFIRMED, clock.today())


def test_the_course_is_announced_once_and_with_its_enrolment(lan: Person, tmp_path: Path) -> None:
    heard: list[Enrolment] = []
    with course_completed.connected_to(heard.append):
        edition = published_course(tmp_path)
        enrolment = completed(lan.id, edition)
        completed(lan.id, edition)
    assert heard == [enrolment]


def test_the_same_step_twice_changes_nothing(lan: Person, tmp_path: Path) -> None:
    first, _ = steps(published_course(tmp_path))
    do(lan.id, first.id, source="attempt:1")
    db.session.commit()
    do(lan.id, first.id, source="attempt:2")
    db.session.commit()
    assert db.session.scalars(select(StepCompletion.source)).all() == ["attempt:1"]


def test_the_day_of_completion_is_the_day_of_the_last_step_done(lan: Person, tmp_path: Path) -> None:
    first, second = steps(published_course(tmp_path))
    yesterday = clock.today() - timedelta(days=1)
    do(lan.id, second.id, occurred_on=yesterday - timedelta(days=5))
    enrolment = do(lan.id, first.id, occurred_on=yesterday, mode=Mode.READ_ALOUD)
    db.session.commit()
    assert enrolment.completed_on == yesterday
    assert db.session.scalars(select(Evidence.mode)).one() is Mode.READ_ALOUD


def test_it_refuses_a_step_of_a_course_that_is_not_published(lan: Person, tmp_path: Path) -> None:
    edition = published_course(tmp_path)
    edition.published_at = None
    db.session.commit()
    with pytest.raises(NotPublished):
        do(lan.id, steps(edition)[0].id)


def test_it_refuses_an_unknown_step_and_a_day_to_come(lan: Person, tmp_path: Path) -> None:
    first, _ = steps(published_course(tmp_path))
    with pytest.raises(UnknownStep):
        do(lan.id, 999)
    db.session.rollback()
    with pytest.raises(FutureStep):
        do(lan.id, first.id, occurred_on=clock.today() + timedelta(days=1))
    assert db.session.scalar(select(func.count()).select_from(Enrolment)) == 0


def test_what_was_completed_on_a_merged_record_is_finished_for_who_is_kept(
    lan: Person, tmp_path: Path
) -> None:
    again = Person(code="CB000002", full_name="Nguyễn thị Lan")
    db.session.add(again)
    db.session.commit()
    edition = published_course(tmp_path)
    completed(again.id, edition)
    today = clock.today()
    assert [entry.group for entry in plan(lan.id, today)] == ["other"]
    alias = merge(lan, again, by=None)
    db.session.commit()
    (entry,) = plan(lan.id, today)
    assert (entry.group, entry.left) == ("finished", [])
    part(alias, by=None)
    assert [entry.group for entry in plan(lan.id, today)] == ["other"]

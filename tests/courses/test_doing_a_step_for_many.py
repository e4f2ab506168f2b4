"""One step is noted for many people at once: nobody's record differs from one that was noted alone."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from courses.models import Edition, Enrolment, StepCompletion
from courses.rules.completing_many import Done, complete_step_of_each
from courses.rules.enrolling import enrol, set_aside
from courses.rules.progress import complete_step
from courses.rules.undoing import undo_steps
from lms.base import clock
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.people.models import Person
from lms.people.rules.merging import merge
from lms.standards.models import EvidenceKind, Mode
from lms.standards.queries import evidence_of
from tests.factories.courses import published_course, steps
from tests.factories.people import make_person

NAMES = ("An", "Bình", "Cúc", "Dung", "Én", "Giang")
YESTERDAY = timedelta(days=1)


def people_of(edition: Edition, row: str) -> list[Person]:
    """Who has done all but the last step, who only began, who set it aside, who did not begin, who did the
    last step with help, who was merged into somebody."""
    now, (first, last) = clock.now(), steps(edition)
    people = [make_person(f"{row} {name}") for name in NAMES]
    done, begun, aside, _new, helped, merged = people
    day = clock.today() - YESTERDAY
    for person in (done, helped):
        complete_step(
            person_id=person.id, step_id=first.id, occurred_on=day, mode=Mode.SELF, source="page", now=now
        )
    for person in (begun, aside):
        enrol(person.id, edition.id, now=now)
    set_aside(aside.id, edition.course, now=now)
    complete_step(
        person_id=helped.id, step_id=last.id, occurred_on=day, mode=Mode.TOGETHER, source="page", now=now
    )
    merge(make_person(f"{row} giữ lại"), merged, by=None)
    db.session.commit()
    return people


def record_of(person: Person) -> list[object]:
    """What stands of somebody, without keys and moments."""
    rows = select(
        Enrolment.completed_on,
        Enrolment.set_aside_at.is_(None),
        StepCompletion.mode,
        StepCompletion.occurred_on,
    )
    joined = rows.join(StepCompletion, StepCompletion.enrolment_id == Enrolment.id)
    steps_done = db.session.execute(
        joined.where(Enrolment.person_id == person.id).order_by(StepCompletion.step_id)
    )
    shown = [(each.kind, each.occurred_on, each.mode, each.level) for each in evidence_of(person.id)]
    return [*map(tuple, steps_done), *shown]


def test_together_is_as_one_by_one(both_app: Flask, tmp_path: Path) -> None:
    edition = published_course(tmp_path)
    alone, together = people_of(edition, "Một"), people_of(edition, "Nhiều")
    last, today, now, by = steps(edition)[-1], clock.today(), clock.now(), make_person("Người ghi").id
    for person in alone:
        complete_step(
            person_id=person.id,
            step_id=last.id,
            occurred_on=today,
            mode=Mode.SELF,
            source="x",
            by=by,
            now=now,
        )
    complete_step_of_each(
        last.id, [Done(each.id, today, Mode.SELF, "x") for each in together], by=by, now=now
    )
    db.session.commit()
    assert [record_of(each) for each in together] == [record_of(each) for each in alone]
    assert record_of(together[0])[0] == (today, True, Mode.SELF, today - YESTERDAY)
    completed = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "enrolment:completed")).all()
    assert len({each.object_id for each in completed}) == len(completed) == 4


def test_what_was_taken_back_can_be_done_again_on_the_same_day(app: Flask, tmp_path: Path) -> None:
    edition = published_course(tmp_path)
    person, now, today = make_person(), clock.now(), clock.today()
    for step in steps(edition):
        complete_step_of_each(
            step.id, [Done(person.id, today, Mode.SELF, f"x:{step.id}")], by=person.id, now=now
        )
    (reopened,) = undo_steps([f"x:{steps(edition)[0].id}"], by=person.id, note="Nhầm")
    assert (reopened.completed_on, undo_steps(["y"], by=person.id, note="Nhầm")) == (None, [])
    complete_step_of_each(
        steps(edition)[0].id, [Done(person.id, today, Mode.SELF, "z")], by=person.id, now=now
    )
    kinds = [each.kind for each in evidence_of(person.id)]
    assert kinds == [EvidenceKind.COURSE, EvidenceKind.VOID, EvidenceKind.COURSE]
    assert db.session.get_one(Enrolment, reopened.id).completed_on == today

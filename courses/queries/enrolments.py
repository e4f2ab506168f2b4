"""Reading who takes what, what she has done of it, and when."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from courses.models import Edition, Enrolment, Section, Step, StepCompletion
from lms.base.database import db
from lms.people.queries import merged_into


def enrolment(person_id: int, course_id: int) -> Enrolment | None:
    """Her enrolment in a course: the one that is open, else the latest she completed."""
    return latest_enrolments(person_id).get(course_id)


def latest_enrolments(person_id: int) -> dict[int, Enrolment]:
    """By course, her enrolment: the one that is open, else the latest she completed. What was completed on a
    record that was merged into hers counts; what was begun there is carried over when the two are merged."""
    completed_there = Enrolment.person_id.in_(merged_into([person_id])) & Enrolment.completed_on.is_not(None)
    found = db.session.scalars(
        select(Enrolment)
        .where((Enrolment.person_id == person_id) | completed_there, _hers())
        .options(joinedload(Enrolment.edition).joinedload(Edition.course))
        .order_by(Enrolment.completed_on.is_(None), Enrolment.completed_at, Enrolment.id)
    )
    return {each.edition.course_id: each for each in found}


def enrolments_in(course_id: int, person_ids: Collection[int]) -> dict[int, Enrolment]:
    """By person, of those who are in it, the same in one course."""
    merged = merged_into(person_ids)
    completed_there = Enrolment.person_id.in_(merged) & Enrolment.completed_on.is_not(None)
    found = db.session.scalars(
        select(Enrolment)
        .join(Edition)
        .where(Edition.course_id == course_id, Enrolment.person_id.in_(person_ids) | completed_there, _hers())
        .options(joinedload(Enrolment.edition).joinedload(Edition.course))
        .order_by(Enrolment.completed_on.is_(None), Enrolment.completed_at, Enrolment.id)
    )
    return {merged.get(each.person_id, each.person_id): each for each in found}


def _hers() -> ColumnElement[bool]:
    """Condition on ``Enrolment``: not those that go on in another edition."""
    return Enrolment.going_on() | Enrolment.completed_on.is_not(None)


def done_steps(enrolment_id: int) -> frozenset[int]:
    """The steps done in an enrolment."""
    return done_in([enrolment_id])[enrolment_id]


def done_in(enrolment_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The steps done in several enrolments."""
    done: dict[int, set[int]] = {enrolment_id: set() for enrolment_id in enrolment_ids}
    found = select(StepCompletion.enrolment_id, StepCompletion.step_id)
    for row in db.session.execute(found.where(StepCompletion.enrolment_id.in_(enrolment_ids))):
        done[row.enrolment_id].add(row.step_id)
    return {enrolment_id: frozenset(steps) for enrolment_id, steps in done.items()}


def open_with_nothing_left() -> Select[int, int]:
    """Enrolments that are not completed although every step is done that is needed: their keys, and whose
    they are."""
    needed = (
        select(Step.id)
        .join(Section, Section.id == Step.section_id)
        .where(Section.edition_id == Enrolment.edition_id, Step.needed())
        .correlate(Enrolment)
    )
    done = (
        select(StepCompletion.step_id).where(StepCompletion.enrolment_id == Enrolment.id).correlate(Enrolment)
    )
    return (
        select(Enrolment.id, Enrolment.person_id)
        .where(
            Enrolment.completed_on.is_(None),
            needed.where(Step.id.in_(done)).exists(),
            ~needed.where(Step.id.not_in(done)).exists(),
        )
        .order_by(Enrolment.id)
    )


def learned_sections(person_id: int, first: date, last: date) -> dict[int, int]:
    """By section in which she, or who was merged into her, did something within these days, its edition."""
    found = _learned(select(Section.id, Section.edition_id).distinct(), person_id, first, last)
    return {row.id: row.edition_id for row in db.session.execute(found)}


def learned_lessons(person_id: int, first: date, last: date) -> int:
    """How many lessons she, or who was merged into her, did within these days."""
    lessons = select(func.count(Step.id.distinct())).where(Step.lesson.is_not(None))
    return db.session.scalar(_learned(lessons, person_id, first, last)) or 0


def _learned(wanted: Any, person_id: int, first: date, last: date) -> Any:
    hers = Enrolment.person_id.in_([person_id, *merged_into([person_id])])
    return (
        wanted.select_from(StepCompletion)
        .join(Enrolment, Enrolment.id == StepCompletion.enrolment_id)
        .join(Step, Step.id == StepCompletion.step_id)
        .join(Section, Section.id == Step.section_id)
        .where(hers, StepCompletion.occurred_on.between(first, last))
    )

"""Doing one step for many people at once: the same rows as one by one, in few statements."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from courses.models import Enrolment, Section, Step, StepCompletion
from courses.queries import open_with_nothing_left
from courses.rules.enrolling import lock_learning_of
from courses.rules.progress import FutureStep, Shown, complete_step, furthest
from courses.signals import course_completed
from lms.base import audit
from lms.base.bulk import in_pieces, insert_rows
from lms.base.clock import day_of
from lms.base.database import db
from lms.base.messages import message
from lms.people.queries import merged_people
from lms.standards.models import Mode
from lms.standards.rules.recording import settle


class Done(NamedTuple):
    """That a person did a step; the fields mean what :func:`courses.rules.progress.complete_step` says."""

    person_id: int
    occurred_on: date
    mode: Mode
    source: str


def complete_step_of_each(step_id: int, done: Sequence[Done], *, by: int, now: datetime) -> None:
    """:func:`courses.rules.progress.complete_step` for many people, each named once.

    Whoever is in the step's edition and has not done it is noted with the others; anybody else (not begun,
    done with more help, continued in a newer edition, merged) one by one. Refuses a future day.
    """
    if any(each.occurred_on > day_of(now) for each in done):
        raise FutureStep(message("A step cannot be done on a future day."))
    lock_learning_of({each.person_id for each in done})
    enrolments = _simply_open(step_id, {each.person_id for each in done})
    for each in done:
        if each.person_id not in enrolments:
            complete_step(**each._asdict(), step_id=step_id, by=by, now=now)
    noted = [(enrolments[each.person_id], each) for each in done if each.person_id in enrolments]
    insert_rows(
        StepCompletion,
        [
            {
                "enrolment_id": enrolment_id,
                "step_id": step_id,
                "occurred_on": each.occurred_on,
                "mode": each.mode,
                "source": each.source,
                "recorded_at": now,
                "recorded_by_id": by,
            }
            for enrolment_id, each in noted
        ],
    )
    _complete([enrolment_id for enrolment_id, _each in noted], by, now)


def _simply_open(step_id: int, person_ids: Collection[int]) -> dict[int, int]:
    """By person, the enrolment of those who are in the step's edition and have not done it."""
    edition_id = (
        select(Section.edition_id).join(Step, Step.section_id == Section.id).where(Step.id == step_id)
    ).scalar_subquery()
    did = select(StepCompletion.enrolment_id).where(StepCompletion.step_id == step_id)
    found: dict[int, int] = {}
    for piece in in_pieces(sorted(set(person_ids) - merged_people().keys())):
        rows = db.session.execute(
            select(Enrolment.person_id, Enrolment.id)
            .where(Enrolment.edition_id == edition_id, Enrolment.person_id.in_(piece))
            .where(Enrolment.going_on(), Enrolment.set_aside_at.is_(None), Enrolment.id.not_in(did))
            .order_by(Enrolment.round)
        )
        found.update((person_id, enrolment_id) for person_id, enrolment_id in rows)
    return found


def _complete(enrolment_ids: Collection[int], by: int, now: datetime) -> None:
    """Complete those of these enrolments of which nothing is left that is needed."""
    db.session.flush()
    finished = [each for piece in in_pieces(enrolment_ids) for each in _finished(piece)]
    if not finished:
        return
    rows, acts = [], []
    shown = Shown.by(finished[0][0].edition_id)
    for enrolment, days, modes in finished:
        enrolment.completed_on, enrolment.completed_at = max(days), now
        acts.append(audit.Act(enrolment.id, {"edition": enrolment.edition_id, "day": max(days).isoformat()}))
        source = f"enrolment:{enrolment.id}"
        rows += shown.evidence(enrolment.person_id, source, max(days), furthest(modes), by)
    db.session.flush()
    audit.record_many("enrolment:completed", Enrolment, acts, by=by)
    settle({each.source for each in rows}, rows, by=by)
    for enrolment, _days, _modes in finished:
        course_completed.send(enrolment)


def _finished(enrolment_ids: Sequence[int]) -> Iterable[tuple[Enrolment, list[date], list[Mode]]]:
    """The enrolments of which nothing is left, each with the days and modes of what was needed."""
    left = open_with_nothing_left().where(Enrolment.id.in_(enrolment_ids)).subquery()
    found = select(Enrolment).where(Enrolment.id.in_(select(left.c.id)))
    enrolments = db.session.scalars(
        found.order_by(Enrolment.id).execution_options(populate_existing=True)
    ).all()
    days: dict[int, list[date]] = {each.id: [] for each in enrolments}
    modes: dict[int, list[Mode]] = {each.id: [] for each in enrolments}
    did = (
        select(StepCompletion.enrolment_id, StepCompletion.occurred_on, StepCompletion.mode)
        .join(Step, Step.id == StepCompletion.step_id)
        .where(StepCompletion.enrolment_id.in_(days), Step.needed())
    )
    for enrolment_id, day, mode in db.session.execute(did):
        days[enrolment_id].append(day)
        modes[enrolment_id].append(mode)
    return [(each, days[each.id], modes[each.id]) for each in enrolments]

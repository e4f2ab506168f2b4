"""Assigning what is to be learned by a day, and taking it back."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from lms.assignments.models import Assignment
from lms.assignments.queries import assignments_of, done_days
from lms.assignments.rules.queueing import Turn, turns
from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.standards.models import Requirement

LONGEST = 366  # days


class BadDay(Refusal):
    """Nobody can do it by this day."""


class Assigned(NamedTuple):
    """What came of assigning one thing to people."""

    now: int
    """For how many it is the one thing to do now."""
    later: int
    """How many have something else to do first."""
    kept: int
    """How many had been asked already; nothing changes for them."""


def turns_of(person_id: int, day: date) -> list[Turn]:
    """All that was ever assigned to a person, with its days, as it stands on ``day``."""
    given = assignments_of([person_id]).get(person_id, [])
    return turns(given, done_days(given, day))


def current(person_id: int, day: date) -> Turn | None:
    """The one thing assigned to a person now."""
    return next((turn for turn in turns_of(person_id, day) if turn.is_current), None)


def assign(person_ids: Sequence[int], requirement_id: int, due_on: date, *, by: int | None) -> Assigned:
    """Ask people to meet a requirement by a day.

    Who has something else to do first gets the same number of days, from the day on which that is done.
    Raises :class:`BadDay`.
    """
    lock_for_writing("assignments")
    today = clock.today()
    days = (due_on - today).days
    if not 0 < days <= LONGEST:
        raise BadDay(message("The day must lie after today, and within a year."))
    requirement = db.session.get_one(Requirement, requirement_id)
    given = assignments_of(person_ids)
    done = done_days([each for some in given.values() for each in some], today)
    counts = {"now": 0, "later": 0, "kept": 0}
    for person_id in dict.fromkeys(person_ids):
        standing = [turn for turn in turns(given.get(person_id, []), done) if turn.is_open]
        if any(turn.assignment.requirement.code == requirement.code for turn in standing):
            counts["kept"] += 1
            continue
        counts["later" if standing else "now"] += 1
        db.session.add(
            Assignment(
                person_id=person_id,
                requirement_id=requirement_id,
                days=days,
                assigned_on=today,
                assigned_by_id=by,
            )
        )
    audit.record("requirement:assigned", requirement, by=by, facts={**counts, "due": due_on.isoformat()})
    db.session.flush()
    return Assigned(**counts)


def take_back(assignment_id: int, *, by: int | None) -> None:
    """End an assignment; the next one's days begin."""
    lock_for_writing("assignments")
    assignment = db.session.get_one(Assignment, assignment_id)
    if assignment.ended_on is None:
        assignment.ended_on = clock.today()
        audit.record("assignment:taken_back", assignment, by=by)
    db.session.flush()

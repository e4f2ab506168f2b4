"""What of assignments people are reminded of: what is due soon, and once more when it is late."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from lms.assignments.rules.following import open_turns
from lms.assignments.rules.queueing import Turn
from lms.base.matters import Matter
from lms.base.messages import message
from lms.people.models import Person, Posting

AHEAD = timedelta(days=7)


def due_soon(day: date, ahead: timedelta = AHEAD) -> Sequence[Matter]:
    """A matter for each thing that somebody in a post was asked to do and that is due within ``ahead`` of
    ``day``, or overdue."""
    posted = Person.id.in_(select(Posting.person_id).where(Posting.holding_on(day)))
    return [
        _matter(turn, turn.due_on, day)
        for turn in open_turns(posted, day)
        if turn.due_on and turn.due_on <= day + ahead
    ]


def _matter(turn: Turn, due_on: date, day: date) -> Matter:
    given = turn.assignment
    what = {"requirement": given.requirement.name_vi, "day": f"{due_on:%d/%m/%Y}"}
    if turn.is_overdue(day):
        late = message("“%(requirement)s” was to be done by %(day)s and is still open.", **what)
        return Matter(given.person_id, f"late:{given.id}", due_on, late)
    soon = message("“%(requirement)s” is to be done by %(day)s.", **what)
    return Matter(given.person_id, f"assignment:{given.id}", due_on, soon)

"""Following what was assigned: who is late, who is at it, who waits."""

from datetime import date

from sqlalchemy import ColumnElement

from lms.assignments.queries import assignments_among, done_days
from lms.assignments.rules.queueing import Turn, turns


def open_turns(people: ColumnElement[bool], day: date) -> list[Turn]:
    """What stands open of the people of a condition on ``Person``: the longest overdue first, then what is
    due next, then what waits for its turn."""
    given = assignments_among(people)
    done = done_days([each for some in given.values() for each in some], day)
    found = [turn for some in given.values() for turn in turns(some, done) if turn.is_open]
    return sorted(found, key=_order)


def _order(turn: Turn) -> tuple[date, str, int]:
    return turn.due_on or date.max, turn.assignment.person.sort_key, turn.assignment.id

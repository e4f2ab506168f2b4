"""Who made the difference between two days: the names behind each of its four parts."""

import enum
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, not_, select

from lms.coverage.models import Scene, State
from lms.coverage.queries.serving import judged, served
from lms.people.models import Person


class Part(enum.StrEnum):
    """Why somebody is counted on one of two days alone."""

    JOINED = "joined"  # meets it on the later day, and was not asked for it on the earlier one
    GAINED = "gained"  # was asked on both days, and meets it only on the later one
    LEFT = "left"  # met it on the earlier day, and is no longer asked
    EXPIRED = "expired"  # is asked on both days, and no longer meets it


class Moment(NamedTuple):
    """One of the two days, with what is looked at on it."""

    scene: Scene
    requirement_id: int | None
    """The requirement of that day; None where it was not in force, so that nobody was asked."""


def people_between(part: Part, earlier: Moment, later: Moment) -> Select[Person]:
    """The people of one part of the difference, each once, by name. Confirmed evidence alone counts."""
    before, after = _Day(earlier, "earlier"), _Day(later, "later")
    condition = {
        Part.JOINED: and_(after.meets, not_(before.is_asked)),
        Part.GAINED: and_(after.meets, before.is_asked, not_(before.meets)),
        Part.LEFT: and_(before.meets, not_(after.is_asked)),
        Part.EXPIRED: and_(before.meets, after.is_asked, not_(after.meets)),
    }[part]
    return select(Person).where(condition).order_by(Person.sort_key, Person.id)


class _Day:
    """Conditions on ``Person`` for one of the days."""

    def __init__(self, moment: Moment, name: str) -> None:
        rows: Any = judged(served(moment.scene), moment.scene).cte(name)
        asked = select(rows.c.person_id).where(rows.c.requirement_id == moment.requirement_id)
        self.is_asked = Person.id.in_(asked)
        self.meets = Person.id.in_(asked.where(rows.c.state == int(State.CONFIRMED)))

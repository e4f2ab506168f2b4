"""What is looked at: a unit on a day, under the units of which day, and among whom."""

import enum
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from lms.places.models import Unit

OWN = 0
"""The place of those who serve the unit of the page itself; what lies below is a place by its id: a unit, or
in a commune a hamlet."""
NOWHERE = -1
"""The place of those whose post serves no unit there on that day."""
UNKNOWN_HAMLET = -2
"""In a commune, the place of those who serve a hamlet that nobody has named."""


class State(enum.IntEnum):
    """How far somebody is with what is asked of her."""

    LACKING = 0
    DECLARED = 1
    CONFIRMED = 2


class Knowing(enum.StrEnum):
    """Which versions of a clause somebody has learned."""

    CURRENT = "current"  # the one in force on the day
    ANY = "any"  # one of them
    NOT_CURRENT = "not_current"  # none, or only others than the one in force


@dataclass(frozen=True)
class Among:
    """Which people are counted; each part that is given narrows further."""

    staff_kind_ids: frozenset[int] = frozenset()
    """By a post of one of these kinds of staff."""
    new_since: date | None = None
    """Who held no post at all on the day before it."""
    second_job: bool = False
    """By a post that she holds beside another job."""
    organiser_id: int | None = None
    """Who showed something, up to the day, in an activity that this organisation held."""
    clause_id: int | None = None
    """Who has learned, up to the day, the article of which this is a version."""
    knowing: Knowing = Knowing.CURRENT
    """With a clause: in which version."""
    stale: bool = False
    """Who showed nothing in the 24 months up to the day."""

    @property
    def is_everybody(self) -> bool:
        """Whether nobody is left out."""
        return self == EVERYBODY

    @property
    def is_of_posts(self) -> bool:
        """Whether it asks nothing but the kind of the post, so that a vacant one can be among them."""
        return self == Among(staff_kind_ids=self.staff_kind_ids)


EVERYBODY = Among()


class Scene(NamedTuple):
    """What is looked at."""

    unit: Unit
    day: date
    in_year: frozenset[int] = frozenset()
    """Ids of the requirements met by holding them at any time since 1 January of the day's year; the
    others are met by holding them on the day."""
    among: Among = EVERYBODY
    tree: date | None = None
    """The later day under whose units the people of the day are shown; ``unit`` is one of it."""

    @property
    def unit_day(self) -> date:
        """The day whose units are the rows."""
        return self.tree or self.day

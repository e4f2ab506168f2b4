"""What is found of places where nobody is trained: plain values, no tables."""

import enum
from dataclasses import dataclass
from datetime import date

from lms.people.models import Person, Role
from lms.places.models import Hamlet, Unit
from lms.standards.models import Requirement

Span = tuple[date, date]
"""The first day, and the first day no longer."""


class Grain(enum.StrEnum):
    """What is counted as one place."""

    HAMLET = "hamlet"  # where the hamlet of a post is not known, the post stands for it
    POST = "post"
    COMMUNE = "commune"


@dataclass(frozen=True)
class UntrainedPlace:
    """A place of today with the days of a period on which nobody there was trained."""

    code: str
    """Of the requirement."""
    unit_id: int
    hamlet_id: int | None
    role_id: int
    """Of one of its posts."""
    spans: list[Span]
    is_open: bool
    """Whether nobody is trained there on the last day counted."""
    serving: list[int]
    """Who serves there on that day."""

    @property
    def days(self) -> int:
        """How many days there are in all."""
        return sum((until - since).days for since, until in self.spans)

    @property
    def since(self) -> date:
        """The first day of the last time without anybody trained."""
        return self.spans[-1][0]


@dataclass(frozen=True)
class Untrained:
    """What was found of a period."""

    period: Span
    """The days counted: those after today are not known yet."""
    places: list[UntrainedPlace]
    """Those with nobody trained on some day: first who has nobody now, the longest first."""
    asked: int
    """How many places there are of which something is asked."""

    @property
    def open(self) -> int:
        """How many have nobody trained on the last day counted."""
        return sum(place.is_open for place in self.places)


@dataclass(frozen=True)
class NamedPlace:
    """A place with nobody trained, as a page or a sheet shows it."""

    place: UntrainedPlace
    unit: Unit
    hamlet: Hamlet | None
    role: Role
    requirement: Requirement
    people: list[Person]
    """Who serves there now."""

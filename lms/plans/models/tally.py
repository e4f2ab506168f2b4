"""Sums of activities: seats, and the people behind them. Values; no tables."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lms.activities.models.activity import Activity
from lms.activities.models.roster import GuestGroup
from lms.base.messages import Message, message
from lms.people.models import Person, StaffKind
from lms.places.models import Organisation
from lms.standards.models import Clause, Competency


@dataclass(frozen=True)
class Tally:
    """Who came to some activities whose attendance is closed.

    A seat is somebody who came to an activity at least once. Guests are seats only: nobody knows which of
    them came twice.
    """

    kinds: tuple[StaffKind | None, ...] = ()
    """The kinds of staff that came, in their order; None for who held no post."""
    seats_by_kind: Mapping[int | None, int] = field(default_factory=dict)
    """Seats by the id of the kind of staff."""
    persons_by_kind: Mapping[int | None, int] = field(default_factory=dict)
    """Distinct people: somebody who came as two kinds counts in both."""
    persons: int = 0
    """Distinct people, each once."""
    guests_by_group: Mapping[GuestGroup, int] = field(default_factory=dict)

    @property
    def seats(self) -> int:
        """Seats of staff."""
        return sum(self.seats_by_kind.values())

    @property
    def guests(self) -> int:
        """Seats of guests."""
        return sum(self.guests_by_group.values())

    @property
    def all(self) -> int:
        """All seats, guests included."""
        return self.seats + self.guests

    @property
    def is_known(self) -> bool:
        """Whether the number of anybody is known; else a report says so, and never 0."""
        return self.all > 0

    def seats_of(self, kind: StaffKind | None) -> int:
        """Seats of a kind of staff."""
        return self.seats_by_kind.get(kind.id if kind else None, 0)

    def persons_of(self, kind: StaffKind | None) -> int:
        """Distinct people of a kind of staff."""
        return self.persons_by_kind.get(kind.id if kind else None, 0)


@dataclass(frozen=True)
class OrganiserLine:
    """What one body held; None where nobody has said who."""

    organiser: Organisation | None
    activities: Sequence[Activity]
    sums: Tally


@dataclass(frozen=True)
class Subject:
    """What classes teach, whatever they are called: a competency, or a version of a clause."""

    taught: Competency | Clause

    @property
    def key(self) -> str:
        """As it stands in an address, e.g. ``clause-12``."""
        return f"{'clause' if isinstance(self.taught, Clause) else 'competency'}-{self.taught.id}"

    def is_taught_by(self, competency_id: int | None, clause_ids: frozenset[int]) -> bool:
        """Whether a topic that shows this competency and covers these clauses teaches it."""
        if isinstance(self.taught, Clause):
            return self.taught.id in clause_ids
        return self.taught.id == competency_id


@dataclass(frozen=True)
class SubjectLine:
    """How far a subject has come among a kind of staff."""

    subject: Subject
    activities: int
    """Closed activities that taught it."""
    seats: int
    """How often somebody of the staff attended the minimum of it."""
    taught: frozenset[int]
    """Who, of the kind of staff in post on the day, attended the minimum of it."""
    asked: int
    """How many of the kind of staff are in post on the day."""


class Why(enum.StrEnum):
    """Why somebody has not been taught a subject, as far as rosters tell."""

    WAITING = "waiting"  # has a seat in a class that is not closed
    TOO_SHORT = "too_short"  # came, for less than the minimum
    ABSENT = "absent"  # had a seat, and did not come
    NEW = "new"  # took up her post after the last class
    UNKNOWN = "unknown"


WHY: dict[Why, Message] = {
    Why.WAITING: message("Has a seat in a class that is not closed yet"),
    Why.TOO_SHORT: message("Came, but for less than the minimum attendance"),
    Why.ABSENT: message("Had a seat and did not come"),
    Why.NEW: message("Took up the post after the last class"),
    Why.UNKNOWN: message("Not known"),
}


@dataclass(frozen=True)
class Lack:
    """Somebody who has not been taught a subject, and why."""

    person: Person
    place: str
    """The unit that she serves on the day."""
    why: Why
    activity: Activity | None = None
    """The class on which the reason rests."""
    note: str = ""
    """What stands beside her seat, e.g. why she was excused."""

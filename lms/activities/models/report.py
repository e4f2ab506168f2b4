"""What a report says of an activity, and of the activities of a year. Values; no tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lms.activities.models.activity import Activity, ActivityState, Topic
from lms.activities.models.roster import GuestGroup
from lms.people.models import StaffKind
from lms.places.models import Unit

FEWEST_SHEETS = 5
"""With fewer filled questionnaires nothing is said but their number: they would point at people."""


@dataclass(frozen=True)
class Participant:
    """Somebody on the roster, as a list shows her."""

    name: str
    place: str
    """Her unit on the first day, or the place a guest comes from; empty where nobody knows."""
    staff_kind: StaffKind | None
    """As what she came; None for a guest and for who held no post."""
    guest_group: GuestGroup | None
    """Whom a guest stands for; None for somebody of the staff."""
    planned: bool
    present: frozenset[int]
    """The half-days in which she was there."""
    periods: int
    """How many periods she attended."""
    met: frozenset[int]
    """The topics of which she attended the minimum."""

    @property
    def came(self) -> bool:
        """Whether she was there at least once."""
        return bool(self.present)


@dataclass(frozen=True)
class GroupLine:
    """A kind of staff or a group of guests: how many were expected and how many came."""

    staff_kind: StaffKind | None
    guest_group: GuestGroup | None
    planned: int
    came: int


@dataclass(frozen=True)
class TopicLine:
    """A topic, and how many of those who came attended its minimum."""

    topic: Topic
    met: int


@dataclass(frozen=True)
class QuestionLine:
    """A question of the questionnaire: how often each mark was given, from 1 to 5."""

    code: str
    counts: tuple[int, ...]

    @property
    def mean(self) -> Decimal | None:
        """The mean mark, one decimal, halves up; None where nobody answered."""
        if not sum(self.counts):
            return None
        marks = sum(mark * count for mark, count in enumerate(self.counts, 1))
        return (Decimal(marks) / sum(self.counts)).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class ActivityReport:
    """An activity with its sums."""

    activity: Activity
    participants: Sequence[Participant]
    """By unit, then by given name; guests last."""
    groups: Sequence[GroupLine]
    """Kinds of staff in their order, then groups of guests."""
    topics: Sequence[TopicLine]
    sheets: int
    """How many filled questionnaires there are."""
    questions: Sequence[QuestionLine]
    """Empty where there are too few sheets to show."""

    @property
    def is_counted(self) -> bool:
        """Whether anybody's attendance is known; else a report says so, and never 0."""
        return any(each.came for each in self.participants)

    @property
    def planned(self) -> int:
        """How many were expected, guests included."""
        return sum(line.planned for line in self.groups)

    @property
    def came(self) -> int:
        """How many came at least once, guests included."""
        return sum(line.came for line in self.groups)

    @property
    def guests_came(self) -> int:
        """How many guests came."""
        return sum(line.came for line in self.groups if line.guest_group)

    @property
    def typed_differs(self) -> bool:
        """Whether the number somebody typed is not the one on the roster."""
        typed = self.activity.typed_count
        return typed is not None and bool(self.participants) and typed != self.on_list

    @property
    def on_list(self) -> int:
        """Those who came, or the roster where attendance is not known."""
        return self.came if self.is_counted else len(self.participants)


@dataclass(frozen=True)
class YearLine:
    """An activity in the table of a year."""

    activity: Activity
    seats: Mapping[int | None, int]
    """How many came, by the id of their kind of staff; None for who held no post."""
    guests: int

    @property
    def total(self) -> int:
        """All who came, guests included."""
        return sum(self.seats.values()) + self.guests

    @property
    def is_counted(self) -> bool:
        """Whether its attendance is closed and somebody came; else its numbers are not known."""
        return self.activity.state is ActivityState.CLOSED and self.total > 0


@dataclass(frozen=True)
class YearReport:
    """The activities of a year for which a unit answers."""

    unit: Unit
    year: int
    lines: Sequence[YearLine]
    staff_kinds: Sequence[StaffKind | None]
    """Those who came to any of them, in their order; None for who held no post."""
    persons: Mapping[int | None, int]
    """Distinct people, by the id of their kind of staff: somebody who came as two kinds counts in both."""
    everybody: int
    """Distinct people, each once."""

    @property
    def is_counted(self) -> bool:
        """Whether the number of anybody is known."""
        return any(line.is_counted for line in self.lines)

    @property
    def guests(self) -> int:
        """Seats of guests: nobody knows which of them came twice."""
        return sum(line.guests for line in self.lines)

    @property
    def seats(self) -> int:
        """Seats of staff."""
        return sum(sum(line.seats.values()) for line in self.lines)

    def seats_of(self, kind: StaffKind | None) -> int:
        """Seats of a kind of staff."""
        return sum(line.seats.get(kind.id if kind else None, 0) for line in self.lines)

    def persons_of(self, kind: StaffKind | None) -> int:
        """Distinct people of a kind of staff."""
        return self.persons.get(kind.id if kind else None, 0)

    @property
    def by_group(self) -> Mapping[int | None, Sequence[YearLine]]:
        """The activities by their group of solutions, 1 to 4; None for those under none."""
        return {
            group: lines
            for group in (1, 2, 3, 4, None)
            if (lines := [line for line in self.lines if line.activity.solution_group == group])
        }

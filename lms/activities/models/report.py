"""What a report says of an activity, and of the activities of a year. Values; no tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lms.activities.models.activity import Activity, Topic
from lms.activities.models.roster import GuestGroup
from lms.activities.models.tally import Tally, mean
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
        return mean(sum(mark * count for mark, count in enumerate(self.counts, 1)), sum(self.counts))


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
    sums: Tally
    listed: int
    """How many stand on its roster."""


@dataclass(frozen=True)
class YearReport:
    """The activities of a year for which a unit answers."""

    unit: Unit
    year: int
    lines: Sequence[YearLine]
    sums: Tally
    """Of all of them: seats are the sum of the lines, people are not."""

    @property
    def mean_seats(self) -> Decimal | None:
        """Seats for each activity whose number is known, guests included."""
        return mean(self.sums.all, sum(line.sums.is_known for line in self.lines))

    @property
    def by_group(self) -> Mapping[int | None, Sequence[YearLine]]:
        """The activities by their group of solutions, 1 to 4; None for those under none."""
        return {
            group: lines
            for group in (1, 2, 3, 4, None)
            if (lines := [line for line in self.lines if line.activity.solution_group == group])
        }

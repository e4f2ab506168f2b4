"""What a report says of an activity. Values; no tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lms.activities.models.activity import Activity, Topic
from lms.activities.models.roster import GuestGroup
from lms.people.models import StaffKind

FEWEST_SHEETS = 5
"""With fewer filled questionnaires nothing is said but their number: they would point at people."""


def mean(total: int, among: int, places: int = 1) -> Decimal | None:
    """``total`` spread over ``among``, halves up; None where there is nobody to spread it over."""
    if not among:
        return None
    return (Decimal(total) / among).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


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

"""What a page says of a year's plan and of the sheet on allowances. Values; no tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lms.activities.models.activity import Activity
from lms.places.models import Unit
from lms.plans.models.plan import OutsideIndicator, PlannedClass, ReportingTime, SecondJobs
from lms.plans.models.tally import Tally
from lms.standards.models import Requirement, Target

MINUTES_OF_A_PERIOD = 45
"""How long a period (tiết) lasts."""


@dataclass(frozen=True)
class PlanLine:
    """A line of the plan against what came of it."""

    row: PlannedClass
    held: int
    """Its activities whose attendance is closed."""
    prepared: int
    """Its activities that are still to be held or closed."""
    done: Tally


@dataclass(frozen=True)
class PlanGroup:
    """One of the four groups of solutions, or None for activities that stand under none."""

    number: int | None
    lines: Sequence[PlanLine]
    others: Sequence[Activity]
    """Activities of the group that carry out no line of the plan."""
    others_held: int
    others_done: Tally
    done: Tally
    """Everything held under the group; somebody who came twice is one person."""

    @property
    def classes(self) -> int:
        """How many classes are planned."""
        return sum(line.row.classes for line in self.lines)

    @property
    def held(self) -> int:
        """How many were held, planned or not."""
        return sum(line.held for line in self.lines) + self.others_held

    @property
    def seats(self) -> int | None:
        """How many seats are planned; None where nobody has said."""
        return _sum(line.row.seats for line in self.lines)

    @property
    def persons(self) -> int | None:
        """How many people are planned, line by line; None where nobody has said."""
        return _sum(line.row.persons for line in self.lines)


@dataclass(frozen=True)
class Aim:
    """A requirement with the target that holds for a unit in a year, and what of it was handed further."""

    requirement: Requirement
    target: Target | None
    """The unit's own, else that of a unit above, else the general one; None where nobody set any."""
    is_own: bool
    is_followed: bool
    """Whether it was handed to a unit that this one, or one above, has followed."""
    numbers: Sequence[int]
    """The numbers of people that units right below were given."""
    shares: Sequence[Decimal]
    """The percentages that they were given."""
    below: int
    """How many units lie right below."""

    @property
    def handed_down(self) -> int:
        """What the numbers below add up to."""
        return sum(self.numbers)

    @property
    def left(self) -> int | None:
        """How many people of the unit's number nobody below was given yet, below 0 where too many were; None
        without a number, or while nothing was handed down."""
        if self.target is None or self.target.number is None or not self.numbers:
            return None
        return self.target.number - self.handed_down


@dataclass(frozen=True)
class YearPlan:
    """What a unit plans for a year, and what came of it."""

    unit: Unit
    year: int
    aims: Sequence[Aim]
    groups: Sequence[PlanGroup]
    """The four groups in their order; last, where there are any, activities under none."""
    done: Tally
    indicators: Sequence[OutsideIndicator]
    times: Sequence[ReportingTime]

    @property
    def numbers(self) -> Mapping[int, int]:
        """The numbers of people to be reached, by the id of the requirement."""
        named = (aim.target for aim in self.aims if aim.target)
        return {each.requirement_id: each.number for each in named if each.number is not None}

    @property
    def classes(self) -> int:
        """How many classes are planned."""
        return sum(group.classes for group in self.groups)

    @property
    def held(self) -> int:
        """How many activities were held, planned or not."""
        return sum(group.held for group in self.groups)

    @property
    def seats(self) -> int | None:
        """How many seats are planned; None where nobody has said."""
        return _sum(group.seats for group in self.groups)

    @property
    def persons(self) -> int | None:
        """How many people are planned, line by line; None where nobody has said."""
        return _sum(group.persons for group in self.groups)


@dataclass(frozen=True)
class AllowanceLine:
    """What a commune's staff did in a year, as a basis for advice on allowances: no pay."""

    unit: Unit | None
    """The commune; None for all who serve none."""
    people: int
    """How many people serve it on the day of the sheet, each once."""
    seats: int
    periods: int
    """Periods (tiết) of closed activities that they attended."""
    second_jobs: int
    """How many of the people have another job beside, as the staff lists say."""
    at_start: int
    """How many people served it on 1 January."""
    joined: int
    left: int

    @property
    def hours(self) -> Decimal:
        """The periods in hours of 60 minutes, one decimal, halves up."""
        return (Decimal(self.periods * MINUTES_OF_A_PERIOD) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class AllowanceSheet:
    """The sheet "cơ sở tham mưu phụ cấp": a line for each commune, and the second jobs they declare."""

    unit: Unit
    year: int
    lines: Sequence[AllowanceLine]
    total: AllowanceLine
    """All of them; somebody who serves two communes counts once."""
    declared: Sequence[SecondJobs]


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [each for each in numbers if each is not None]
    return sum(known) if known else None

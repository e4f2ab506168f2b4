"""What a report says of the activities of a year. Values; no tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lms.activities.models import Activity
from lms.activities.models.report import mean
from lms.places.models import Unit
from lms.plans.models.tally import Tally


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

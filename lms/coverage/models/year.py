"""What a unit reports of a year. Values; nothing here is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lms.coverage.models.table import RowKind, Table, TargetLine
from lms.people.models import Level, Role
from lms.places.models import Unit, UnitKind
from lms.plans.models.year_report import YearReport


@dataclass(frozen=True)
class Staff:
    """How many people serve in a role, each once."""

    role: Role
    people: int


@dataclass(frozen=True)
class YearFigures:
    """A year of a unit in numbers. Nobody is named."""

    unit: Unit
    year: int
    day: date
    """The day whose figures stand: the last of the year, or today while it goes on."""
    staff: Sequence[Staff]
    """From the highest level down."""
    lines: Sequence[TargetLine]
    """The targets in the order of their names, then what else is asked."""
    table: Table
    activities: YearReport

    @property
    def without_officer(self) -> tuple[int, int] | None:
        """In how many of how many communes right below nobody serves of whom something is asked that is asked
        of the staff of communes alone; None where no communes lie right below, or nothing is."""
        rows = [row for row in self.table.rows if row.kind is RowKind.UNIT]
        places = [
            place
            for place, column in enumerate(self.table.columns)
            if all(role.level is Level.COMMUNE for role in column.requirement.roles)
        ]
        if not places or not rows or any(row.unit.kind is not UnitKind.COMMUNE for row in rows):
            return None
        return sum(not any(row.cells[place].count.asked for place in places) for row in rows), len(rows)

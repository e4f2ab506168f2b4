"""The state of a unit in one screen: its targets line by line, and the units below, the worst first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lms.coverage.models import Cell, Count, Row, RowKind, Table, TargetLine
from lms.coverage.rules.tabulating import table_of
from lms.coverage.rules.targeting import Targets
from lms.places.models import Unit


@dataclass(frozen=True)
class Survey:
    """What a head sees first. Every number is one of the table's."""

    targets: Targets
    """Those of the day."""
    table: Table
    lines: tuple[TargetLine, ...]
    """The targets of the day in the order of their names, those asked of nobody here among them; then what
    else is asked."""
    places: tuple[Row, ...]
    """The units below where somebody serves: least of what is asked met, first."""
    unlisted: int
    """In how many units below nobody is on record."""
    elsewhere: tuple[Row, ...]
    """Who serves the unit itself, or no unit."""


def survey(unit: Unit, day: date) -> Survey:
    """The state of a unit on a day, from the same table as the page of its numbers."""
    targets = Targets(day)
    table = table_of(unit, day, targets=targets)
    below = [row for row in table.rows if row.kind is RowKind.UNIT]
    return Survey(
        targets=targets,
        table=table,
        lines=tuple(_lines(table, targets)),
        places=tuple(sorted((row for row in below if row.people), key=_worst_first)),
        unlisted=sum(not row.people for row in below),
        elsewhere=tuple(row for row in table.rows if row.kind is not RowKind.UNIT and row.people),
    )


def _lines(table: Table, targets: Targets) -> Iterable[TargetLine]:
    asked = [
        TargetLine(column.requirement, column.target, cell)
        for column, cell in zip(table.columns, table.total.cells, strict=True)
    ]
    here = {line.requirement.id for line in asked}
    of_nobody = [
        TargetLine(target.requirement, target, Cell(Count(), target.threshold))
        for requirement_id, target in targets.aims(table.unit).items()
        if requirement_id not in here and target.requirement.holds_on(table.day)
    ]
    return sorted([*asked, *of_nobody], key=_by_target)


def _by_target(line: TargetLine) -> tuple[bool, str, int, int]:
    code = line.target.code if line.target else ""
    return line.target is None, code, line.requirement.position, line.requirement.id


def _worst_first(row: Row) -> tuple[bool, Decimal, int, str]:
    """Where nothing is asked comes last; of equal shares, where more people wait comes first."""
    return row.percent is None, row.percent or Decimal(), row.confirmed - row.asked, row.unit.folded

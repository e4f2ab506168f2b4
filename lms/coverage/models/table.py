"""What a head reads: table, column, row and cell, and the facts about each. Nothing here is stored."""

import enum
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from functools import cached_property

from lms.coverage.models.scene import EVERYBODY, Among
from lms.people.models import StaffKind
from lms.places.models import Hamlet, Unit
from lms.standards.models import Requirement, Target
from lms.web.filters import share


class RowKind(enum.StrEnum):
    """Whom a row counts."""

    TOTAL = "total"  # everybody on the page, each once
    UNIT = "unit"  # a unit below, with all that lies in it
    HAMLET = "hamlet"  # a hamlet of the commune
    OWN = "own"  # who serves the unit itself
    UNKNOWN_HAMLET = "unknown_hamlet"  # who serves a hamlet that nobody has named, "không rõ thôn"
    NOWHERE = "nowhere"  # who serves no unit on that day, "không thuộc xã"


@dataclass(frozen=True)
class Count:
    """People: of how many it is asked, how many meet it confirmed, and how many more only declare it."""

    asked: int = 0
    confirmed: int = 0
    declared: int = 0

    @property
    def lacking(self) -> int:
        """How many neither meet it nor declare that they do."""
        return self.asked - self.confirmed - self.declared

    def missing_to(self, threshold: Decimal) -> int:
        """How many more must meet it, confirmed, until ``threshold`` percent of those asked do."""
        wanted = (threshold * self.asked / 100).to_integral_value(ROUND_CEILING)
        return max(0, int(wanted) - self.confirmed)


@dataclass(frozen=True)
class Column:
    """A requirement, asked of the given kinds of staff."""

    requirement: Requirement
    staff_kinds: tuple[StaffKind, ...]
    target: Target | None
    """The target of the page's unit; rows may have targets of their own."""
    is_part: bool = False
    """Whether it counts one kind of staff of several; somebody with two kinds stands in both parts."""

    @property
    def staff_kind(self) -> str:
        """The codes of its kinds, joined by "+"."""
        return "+".join(kind.code for kind in self.staff_kinds)

    @property
    def address_key(self) -> str:
        """What an address calls it: the code of the requirement, and the kind where it counts only one."""
        return f"{self.requirement.code}.{self.staff_kind}" if self.is_part else self.requirement.code

    @cached_property
    def key(self) -> tuple[int, int | None]:
        """What its counts are found by: the requirement, and the kind where it counts only one."""
        return self.requirement.id, self.staff_kinds[0].id if self.is_part else None

    @cached_property
    def kind_ids(self) -> frozenset[int]:
        """The ids of its kinds of staff."""
        return frozenset(kind.id for kind in self.staff_kinds)


@dataclass(frozen=True)
class Cell:
    """One number of the table: ``n/N``, its share, its target and what is missing to it."""

    count: Count
    threshold: Decimal | None
    """The share to be reached, in percent; None where no decision names one."""

    @property
    def percent(self) -> Decimal | None:
        """The confirmed among those asked, in percent with one decimal; None where nobody is asked."""
        return share(self.count.confirmed, self.count.asked)

    @property
    def gap(self) -> int | None:
        """How many people are missing to the target; None where there is no target."""
        return None if self.threshold is None else self.count.missing_to(self.threshold)

    @property
    def is_reached(self) -> bool | None:
        """Whether the target is reached; None where there is no target, or nobody to reach it."""
        return None if self.gap is None or not self.count.asked else self.gap == 0

    @property
    def heat(self) -> str:
        """What it looks like at a glance: its target reached (or all, where there is none), at least half of
        all, or less."""
        if self.is_reached or self.count.confirmed == self.count.asked:
            return "met"
        return "due" if 2 * self.count.confirmed >= self.count.asked else "missing"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    kind: RowKind
    unit: Unit
    """The unit it counts; for the own staff and for those without a place, the unit of the page."""
    people: int
    """How many people serve there, each once."""
    vacancies: int
    """How many posts there stand vacant."""
    cells: tuple[Cell, ...]
    """One cell for each column of the table."""
    hamlet: Hamlet | None = None
    """The hamlet it counts, on the page of a commune."""

    @property
    def asked(self) -> int:
        """What is asked of everybody there, added up: each thing of each person once."""
        return sum(cell.count.asked for cell in self.cells)

    @property
    def confirmed(self) -> int:
        """How much of that is met with confirmed evidence."""
        return sum(cell.count.confirmed for cell in self.cells)

    @property
    def percent(self) -> Decimal | None:
        """The same as a share in percent, one decimal; None where nothing is asked."""
        return share(self.confirmed, self.asked)

    @property
    def is_whole(self) -> bool:
        """Whether all that is asked is met."""
        return self.confirmed == self.asked

    @property
    def is_half(self) -> bool:
        """Whether at least half of it is."""
        return 2 * self.confirmed >= self.asked

    @property
    def missing(self) -> int:
        """How many people are missing to the targets, target by target."""
        return sum(cell.gap or 0 for cell in self.cells)

    @property
    def is_place(self) -> bool:
        """Whether it counts a place below the unit of the page."""
        return self.kind in (RowKind.UNIT, RowKind.HAMLET)

    @property
    def is_empty(self) -> bool:
        """Whether it is a place where nobody serves and no post stands vacant."""
        return self.is_place and not self.people and not self.vacancies


@dataclass(frozen=True)
class Table:
    """What one page, workbook or report shows."""

    unit: Unit
    day: date
    columns: tuple[Column, ...]
    total: Row
    rows: tuple[Row, ...]
    doubled: int
    """How many people stand in more than one row."""
    tree: date | None = None
    """The later day whose units the rows are; None for those of the day itself."""
    among: Among = EVERYBODY
    """Whom it counts."""

    @property
    def sum_of_rows(self) -> int:
        """What the rows add up to; more than the total where people stand in several rows."""
        return sum(row.people for row in self.rows)

    @property
    def surplus(self) -> int:
        """How many times people are counted beyond once when the rows are added."""
        return self.sum_of_rows - self.total.people

    @property
    def aimed(self) -> int:
        """How many targets with a percentage there are for the whole."""
        return sum(cell.is_reached is not None for cell in self.total.cells)

    @property
    def reached(self) -> int:
        """How many of them are reached."""
        return sum(cell.is_reached is True for cell in self.total.cells)

    @property
    def missing(self) -> int:
        """How many people are missing to them, target by target."""
        return self.total.missing


@dataclass(frozen=True)
class TargetLine:
    """One requirement against its target, for the whole unit."""

    requirement: Requirement
    target: Target | None
    """None for what is asked without anybody having set a target."""
    cell: Cell

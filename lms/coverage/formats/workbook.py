"""The table as an Excel workbook: the numbers as numbers, and the names behind them on a second sheet."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _

from lms.base.spreadsheets import Column as SheetColumn
from lms.base.spreadsheets import Workbook
from lms.coverage.formats.wording import reconciliation, row_name, state_name, title
from lms.coverage.models import Cell, Row, Table
from lms.coverage.queries.naming import Detail
from lms.people.models import Role
from lms.places.models import Unit
from lms.places.rules.naming import full_name
from lms.standards.models import Requirement
from lms.web.filters import day, named

PERCENT = "0.0%"
COUNT = "#,##0"
A_DAY = timedelta(days=1)


def file_name(unit: Unit, on: date) -> str:
    """What the file of a unit's numbers is called, e.g. ``chi-tieu-Tỉnh Phú Thọ-25-2026-11-22``."""
    return f"chi-tieu-{unit.name}-{unit.code}-{on.isoformat()}"


def as_workbook(
    table: Table,
    details: Iterable[Detail],
    units: Mapping[int, Unit],
    roles: Mapping[int, Role],
    requirements: Collection[Requirement],
    counted: Sequence[str] = (),
) -> bytes:
    """Both sheets. ``details`` are the people of the table, with the units and roles they name; ``counted``
    says who they are where the table does not count everybody."""
    book = Workbook()
    about = about_table(table, counted)
    add_figures(book, table, about)
    book.add_sheet(
        _("Names"),
        _name_columns(),
        _name_rows(details, units, roles, {each.id: each for each in requirements}),
        title=_("The people behind the numbers"),
        notes=about,
    )
    return book.data()


def about_table(table: Table, counted: Sequence[str] = ()) -> list[str]:
    """The lines above a sheet of figures: which unit on which day, and whom it counts."""
    about = [full_name(table.unit), _("Numbers of the day %(day)s", day=day(table.day))]
    if table.tree:
        about.append(_("Under the units of %(day)s", day=day(table.tree)))
    if counted:
        about.append(_("Only those counted: %(words)s", words="; ".join(counted)))
    return about


def add_figures(book: Workbook, table: Table, about: Sequence[str]) -> None:
    """The sheet of the figures; it names nobody."""
    book.add_sheet(
        _("Coverage"),
        _table_columns(table),
        _table_rows(table),
        title=_("Training and certification against the targets"),
        notes=about,
        totals=[_line(table.total), [None, reconciliation(table)]],
    )


def _table_columns(table: Table) -> list[SheetColumn]:
    columns = [
        SheetColumn(_("Unit code"), 10),
        SheetColumn(_("Unit"), 32),
        SheetColumn(_("Headcount"), 10, COUNT),
        SheetColumn(_("Vacant posts"), 10, COUNT),
    ]
    for column in table.columns:
        columns += [
            SheetColumn(_("%(requirement)s: meet it", requirement=title(column)), 14, COUNT),
            SheetColumn(_("%(requirement)s: asked", requirement=title(column)), 14, COUNT),
            SheetColumn(_("%(requirement)s: share", requirement=title(column)), 12, PERCENT),
            SheetColumn(_("%(requirement)s: target", requirement=title(column)), 12, PERCENT),
            SheetColumn(_("%(requirement)s: missing to the target", requirement=title(column)), 14, COUNT),
            SheetColumn(_("%(requirement)s: only declared", requirement=title(column)), 14, COUNT),
        ]
    return columns


def _table_rows(table: Table) -> Iterator[list[Any]]:
    for row in table.rows:
        yield _line(row)


def _line(row: Row) -> list[Any]:
    return [row.unit.code, row_name(row), row.people, row.vacancies, *_cells(row)]


def _cells(row: Row) -> Iterator[Any]:
    for cell in row.cells:
        yield from cell_values(cell)


def cell_values(cell: Cell) -> tuple[Any, ...]:
    """A number of the table in the cells of a sheet: met, asked, share, target, missing, only declared."""
    share = None if cell.percent is None else cell.percent / 100
    target = None if cell.threshold is None else cell.threshold / 100
    gap = cell.gap if cell.count.asked else None
    return cell.count.confirmed, cell.count.asked, share, target, gap, cell.count.declared


def _name_columns() -> list[SheetColumn]:
    return [
        SheetColumn(_("Unit"), 36),
        SheetColumn(_("Full name"), 28),
        SheetColumn(_("Birth date"), 12),
        SheetColumn(_("Phone"), 14),
        SheetColumn(_("Staff kind"), 28),
        SheetColumn(_("Requirement"), 36),
        SheetColumn(_("State"), 24),
        SheetColumn(_("Until the end of"), 16),
    ]


def _name_rows(
    details: Iterable[Detail],
    units: Mapping[int, Unit],
    roles: Mapping[int, Role],
    requirements: Mapping[int, Requirement],
) -> Iterator[list[Any]]:
    places = {unit_id: full_name(unit) for unit_id, unit in units.items()}
    kinds = {role_id: named(role.staff_kind) for role_id, role in roles.items()}
    for each in details:
        asked = requirements[each.requirement_id] if each.requirement_id is not None else None
        yield [
            places[each.unit_id] if each.unit_id is not None else _("Serving no commune"),
            each.full_name,
            each.birth_date,
            each.phone,
            kinds[each.role_id],
            named(asked) if asked else None,
            state_name(each.state) if asked else None,
            each.valid_until - A_DAY if each.valid_until else None,
        ]

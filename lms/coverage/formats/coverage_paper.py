"""The report of a unit on a day as an administrative paper: its targets, then the units below. No names."""

from collections.abc import Iterable, Iterator, Sequence

from flask_babel import gettext as _

from lms.coverage.formats.wording import reconciliation, row_name, title
from lms.coverage.models import Cell, Row, Table
from lms.paper.official import Align, Block, Column, Frame, Note, OfficialPaper, Section, Text
from lms.paper.official import Table as Grid
from lms.places.rules.naming import full_name
from lms.standards.models import Target
from lms.web.filters import count, day, percent

AT_ONCE = 4
"""Requirements that stand side by side in one table of units; more go into further tables."""


def coverage_paper(table: Table, frame: Frame, counted: Sequence[str] = ()) -> OfficialPaper:
    """The table as a report; ``counted`` says whom it counts where that is not everybody."""
    subject = _(
        "On the training targets of the population workforce of %(unit)s up to %(day)s",
        unit=full_name(table.unit),
        day=day(table.day),
    )
    return frame.around(_("REPORT"), subject, _body(table, counted), wide=True)


def _body(table: Table, counted: Sequence[str]) -> Iterator[Block]:
    yield Text(
        _(
            "On %(day)s %(people)s people serve in %(unit)s; %(vacant)s posts stand vacant.",
            day=day(table.day),
            people=count(table.total.people),
            unit=full_name(table.unit),
            vacant=count(table.total.vacancies),
        )
    )
    if table.tree:
        yield Note(_("Under the units of %(day)s", day=day(table.tree)))
    if counted:
        yield Note(_("Only those counted: %(words)s", words="; ".join(counted)))
    yield Section(_("I. Results against the targets"))
    yield totals_grid(
        totals_line(title(column), column.target, cell)
        for column, cell in zip(table.columns, table.total.cells, strict=True)
    )
    yield how_it_counts()
    yield Section(_("II. By unit"))
    yield from places_grids(table)
    yield Text(_("This is the report on the training targets.") + "/.")


def how_it_counts() -> Note:
    """What the numbers of a report count."""
    return Note(
        _(
            "Everybody counts once for each requirement. Only confirmed evidence counts; what is only"
            " declared stands apart and adds nothing to the share."
        )
    )


def totals_grid(lines: Iterable[Sequence[str]]) -> Grid:
    """Lines of :func:`totals_line` under their headings."""
    columns = [
        Column(_("Requirement"), 9),
        Column(_("Target"), 2, "center"),
        *(Column(heading, 2, "right") for heading in (_("Asked"), _("Meet it"), _("Share"))),
        *(Column(heading, 2, "right") for heading in (_("To be reached"), _("Missing"), _("Only declared"))),
    ]
    return Grid(columns, list(lines))


def totals_line(name: str, target: Target | None, cell: Cell) -> list[str]:
    """One requirement: of how many it is asked, how many meet it, and its target."""
    asked = cell.count.asked
    return [
        name,
        target.code if target else "—",
        count(asked),
        count(cell.count.confirmed),
        percent(cell.percent),
        "—" if cell.threshold is None else percent(cell.threshold),
        count(cell.gap) if asked and cell.gap is not None else "—",
        count(cell.count.declared),
    ]


def places_grids(table: Table) -> Iterator[Block]:
    """The rows below the unit, so many requirements at once as fit on a page; then why they add up."""
    rows = [row for row in table.rows if row.people or row.vacancies or row.is_place]
    for first in range(0, len(table.columns), AT_ONCE):
        part = slice(first, first + AT_ONCE)
        right: Align = "right"
        columns = [
            Column(_("No."), 1, "center"),
            Column(_("Unit"), 6),
            Column(_("Headcount"), 2, right),
            *(Column(title(column), 3, right) for column in table.columns[part]),
        ]
        lines = [[str(number), *_line(row, part)] for number, row in enumerate(rows, 1)]
        yield Grid(columns, lines, [["", *_line(table.total, part)]])
    yield Note(reconciliation(table))


def _line(row: Row, part: slice) -> list[str]:
    return [row_name(row), count(row.people), *(_met(cell) for cell in row.cells[part])]


def _met(cell: Cell) -> str:
    """``12/13 (92,3 %)``; a dash where it is asked of nobody."""
    if not cell.count.asked:
        return "—"
    return f"{count(cell.count.confirmed)}/{count(cell.count.asked)} ({percent(cell.percent)})"

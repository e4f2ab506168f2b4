"""The basis for advice on allowances as an Excel workbook: numbers as numbers, shares as shares."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from lms.activities.formats.wording import unknown
from lms.base.spreadsheets import Column, Workbook
from lms.places.rules.naming import full_name
from lms.plans.models import SECOND_JOBS
from lms.plans.models.plan_report import AllowanceLine, AllowanceSheet
from lms.web.filters import day as written_day
from lms.web.i18n import said

COUNT, HOURS, SHARE = "#,##0", "#,##0.0", "0.0%"


def allowance_workbook(sheet: AllowanceSheet, day: date) -> bytes:
    """A sheet with a line for each commune; another with the second jobs as communes declare them."""
    book = Workbook()
    about = [full_name(sheet.unit), _("Staff as of %(day)s. No pay, no names.", day=written_day(day))]
    _add_communes(book, sheet, about)
    _add_declared(book, sheet, about[:1])
    return book.data()


def _add_communes(book: Workbook, sheet: AllowanceSheet, about: list[str]) -> None:
    columns = [
        Column(_("Commune"), 32),
        Column(_("People"), 10, COUNT),
        Column(_("Seats taken"), 12, COUNT),
        Column(_("Periods attended"), 12, COUNT),
        Column(_("Hours attended"), 12, HOURS),
        Column(_("With a second job"), 12, COUNT),
        Column(_("Share with a second job"), 12, SHARE),
        Column(_("On 1 January"), 12, COUNT),
        Column(_("Joined in the year"), 12, COUNT),
        Column(_("Left in the year"), 12, COUNT),
        Column(_("Turnover"), 12, SHARE),
    ]
    book.add_sheet(
        _("Basis for allowances"),
        columns,
        (_cells(line) for line in sheet.lines),
        title=_("Basis for advice on allowances in %(year)d", year=sheet.year),
        notes=about,
        totals=[[_("Total, each person once"), *_cells(sheet.total)[1:]]],
    )


def _cells(line: AllowanceLine) -> list[Any]:
    return [
        line.unit.name if line.unit else _("Serves no commune"),
        line.people,
        line.seats,
        line.periods,
        line.hours,
        line.second_jobs,
        _share(line.second_jobs, line.people),
        line.at_start,
        line.joined,
        line.left,
        _share(line.left, line.at_start),
    ]


def _add_declared(book: Workbook, sheet: AllowanceSheet, about: list[str]) -> None:
    columns = [Column(_("Unit"), 32)]
    for name in SECOND_JOBS.values():
        columns += [Column(said(name), 16, COUNT), Column("%", 9, SHARE)]
    columns += [Column(_("Total"), 12, COUNT), Column(_("Source"), 40)]
    totals = list(_sums(sheet)) if sheet.declared else [[unknown()]]
    book.add_sheet(
        _("Second jobs as declared"),
        columns,
        (
            [row.unit.name, *_pairs(list(row.counts.values())), row.total, row.source or None]
            for row in sheet.declared
        ),
        title=_("Second jobs of collaborators in %(year)d, as the communes declare them", year=sheet.year),
        notes=about,
        totals=totals,
    )


def _sums(sheet: AllowanceSheet) -> Iterator[list[Any]]:
    sums = [sum(row.counts[name] for row in sheet.declared) for name in SECOND_JOBS]
    yield [_("Total"), *_pairs(sums), sum(sums)]


def _pairs(numbers: list[int]) -> list[Any]:
    """Each number with its share of all of them."""
    whole = sum(numbers)
    return [cell for number in numbers for cell in (number, _share(number, whole))]


def _share(part: int, whole: int) -> Any:
    """A share as a fraction; "—" where there is no whole."""
    return Decimal(part) / whole if whole else "—"

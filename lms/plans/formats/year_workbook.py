"""The report of a year as an Excel workbook: numbers as numbers, days as days."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from lms.activities.formats.wording import group_name, last_day, unknown
from lms.activities.models import KINDS, SOLUTION_GROUPS
from lms.base.spreadsheets import Column, Workbook
from lms.places.rules.naming import full_name
from lms.plans.formats.year_paper import why_unknown
from lms.plans.models.year_report import YearLine, YearReport
from lms.web.i18n import said

COUNT = "#,##0"


def year_workbook(report: YearReport) -> bytes:
    """The activities of a year with their seats; seats and people side by side."""
    book = Workbook()
    title = _("Activities in %(year)d", year=report.year)
    about = [full_name(report.unit)]
    _add_activities(book, report, title, about)
    columns = [
        Column(_("Who"), 40),
        Column(_("Seats taken"), 12, COUNT),
        Column(_("People, each once"), 12, COUNT),
    ]
    rows = (
        [group_name(kind, None), report.sums.seats_of(kind), report.sums.persons_of(kind)]
        for kind in report.sums.kinds
    )
    totals = [[_("Staff"), report.sums.seats, report.sums.persons], [_("Guests"), report.sums.guests]]
    if not report.sums.is_known:
        totals = [[_("Staff"), unknown(), unknown()]]
    book.add_sheet(_("Seats and people"), columns, rows, title=title, notes=about, totals=totals)
    return book.data()


def _add_activities(book: Workbook, report: YearReport, title: str, about: list[str]) -> None:
    columns = [
        Column(_("No."), 6),
        Column(_("First day"), 12),
        Column(_("Last day"), 12),
        Column(_("Kind"), 18),
        Column(_("Activity"), 50),
        Column(_("Organiser"), 34),
        Column(_("Group of solutions"), 34),
        *(Column(group_name(kind, None), 14, COUNT) for kind in report.sums.kinds),
        Column(_("Guests"), 10, COUNT),
        Column(_("Total"), 14, COUNT),
    ]
    book.add_sheet(_("Activities"), columns, _lines(report), title=title, notes=about, totals=_sums(report))


def _lines(report: YearReport) -> Iterator[list[Any]]:
    for number, line in enumerate(report.lines, 1):
        activity = line.activity
        yield [
            number,
            activity.valid_from,
            last_day(activity),
            said(KINDS[activity.kind]),
            activity.title,
            activity.organiser.name if activity.organiser else None,
            said(SOLUTION_GROUPS[activity.solution_group]) if activity.solution_group else None,
            *_numbers(report, line),
        ]


def _numbers(report: YearReport, line: YearLine) -> list[Any]:
    if not line.sums.is_known:
        return [*[None] * (len(report.sums.kinds) + 1), why_unknown(line)]
    seats = [line.sums.seats_of(kind) for kind in report.sums.kinds]
    return [*seats, line.sums.guests, line.sums.all]


def _sums(report: YearReport) -> list[list[Any]]:
    lead: list[Any] = [None, None, None, None]
    if not report.sums.is_known:
        return [[*lead, _("Total (seats)"), *[None] * (len(report.sums.kinds) + 3), unknown()]]
    seats = [report.sums.seats_of(kind) for kind in report.sums.kinds]
    people = [report.sums.persons_of(kind) for kind in report.sums.kinds]
    return [
        [*lead, _("Total (seats)"), None, None, *seats, report.sums.guests, report.sums.all],
        [*lead, _("People, each once"), None, None, *people, None, report.sums.persons],
    ]

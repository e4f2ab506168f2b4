"""The report of a year as an Excel workbook: numbers as numbers, shares as shares, days as days. No names."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from lms.activities.formats.wording import group_name, last_day
from lms.base.spreadsheets import Column, Workbook
from lms.coverage.formats.workbook import COUNT, PERCENT, about_table, add_figures, cell_values
from lms.coverage.models import YearFigures
from lms.standards.forms.fields import role_name
from lms.web.filters import named


def year_workbook(figures: YearFigures) -> bytes:
    """Sheets of the workforce, the targets, the units and the activities."""
    book = Workbook()
    about = about_table(figures.table)
    book.add_sheet(
        _("Workforce"),
        [Column(_("Staff kind and level"), 40), Column(_("People"), 12, COUNT)],
        [[role_name(each.role), each.people] for each in figures.staff],
        notes=about,
        totals=[[_("People, each once"), figures.table.total.people]],
    )
    book.add_sheet(
        _("Targets of the year"),
        [
            Column(_("Requirement"), 44),
            Column(_("Target"), 10),
            Column(_("Meet it"), 12, COUNT),
            Column(_("Asked"), 12, COUNT),
            Column(_("Share"), 12, PERCENT),
            Column(_("To be reached"), 12, PERCENT),
            Column(_("Missing"), 12, COUNT),
            Column(_("Only declared"), 14, COUNT),
        ],
        [
            [named(each.requirement), each.target.code if each.target else None, *cell_values(each.cell)]
            for each in figures.lines
        ],
        notes=about,
    )
    add_figures(book, figures.table, about)
    _add_activities(book, figures, about)
    return book.data()


def _add_activities(book: Workbook, figures: YearFigures, about: list[str]) -> None:
    report = figures.activities
    columns = [
        Column(_("First day"), 12),
        Column(_("Last day"), 12),
        Column(_("Activity"), 60),
        Column(_("Organiser"), 34),
        *(Column(group_name(kind, None), 14, COUNT) for kind in report.sums.kinds),
        Column(_("Guests"), 10, COUNT),
    ]
    seats = [report.sums.seats_of(kind) for kind in report.sums.kinds]
    people = [report.sums.persons_of(kind) for kind in report.sums.kinds]
    book.add_sheet(
        _("Activities"),
        columns,
        _activity_rows(figures),
        notes=about,
        totals=[
            [None, None, _("Total (seats)"), None, *seats, report.sums.guests],
            [None, None, _("People, each once"), None, *people, None],
        ],
    )


def _activity_rows(figures: YearFigures) -> Iterator[list[Any]]:
    """A line for each activity; where its numbers are not known, their cells are empty."""
    report = figures.activities
    for line in report.lines:
        known = line.sums.is_known
        seats = [line.sums.seats_of(kind) if known else None for kind in report.sums.kinds]
        activity = line.activity
        organiser = activity.organiser.name if activity.organiser else None
        guests = line.sums.guests if known else None
        yield [activity.valid_from, last_day(activity), activity.title, organiser, *seats, guests]

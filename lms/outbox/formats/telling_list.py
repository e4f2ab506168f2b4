"""Whom to tell what, to take along: a paper and a workbook."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _

from lms.base import clock
from lms.base.spreadsheets import Column as Cells
from lms.base.spreadsheets import Workbook
from lms.outbox.models import Reminder
from lms.paper.official import Block, Column, Note, OfficialPaper, Section, Table
from lms.web.filters import count, phone
from lms.web.filters import day as written

Row = tuple[str, str, Reminder]
"""Commune, hamlet and reminder."""


def telling_paper(communes: Sequence[tuple[str, Sequence[Row]]], day: date) -> OfficialPaper:
    """The list commune by commune, each text whole, and a box to tick."""
    columns = (
        Column(_("No."), 6, "center"),
        Column(_("Full name"), 24),
        Column(_("Phone"), 15, "center"),
        Column(_("Hamlet"), 18),
        Column(_("To be read aloud, or copied into a chat"), 62),
        Column(_("Told"), 9, "center"),
    )
    body: list[Block] = [
        Note(
            _(
                "These are names and phone numbers of people: keep the sheet,"
                " and destroy it when everybody was told."
            )
        )
    ]
    for commune, rows in communes:
        cells = [_cells(number, row) for number, row in enumerate(rows, 1)]
        body += [
            Section(
                _("%(commune)s: %(number)s", commune=commune or _("No commune"), number=count(len(rows)))
            ),
            Table(columns, cells),
        ]
    return OfficialPaper(
        title=_("Reminders to pass on").upper(),
        subject=_("On %(day)s", day=written(day)),
        body=tuple(body),
        wide=True,
    )


def telling_workbook(rows: Sequence[Row], day: date) -> bytes:
    """The same as one sheet, in the language of the reader."""
    book = Workbook()
    book.add_sheet(
        _("Reminders to pass on"),
        (
            Cells(_("Commune"), 24),
            Cells(_("Hamlet"), 20),
            Cells(_("Full name"), 26),
            Cells(_("Phone"), 14),
            Cells(_("To be read aloud, or copied into a chat"), 90),
            Cells(_("Of the day"), 12),
            Cells(_("Told on"), 12),
        ),
        [
            (
                commune,
                hamlet,
                reminder.person.full_name,
                reminder.person.phone,
                reminder.message.text,
                reminder.composed_on,
                clock.day_of(reminder.told_at) if reminder.told_at else None,
            )
            for commune, hamlet, reminder in rows
        ],
        title=_("Reminders to pass on"),
        notes=(_("On %(day)s", day=written(day)),),
    )
    return book.data()


def _cells(number: int, row: Row) -> tuple[str, ...]:
    _commune, hamlet, reminder = row
    person = reminder.person
    told = written(clock.day_of(reminder.told_at)) if reminder.told_at else ""
    return (
        str(number),
        person.full_name,
        phone(person.phone) if person.phone else "",
        hamlet,
        reminder.message.text,
        told,
    )

"""Who changes by a corrected answer key, as an Excel workbook."""

from collections.abc import Sequence

from flask_babel import gettext as _

from lms.base.clock import day_of
from lms.base.spreadsheets import Column, Workbook
from quizzes.rescoring.models import Line

SHARE = "0.0%"


def as_workbook(title: str, lines: Sequence[Line], notes: Sequence[str]) -> bytes:
    """A row for each attempt that is judged otherwise."""
    book = Workbook()
    columns = [
        Column(_("Code"), 14),
        Column(_("Name"), 28),
        Column(_("Arrived"), 14),
        Column(_("Score before"), 12, SHARE),
        Column(_("Score after"), 12, SHARE),
        Column(_("Passed before"), 14),
        Column(_("Passed after"), 14),
        Column(_("What follows"), 40),
    ]
    book.add_sheet(_("Who changes"), columns, [_row(each) for each in lines], title=title, notes=notes)
    return book.data()


def _row(line: Line) -> list[object]:
    attempt = line.change.attempt
    return [
        line.person.code,
        line.person.full_name,
        day_of(attempt.received_at),
        attempt.scored.score / 10_000,
        line.change.after.score / 10_000,
        _("yes") if attempt.scored.passed else _("no"),
        _("yes") if line.change.after.passed else _("no"),
        follows(line),
    ]


def follows(line: Line) -> str:
    """What follows for the person of a line, in the language of the page."""
    if line.passes:
        return str(_("passes now"))
    return str(_("does not pass by this key")) if line.fails else ""

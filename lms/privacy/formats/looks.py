"""The access log as a workbook."""

from collections.abc import Sequence

from flask_babel import gettext as _

from lms.base import clock
from lms.base.spreadsheets import Column, Workbook
from lms.privacy.formats.subjects import told
from lms.privacy.queries import Look
from lms.web.i18n import said


def looks_workbook(looks: Sequence[Look]) -> bytes:
    """One line for each look, newest first."""
    book = Workbook()
    columns = (
        Column(_("Day and hour"), 18),
        Column(_("Who looked"), 30),
        Column(_("Whose record"), 30),
        Column(_("What"), 46),
        Column(_("Taken out as a file"), 12),
    )
    book.add_sheet(_("Access log"), columns, [_row(look) for look in looks], title=_("Access log"))
    return book.data()


def what_was_seen(look: Look) -> str:
    """What was shown, in a sentence, with the keys that the log noted."""
    sentence, rest = told(look.entry.subject)
    return " ".join(part for part in (said(sentence) if sentence else "", rest) if part)


def _row(look: Look) -> tuple[str, ...]:
    at = look.entry.at.astimezone(clock.VIETNAM)
    who = look.who.full_name if look.who else ""
    whose = look.whose.full_name if look.whose else ""
    return f"{at:%d/%m/%Y %H:%M}", who, whose, what_was_seen(look), _("yes") if look.entry.exported else ""

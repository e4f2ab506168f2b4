"""A loss of data in words: why somebody is affected, whom to tell what by when, and the list of names.

The duties are those of Law 91/2025/QH15 as it was read in November 2026; each carries where it comes from,
and says so where it is this product's advice. A lawyer of the office has the last word.
"""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from lms.base.messages import Message, message
from lms.base.spreadsheets import Column, Workbook
from lms.privacy.models import Why
from lms.privacy.queries import Affected
from lms.web.i18n import said

WHYS = {
    Why.EVERYTHING: message("All that is kept of this person was in what was lost"),
    Why.OWN: message("It was this person's own phone or account"),
    Why.SHARED: message("Signed in on the same phone"),
    Why.OPENED: message("The record was opened by this account, and may lie on the phone"),
    Why.IN_REACH: message("The account may see this record"),
}


class Duty(NamedTuple):
    """One thing that has to be done."""

    whom: Message
    what: Message
    by_when: Message
    source: Message


DUTIES = (
    Duty(
        message("Nobody: close the door first"),
        message("End every sign-in, void the card, set a new password or PIN; note the hour."),
        message("At once"),
        message("Advice of this product"),
    ),
    Duty(
        message("The head of the office, and who is in charge of data protection there"),
        message("What happened, who is affected, what was done."),
        message("At once"),
        message("Law 91/2025/QH15: every body that handles data has somebody in charge of its protection"),
    ),
    Duty(
        message("The authority for the protection of personal data (Ministry of Public Security)"),
        message("What happened and when, whose and what data, what may follow, what was done, whom to ask."),
        message("72 hours after it was noticed"),
        message("Law 91/2025/QH15, article 23; form and way: Decree 356/2025/NĐ-CP"),
    ),
    Duty(
        message("The people on the list below"),
        message("What of theirs was lost, what may follow, what they should do, whom to ask."),
        message("As soon as it is clear what was lost; this product advises: within the same 72 hours"),
        message("Law 91/2025/QH15, article 4: the right to know. The hours are advice"),
    ),
    Duty(
        message("The office's own file"),
        message("Minutes of the loss: this page, the workbook, and what was answered."),
        message("With the report"),
        message("Law 91/2025/QH15, article 23"),
    ),
)


def affected_workbook(affected: Sequence[Affected], notes: Sequence[str]) -> bytes:
    """Everybody affected, with what is needed to tell them."""
    book = Workbook()
    columns = (
        Column(_("Full name"), 30),
        Column(_("Code"), 14),
        Column(_("Phone"), 16),
        Column(_("Why"), 60),
    )
    rows = [
        (each.person.full_name, each.person.code, each.person.phone or "", said(WHYS[each.why]))
        for each in affected
    ]
    title = _("Affected by a loss of data")
    book.add_sheet(_("Those affected"), columns, rows, title=title, notes=notes)
    return book.data()

"""A checklist on one A4 page, to be ticked by hand and entered afterwards."""

from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _

from courses.practice.checklist.shape import Item
from courses.practice.models import ChecklistVersion
from lms.paper.administrative import as_pdf
from lms.paper.official import Block, Column, Lines, Note, OfficialPaper, Signature, Table, Text


def draw_checklist(version: ChecklistVersion, language: str, made_on: date) -> bytes:
    """The page as a PDF, with room for the name, the day, a note and two signatures."""
    with force_locale(language):
        return as_pdf(_paper(version, language), made_on)


def _paper(version: ChecklistVersion, language: str) -> OfficialPaper:
    sheet = version.sheet(language)
    body: list[Block] = [
        Text(_("Name: ………………………………………………… Code: …………… Day: ……/……/…………")),
        *(Text(line) for line in sheet.task.split("\n") if line),
        Table(
            [
                Column(_("No."), 6, "center"),
                Column(_("What is looked at"), 60),
                *(
                    Column(mark, 13, "center")
                    for mark in (_("Done rightly"), _("Done, not yet rightly"), _("Not done"))
                ),
            ],
            [[f"{number}", _item(each), "", "", ""] for number, each in enumerate(sheet.items, 1)],
        ),
        Note(
            _(
                "Passed: every item marked with (!) done rightly, and at least %(share)s %% of the others."
                " Checklist %(code)s, version %(number)s.",
                share=sheet.share,
                code=version.checklist.code,
                number=version.number,
            )
        ),
        Text(_("To do better next time (no name of a child or a household):")),
        Lines(2),
    ]
    return OfficialPaper(
        _("CHECKLIST OF OBSERVED PRACTICE"),
        sheet.title,
        body,
        signatures=(Signature(_("WHO WAS OBSERVED")), Signature(_("OBSERVER"))),
    )


def _item(item: Item) -> str:
    return f"(!) {item.text}" if item.must else item.text

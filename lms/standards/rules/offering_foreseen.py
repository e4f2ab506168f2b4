"""Everybody who would lack what is proposed, as an Excel workbook: a page shows the first of them."""

from collections.abc import Callable

from lms.base.messages import Message, message
from lms.base.spreadsheets import Column, Workbook
from lms.standards.rules.foreseeing import Foreseen

MET_BEFORE = message("meets what is asked now")
_HEADINGS = (message("Code"), message("Name"), message("Why"), MET_BEFORE)
_WIDTHS = (14.0, 30.0, 80.0, 24.0)


def foreseen_workbook(foreseen: Foreseen, said: Callable[[Message], str]) -> bytes:
    """Who would lack it, all of them by name, and why. ``said`` speaks the language of who asks."""
    columns = [Column(said(each), width) for each, width in zip(_HEADINGS, _WIDTHS, strict=True)]
    rows = (
        (
            each.person.code,
            each.person.full_name,
            said(each.standing.sentence),
            "×" if each.met_before else "",
        )
        for each in foreseen.lacking
    )
    book = Workbook()
    book.add_sheet(said(message("Names")), columns, rows)
    return book.data()

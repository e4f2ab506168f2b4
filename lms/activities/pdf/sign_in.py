"""The sign-in sheet: who is expected, with room to sign for each half-day of a day; blank rows for others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from flask_babel import gettext as _
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from lms.activities.models import HALVES, HalfDay
from lms.base.messages import Message, message
from lms.paper.documents import A4_PORTRAIT, Document
from lms.paper.faces import BOLD, ITALIC, REGULAR
from lms.paper.fitting import Fitted, Place, TextTooLong, fit
from lms.web.filters import day as written
from lms.web.i18n import said

LEFT, RIGHT, TOP, BOTTOM = 20 * mm, 198 * mm, 288 * mm, 12 * mm
ROW = 9 * mm
HEAD = 9 * mm
FOOT = 20 * mm  # sums and signature under the last table
FEWEST_BLANK = 2
NUMBER_WIDTH = 9 * mm
SIGNATURE_WIDTH = 43 * mm
"""Of one signature; two stand side by side in :data:`NARROW_SIGNATURE`."""
NARROW_SIGNATURE = 35.5 * mm
PAD = 1.4 * mm


class SignInRow(NamedTuple):
    """Who is expected: her name, as what she comes, and from where."""

    name: str
    role: str
    place: str


@dataclass(frozen=True)
class SignInDay:
    """A day, and the half-days for which people sign on its sheet."""

    day: date
    half_days: Sequence[HalfDay]


@dataclass(frozen=True)
class SignInSheet:
    """What stands on the sheets of an activity."""

    title: str
    organiser: str
    place: str
    days: Sequence[SignInDay]
    people: Sequence[SignInRow]


def draw_sign_in(sheet: SignInSheet, made_on: date) -> bytes:
    """A sheet for each day, A4 upright, with as many pages as the people need.

    Raises ``TextTooLong`` or ``UnprintableText`` where a text cannot be printed.
    """
    document = Document(
        A4_PORTRAIT,
        title=_("Sign-in sheet: %(title)s", title=sheet.title),
        author=sheet.organiser,
        subject=sheet.place,
        made_on=made_on,
    )
    pages = [(each, page) for each in sheet.days for page in _pages(sheet)]
    for number, (each, page) in enumerate(pages, 1):
        if number > 1:
            document.canvas.showPage()
        _draw_page(document.canvas, sheet, each, page, f"{number}/{len(pages)}")
    return document.finish()


class _Page(NamedTuple):
    first: int
    """The number of its first row."""
    rows: Sequence[SignInRow | None]
    """None for a blank row."""
    is_last: bool


def _pages(sheet: SignInSheet) -> list[_Page]:
    """The people cut into pages; the last is filled up with blank rows, and has room for the sums."""
    room = TOP - BOTTOM - _top_height(sheet) - HEAD
    full, last = int(room // ROW), int((room - FOOT) // ROW)
    rows: list[SignInRow | None] = [*sheet.people, *[None] * FEWEST_BLANK]
    pages: list[_Page] = []
    start = 0
    while len(rows) - start > last:
        pages.append(_Page(start + 1, rows[start : start + full], is_last=False))
        start = min(start + full, len(rows))
    rows += [None] * (start + last - len(rows))
    return [*pages, _Page(start + 1, rows[start:], is_last=True)]


def _draw_page(canvas: Canvas, sheet: SignInSheet, day: SignInDay, page: _Page, number: str) -> None:
    y = _draw_top(canvas, sheet, day)
    edges = column_edges(len(day.half_days))
    y = _draw_heads(canvas, day, edges, y)
    for number_of_row, row in enumerate(page.rows, page.first):
        _draw_row(canvas, edges, y, number_of_row, row)
        y -= ROW
    if page.is_last:
        _draw_foot(canvas, y)
    canvas.setFont(REGULAR, 9)
    canvas.drawRightString(RIGHT, 7 * mm, _("Page %(number)s", number=number))


def _title(sheet: SignInSheet) -> Fitted:
    return fit(sheet.title, Place(BOLD, 12, 8.5, RIGHT - LEFT, lines=2), message("The activity's title"))


def _top_height(sheet: SignInSheet) -> float:
    title = _title(sheet)
    return 13 * mm + len(title.lines) * title.size * 1.3 + 5.5 * mm


def _draw_top(canvas: Canvas, sheet: SignInSheet, day: SignInDay) -> float:
    """The organiser, what it is and when and where; answers where the table begins."""
    middle = (LEFT + RIGHT) / 2
    organiser = fit(
        sheet.organiser.upper(), Place(BOLD, 10, 7, RIGHT - LEFT), message("The organiser's name")
    )
    canvas.setFont(BOLD, organiser.size)
    canvas.drawString(LEFT, TOP - 10, "".join(organiser.lines))
    canvas.setFont(BOLD, 14)
    canvas.drawCentredString(middle, TOP - 10.5 * mm, _("SIGN-IN SHEET"))
    title = _title(sheet)
    y = TOP - 11 * mm
    canvas.setFont(BOLD, title.size)
    for line in title.lines:
        y -= title.size * 1.3
        canvas.drawCentredString(middle, y, line)
    when = _("Day %(day)s", day=written(day.day))
    about = " – ".join(filter(None, (when, sheet.place)))
    fitted = fit(about, Place(ITALIC, 11, 7.5, RIGHT - LEFT), message("The place"))
    canvas.setFont(ITALIC, fitted.size)
    canvas.drawCentredString(middle, y - 5 * mm, fitted.lines[0])
    return TOP - _top_height(sheet)


def column_edges(signatures: int) -> list[float]:
    """Where the columns begin and end: number, name, role, unit, a signature for each half-day."""
    signature = SIGNATURE_WIDTH if signatures == 1 else NARROW_SIGNATURE
    texts = RIGHT - LEFT - NUMBER_WIDTH - signatures * signature
    widths = [NUMBER_WIDTH, texts * 0.42, texts * 0.29, texts * 0.29, *[signature] * signatures]
    edges = [LEFT]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def _draw_heads(canvas: Canvas, day: SignInDay, edges: list[float], top: float) -> float:
    names = [_("No."), _("Full name"), _("Post or group"), _("Unit")]
    names += [_("Signature, %(half)s", half=said(HALVES[each.half])) for each in day.half_days]
    for number, name in enumerate(names):
        fitted = _cell(name, edges[number + 1] - edges[number], BOLD, message("The heading"))
        _draw_cell(canvas, fitted, BOLD, edges[number], edges[number + 1], top, HEAD, centred=True)
    _draw_rules(canvas, edges, top, HEAD)
    return top - HEAD


def _draw_row(canvas: Canvas, edges: list[float], top: float, number: int, row: SignInRow | None) -> None:
    texts = [(str(number), message("The row number"))]
    if row:
        texts += [
            (row.name, message("The full name")),
            (row.role, message("The role")),
            (row.place, message("The unit")),
        ]
    for column, (words, field) in enumerate(texts):
        fitted = _cell(words, edges[column + 1] - edges[column], REGULAR, field)
        _draw_cell(canvas, fitted, REGULAR, edges[column], edges[column + 1], top, ROW, centred=column == 0)
    _draw_rules(canvas, edges, top, ROW)


def _cell(words: str, width: float, face: str, field: Message) -> Fitted:
    """A line as large as it can be; two or three smaller ones where it is long."""
    room = width - 2 * PAD
    for size, floor, lines in ((12, 10, 1), (10, 8, 2)):
        try:
            return fit(words, Place(face, size, floor, room, lines), field)
        except TextTooLong:
            continue
    return fit(words, Place(face, 7, 5.5, room, 3), field)


def _draw_cell(
    canvas: Canvas,
    fitted: Fitted,
    face: str,
    left: float,
    right: float,
    top: float,
    height: float,
    *,
    centred: bool,
) -> None:
    leading = fitted.size * 1.12
    y = top - (height - len(fitted.lines) * leading) / 2 - fitted.size * 0.86
    canvas.setFont(face, fitted.size)
    for line in fitted.lines:
        if centred:
            canvas.drawCentredString((left + right) / 2, y, line)
        else:
            canvas.drawString(left + PAD, y, line)
        y -= leading


def _draw_rules(canvas: Canvas, edges: list[float], top: float, height: float) -> None:
    canvas.setLineWidth(0.5)
    for left, right in pairwise(edges):
        canvas.rect(left, top - height, right - left, height)


def _draw_foot(canvas: Canvas, top: float) -> None:
    canvas.setFont(REGULAR, 11)
    canvas.drawString(LEFT, top - 6 * mm, _("Present: ……… people"))
    canvas.drawCentredString(RIGHT - 40 * mm, top - 6 * mm, _("Who checked the attendance"))
    canvas.setFont(ITALIC, 10)
    canvas.drawCentredString(RIGHT - 40 * mm, top - 10.5 * mm, _("(signature and full name)"))

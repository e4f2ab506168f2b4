"""The questionnaire at the end of an activity on one A4 page: the same questions as on the phone."""

from datetime import date

from flask_babel import gettext as _
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from lms.activities.models import MARKS, OPEN_QUESTION, QUESTIONS
from lms.base.messages import message
from lms.paper.documents import A4_PORTRAIT, Document
from lms.paper.faces import BOLD, ITALIC, REGULAR, printable
from lms.paper.fitting import Place, fit
from lms.web.i18n import said

LEFT, RIGHT, TOP, BOTTOM = 22 * mm, 193 * mm, 280 * mm, 18 * mm
STATEMENT_WIDTH = 81 * mm
HEAD, ROW = 14 * mm, 15 * mm
BOX = 5.5 * mm
WRITING = 9 * mm  # between the lines to write on


def draw_questionnaire(title: str, when: str, organiser: str, made_on: date) -> bytes:
    """One page. Raises ``TextTooLong`` where the title does not fit."""
    document = Document(
        A4_PORTRAIT,
        title=_("Questionnaire: %(title)s", title=title),
        author=organiser,
        subject=when,
        made_on=made_on,
    )
    canvas = document.canvas
    y = _draw_top(canvas, title, when, organiser)
    y = _draw_statements(canvas, y)
    _draw_room_for_words(canvas, y)
    return document.finish()


def _draw_top(canvas: Canvas, title: str, when: str, organiser: str) -> float:
    middle, width = (LEFT + RIGHT) / 2, RIGHT - LEFT
    agency = fit(organiser.upper(), Place(BOLD, 10, 7, width), message("The organiser's name"))
    canvas.setFont(BOLD, agency.size)
    canvas.drawString(LEFT, TOP, "".join(agency.lines))
    canvas.setFont(BOLD, 15)
    canvas.drawCentredString(middle, TOP - 12 * mm, _("WHAT DID YOU THINK OF IT?"))
    fitted = fit(title, Place(BOLD, 12.5, 8.5, width, lines=2), message("The activity's title"))
    y = TOP - 14 * mm
    canvas.setFont(BOLD, fitted.size)
    for line in fitted.lines:
        y -= fitted.size * 1.35
        canvas.drawCentredString(middle, y, line)
    canvas.setFont(ITALIC, 11)
    canvas.drawCentredString(middle, y - 6 * mm, when)
    return _draw_words(
        canvas,
        _("No name is asked for. Please put one cross in each row: it helps to make the next class better."),
        y - 14 * mm,
    )


def _draw_words(canvas: Canvas, words: str, y: float) -> float:
    """A paragraph across the page; answers where the next begins."""
    canvas.setFont(REGULAR, 12)
    for line in simpleSplit(printable(words), REGULAR, 12, RIGHT - LEFT):
        canvas.drawString(LEFT, y, line)
        y -= 16
    return y - 2 * mm


def _draw_statements(canvas: Canvas, top: float) -> float:
    column = (RIGHT - LEFT - STATEMENT_WIDTH) / len(MARKS)
    canvas.setLineWidth(0.6)
    for number, (mark, name) in enumerate(MARKS.items()):
        left = LEFT + STATEMENT_WIDTH + number * column
        _draw_mark(canvas, f"{mark}", said(name), left + column / 2, top, column)
    y = top - HEAD
    canvas.line(LEFT, y, RIGHT, y)
    for number, statement in enumerate(QUESTIONS.values(), 1):
        _draw_statement(canvas, f"{number}. {said(statement)}", y)
        for place in range(len(MARKS)):
            centre = LEFT + STATEMENT_WIDTH + (place + 0.5) * column
            canvas.rect(centre - BOX / 2, y - ROW / 2 - BOX / 2, BOX, BOX)
        y -= ROW
        canvas.line(LEFT, y, RIGHT, y)
    return y


def _draw_mark(canvas: Canvas, mark: str, name: str, centre: float, top: float, width: float) -> None:
    canvas.setFont(BOLD, 12)
    canvas.drawCentredString(centre, top - 4 * mm, mark)
    fitted = fit(name, Place(REGULAR, 9.5, 7, width - 2, lines=2), message("The mark"))
    canvas.setFont(REGULAR, fitted.size)
    for number, line in enumerate(fitted.lines):
        canvas.drawCentredString(centre, top - 8 * mm - number * 11, line)


def _draw_statement(canvas: Canvas, words: str, top: float) -> None:
    fitted = fit(words, Place(REGULAR, 12, 9, STATEMENT_WIDTH - 4 * mm, lines=2), message("The statement"))
    leading = fitted.size * 1.3
    y = top - (ROW - len(fitted.lines) * leading) / 2 - fitted.size * 0.95
    canvas.setFont(REGULAR, fitted.size)
    for line in fitted.lines:
        canvas.drawString(LEFT, y, line)
        y -= leading


def _draw_room_for_words(canvas: Canvas, top: float) -> None:
    y = _draw_words(canvas, said(OPEN_QUESTION), top - 9 * mm) - 4 * mm
    canvas.setDash(1, 2)
    while y > BOTTOM + 6 * mm:
        canvas.line(LEFT, y, RIGHT, y)
        y -= WRITING
    canvas.setDash()
    canvas.setFont(ITALIC, 11)
    canvas.drawCentredString((LEFT + RIGHT) / 2, BOTTOM - 3 * mm, _("Thank you!"))

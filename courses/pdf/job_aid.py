"""The job aid of a course: one page, A4, to pin to a wall. The type is as large as the page allows."""

from datetime import date
from typing import Any, NamedTuple

from flask_babel import force_locale, gettext

from courses.pdf.blocks import Block, blocks_of
from courses.pdf.pieces import Piece, draw_pieces, height_of
from courses.pdf.setting import set_blocks
from lms.base.messages import Refusal, message
from lms.paper.documents import A4_PORTRAIT, Document
from lms.paper.faces import BOLD, REGULAR, printable
from lms.paper.fitting import Place, fit
from lms.paper.mark import GREEN, draw_mark

MARGIN = 42.0
MARK = 30.0
HEAD = 70.0  # of the page, above the text
FOOT = 34.0
CALL = 46.0  # of the band that says whom to call
LARGEST, SMALLEST, STEP = 15.0, 10.5, 0.25
RED = (0.64, 0.1, 0.12)


class TooLongForOnePage(Refusal):
    """A job aid needs more than one page even in the smallest type that can be read on a wall."""


class JobAidPaper(NamedTuple):
    """What stands on the page."""

    title: str
    html: str
    course: str
    language: str
    edition: int
    published_on: date
    call: bool
    """Whether it says to call 111."""


def draw_job_aid(paper: JobAidPaper) -> bytes:
    """The page as a PDF.

    Raises :class:`TooLongForOnePage`, or ``UnprintableText`` for a character that the face has not.
    """
    blocks = [block for block in blocks_of(paper.html) if block.kind != "picture"]
    for block in blocks:
        _check_printable(block)
    document = Document(
        A4_PORTRAIT,
        title=paper.title,
        author=gettext("Lớp 520"),
        subject=paper.course,
        made_on=paper.published_on,
        language=paper.language,
    )
    width = document.width - 2 * MARGIN
    bottom = MARGIN + FOOT + (CALL if paper.call else 0)
    top = document.height - MARGIN - HEAD
    pieces = _largest_that_fits(blocks, width, top - bottom, paper.title)
    with force_locale(paper.language):
        _draw_head(document.canvas, paper, document.height - MARGIN, width)
        draw_pieces(document.canvas, pieces, MARGIN, top)
        if paper.call:
            _draw_call(document.canvas, MARGIN + FOOT, width)
        _draw_foot(document.canvas, paper, width)
    return document.finish()


def _largest_that_fits(blocks: list[Block], width: float, height: float, title: str) -> list[Piece]:
    size = LARGEST
    while size >= SMALLEST:
        pieces = set_blocks(blocks, size, width)
        if height_of(pieces) <= height:
            return pieces
        size -= STEP
    raise TooLongForOnePage(message("The job aid “%(title)s” does not fit one page A4.", title=title))


def _check_printable(block: Block) -> None:
    for word in block.words:
        printable(word.text)
    for row in block.rows:
        for cell in row:
            for word in cell:
                printable(word.text)
    for inner in block.inside:
        _check_printable(inner)


def _draw_head(canvas: Any, paper: JobAidPaper, top: float, width: float) -> None:
    draw_mark(canvas, MARGIN, top - MARK, MARK)
    left = MARGIN + MARK + 12
    canvas.setFillColorRGB(*GREEN)
    canvas.setFont(REGULAR, 10.5)
    course = fit(paper.course, Place(REGULAR, 10.5, 8, width - MARK - 12), message("The name of the course"))
    canvas.drawString(left, top - 8, course.lines[0])
    title = fit(paper.title, Place(BOLD, 25, 15, width - MARK - 12), message("The title of the job aid"))
    canvas.setFont(BOLD, title.size)
    canvas.drawString(left, top - 9 - title.size, title.lines[0])
    canvas.setStrokeColorRGB(*GREEN)
    canvas.setLineWidth(2)
    canvas.line(MARGIN, top - HEAD + 18, MARGIN + width, top - HEAD + 18)


def _draw_call(canvas: Any, bottom: float, width: float) -> None:
    canvas.setFillColorRGB(*RED)
    canvas.roundRect(MARGIN, bottom, width, CALL - 10, 4, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont(BOLD, 20)
    called = gettext("Call 111")
    canvas.drawString(MARGIN + 14, bottom + 11, called)
    canvas.setFont(REGULAR, 13)
    canvas.drawRightString(
        MARGIN + width - 14, bottom + 12.5, gettext("Child Protection Hotline: free, day and night")
    )


def _draw_foot(canvas: Any, paper: JobAidPaper, width: float) -> None:
    canvas.setFillColorRGB(0.28, 0.34, 0.31)
    canvas.setFont(REGULAR, 9.5)
    canvas.drawString(MARGIN, MARGIN - 4, gettext("Lớp 520"))
    edition = gettext(
        "Edition %(number)d, %(day)s", number=paper.edition, day=f"{paper.published_on:%d/%m/%Y}"
    )
    canvas.drawRightString(MARGIN + width, MARGIN - 4, edition)

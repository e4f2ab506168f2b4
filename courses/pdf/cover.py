"""The cover of a booklet: what it is, whose it is, and whom to ask."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext

from courses.pdf.blocks import Block, paragraph, words_of
from courses.pdf.booklet_paper import BookletPaper
from courses.pdf.pieces import Piece, draw_pieces, height_of
from courses.pdf.setting import ACCENT, INK, set_blocks
from lms.paper.documents import A4_PORTRAIT
from lms.paper.faces import BOLD, REGULAR, printed, width_of
from lms.paper.mark import draw_mark

MARGIN = 54.0
WIDTH = A4_PORTRAIT[0] - 2 * MARGIN
MARK = 64.0
SIZE, SUMMARY = 14.0, 17.0
LARGE, LESS_LARGE, LONG = 32.0, 24.0, 60  # points, points, characters from which a title is set smaller
LINE_ROOM = 34.0  # for writing by hand
LINES_TOP = MARGIN + 40 + 3 * LINE_ROOM


def draw_cover(canvas: Any, paper: BookletPaper, aims: Sequence[Piece]) -> bool:
    """Draw it on the page that is open; whether there was room on it for the aims."""
    top = A4_PORTRAIT[1] - MARGIN
    draw_mark(canvas, MARGIN, top - MARK, MARK)
    canvas.setFillColorRGB(*ACCENT)
    canvas.setFont(BOLD, 20)
    canvas.drawString(MARGIN + MARK + 16, top - 28, "Lớp 520")
    canvas.setFont(REGULAR, SIZE)
    canvas.drawString(MARGIN + MARK + 16, top - 50, gettext("Booklet to learn from paper"))
    title = printed(paper.title)
    large = LARGE if len(title) < LONG else LESS_LARGE
    heading = set_blocks([Block("title", words_of(title))], large, WIDTH)
    summary = set_blocks([paragraph(printed(paper.summary))], SUMMARY, WIDTH)
    y = top - MARK - 60
    draw_pieces(canvas, heading, MARGIN, y)
    y -= height_of(heading) + SUMMARY
    draw_pieces(canvas, summary, MARGIN, y)
    y -= height_of(summary)
    has_room = y - height_of(aims) > LINES_TOP
    if has_room:
        draw_pieces(canvas, aims, MARGIN, y)
    _draw_lines(canvas)
    canvas.setFillColorRGB(*INK)
    canvas.setFont(REGULAR, 13)
    day = f"{paper.published_on:%d/%m/%Y}"
    edition = gettext("Edition %(number)d, %(day)s", number=paper.edition, day=day)
    canvas.drawString(MARGIN, MARGIN - 2, edition)
    return has_room


def _draw_lines(canvas: Any) -> None:
    """Room to write whose the booklet is, and whom she asks."""
    canvas.setFont(REGULAR, SIZE)
    labels = (gettext("Full name"), gettext("Hamlet, commune"), gettext("Whom I ask (name, telephone)"))
    for number, label in enumerate(labels):
        y = MARGIN + 40 + (len(labels) - 1 - number) * LINE_ROOM
        canvas.setFillColorRGB(*INK)
        canvas.drawString(MARGIN, y, f"{label}:")
        canvas.setStrokeColorRGB(*INK)
        canvas.setLineWidth(0.6)
        canvas.setDash(1, 3)
        canvas.line(MARGIN + width_of(f"{label}: ", REGULAR, SIZE), y - 2, MARGIN + WIDTH, y - 2)
        canvas.setDash()

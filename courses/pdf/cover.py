"""The cover of a booklet: what it is, whose it is, and whom to ask."""

from typing import Any

from flask_babel import gettext

from courses.pdf.blocks import Block, paragraph, words_of
from courses.pdf.booklet_paper import BookletPaper
from courses.pdf.pieces import draw_pieces
from courses.pdf.setting import ACCENT, INK, set_blocks
from lms.paper.documents import A4_PORTRAIT
from lms.paper.faces import BOLD, REGULAR, printed, width_of
from lms.paper.mark import draw_mark

MARGIN = 54.0
WIDTH = A4_PORTRAIT[0] - 2 * MARGIN
MARK = 64.0
SIZE = 14.0
LARGE, LESS_LARGE, LONG = 32.0, 24.0, 60  # points, points, characters from which a title is set smaller
LINE_ROOM = 34.0  # for writing by hand


def draw_cover(canvas: Any, paper: BookletPaper) -> None:
    """Draw it on the page that is open."""
    top = A4_PORTRAIT[1] - MARGIN
    draw_mark(canvas, MARGIN, top - MARK, MARK)
    canvas.setFillColorRGB(*ACCENT)
    canvas.setFont(BOLD, 20)
    canvas.drawString(MARGIN + MARK + 16, top - 28, "Lớp 520")
    canvas.setFont(REGULAR, SIZE)
    canvas.drawString(MARGIN + MARK + 16, top - 50, gettext("Booklet to learn from paper"))
    title = printed(paper.title)
    large = LARGE if len(title) < LONG else LESS_LARGE
    told = [paragraph(printed(paper.summary))]
    if paper.aims:
        told.append(Block("h2", words_of(gettext("What you will be able to do"))))
        told += [Block("li", words_of(printed(aim))) for aim in paper.aims]
    heading = set_blocks([Block("title", words_of(title))], large, WIDTH)
    text = set_blocks(told, SIZE, WIDTH)
    draw_pieces(canvas, [*heading, text[0]._replace(above=SIZE), *text[1:]], MARGIN, top - MARK - 60)
    _draw_lines(canvas)
    canvas.setFillColorRGB(*INK)
    canvas.setFont(REGULAR, 13)
    day = f"{paper.published_on:%d/%m/%Y}"
    edition = gettext("Edition %(number)d, %(day)s", number=paper.edition, day=day)
    canvas.drawString(MARGIN, MARGIN - 2, edition)


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

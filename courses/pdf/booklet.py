"""The booklet of a course: all its lessons on A4 in large type, for those who learn from paper.

Cover, contents with pages and boxes to tick, lessons with pictures and legal basis, words, whom to call.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask_babel import force_locale, gettext

from courses.pdf.blocks import Block, blocks_of, heading, paragraph, words_of
from courses.pdf.booklet_paper import BookletPaper, Lesson
from courses.pdf.cover import draw_cover
from courses.pdf.pieces import Piece, columns_of, draw_pieces, held, stacked
from courses.pdf.setting import ACCENT, INK, LINE, Figures, set_blocks
from lms.paper.documents import A4_PORTRAIT, Document
from lms.paper.faces import BOLD, REGULAR, printed, width_of

MARGIN, FOOT = 54.0, 26.0
SIZE, SMALL, TITLE = 14.0, 13.0, 21.0  # points; nothing is smaller than SMALL
WIDTH = A4_PORTRAIT[0] - 2 * MARGIN
TOP = A4_PORTRAIT[1] - MARGIN
BOTTOM = MARGIN + FOOT
TICK = 13.0  # of a box to tick


class Booklet(NamedTuple):
    """A booklet as a file."""

    body: bytes
    pages: int


def draw_booklet(paper: BookletPaper, figures: Figures) -> Booklet:
    """The booklet as a PDF; a character that the face has not becomes an empty box."""
    document = Document(
        A4_PORTRAIT,
        title=printed(paper.title),
        author="Lớp 520",
        subject=printed(paper.summary),
        made_on=paper.published_on,
        language=paper.language,
    )
    with force_locale(paper.language):
        return _Booklet(document.canvas, paper, figures).drawn(document)


class _Booklet:
    """A booklet while it is being set and drawn."""

    def __init__(self, canvas: Any, paper: BookletPaper, figures: Figures) -> None:
        self.canvas, self.paper, self.figures = canvas, paper, figures
        self.page_of: dict[str, int] = {}
        """By the name of a piece; known when all is set, before anything is drawn."""

    def drawn(self, document: Document) -> Booklet:
        """Draw all of it."""
        aims = self._aims()
        if draw_cover(self.canvas, self.paper, aims):
            aims = []
        flow = [*self._contents(), *aims, *self._lessons(), *self._glossary(), *self._call()]
        pages = columns_of(flow, TOP - BOTTOM)
        self.page_of = {piece.name: number for number, page in enumerate(pages, 2) for piece in page}
        for number, page in enumerate(pages, 2):
            self.canvas.showPage()
            draw_pieces(self.canvas, page, MARGIN, TOP)
            self._foot(number, len(pages) + 1)
        return Booklet(document.finish(), len(pages) + 1)

    def _contents(self) -> list[Piece]:
        told = gettext(
            "Read one lesson at a time and tick it when it is read. "
            "Write down what is not clear and ask at the monthly meeting."
        )
        pieces = [self._title(gettext("Contents"), ""), *self._set([paragraph(told)], above=6)]
        part = ""
        for lesson in self.paper.lessons:
            if lesson.part != part:
                pieces += held(self._set([heading(lesson.part)], above=SIZE))
                part = lesson.part
            pieces.append(
                self._entry(f"{lesson.number}. {lesson.title}", f"lesson-{lesson.number}", tick=True)
            )
        if self.paper.terms:
            pieces.append(self._entry(gettext("What the words mean"), "words", tick=False))
        return pieces

    def _aims(self) -> list[Piece]:
        """What she will be able to do."""
        if not self.paper.aims:
            return []
        aims = [Block("li", words_of(printed(aim))) for aim in self.paper.aims]
        return self._set([heading(gettext("What you will be able to do")), *aims], above=2 * SIZE)

    def _entry(self, title: str, name: str, *, tick: bool) -> Piece:
        """A line of the contents: a box to tick, the title, dots, the page; a tap leads there."""
        left, room = 26.0, 44.0
        text = stacked(self._set([paragraph(title)], width=WIDTH - left - room))
        dots = width_of(title, REGULAR, SIZE) + left + 8

        def draw(canvas: Any, x: float, y: float) -> None:
            text.draw(canvas, x + left, y)
            canvas.setStrokeColorRGB(*INK)
            canvas.setLineWidth(0.9)
            if tick:
                canvas.rect(x + 1, y - TICK - 2, TICK, TICK, stroke=1, fill=0)
            below = y - text.height + 6
            canvas.setFont(BOLD, SIZE)
            canvas.drawRightString(x + WIDTH, below, str(self.page_of[name]))
            if dots < WIDTH - room:
                canvas.setStrokeColorRGB(*LINE)
                canvas.setDash(1, 3)
                canvas.line(x + dots, below, x + WIDTH - 26, below)
                canvas.setDash()
            canvas.linkRect("", name, (x, y - text.height, x + WIDTH, y), relative=0, thickness=0)

        return Piece(7, text.height, draw)

    def _lessons(self) -> list[Piece]:
        """All lessons, one after the other: paper costs money."""
        pieces: list[Piece] = []
        for lesson in self.paper.lessons:
            title = self._title(f"{lesson.number}. {lesson.title}", f"lesson-{lesson.number}", lesson.part)
            if pieces:
                title = title._replace(begins=False, above=3.2 * SIZE)
            blocks = blocks_of(printed(lesson.html))
            pieces += [title, *self._set(blocks, above=6)]
            if self.paper.call:
                pieces += [*held(self._basis(lesson)), *self._set([_call_box()], above=SIZE)]
            else:
                pieces += self._basis(lesson)
        return pieces

    def _basis(self, lesson: Lesson) -> list[Piece]:
        if not lesson.basis:
            return []
        words = words_of(f"{gettext('Legal basis')}: {lesson.basis}.", italic=True)
        if lesson.review_by:
            told = gettext("To be checked again by %(day)s.", day=f"{lesson.review_by:%d/%m/%Y}")
            words += words_of(told, italic=True)
        return self._set([Block("p", words)], size=SMALL, above=SIZE)

    def _glossary(self) -> list[Piece]:
        if not self.paper.terms:
            return []
        told = [paragraph(gettext("The words are explained in Vietnamese."))] * (self.paper.language != "vi")
        words = [
            Block("p", [*words_of(f"{term.term}:", bold=True), *words_of(term.meaning)])
            for term in self.paper.terms
        ]
        return [self._title(gettext("What the words mean"), "words"), *self._set([*told, *words], above=6)]

    def _call(self) -> list[Piece]:
        return [] if self.paper.call else self._set([_call_box()], above=2 * SIZE)

    def _title(self, title: str, name: str, over: str = "") -> Piece:
        """What a page begins with."""
        lines = [Block("p", words_of(over))] if over else []
        column = self._set(lines, size=SMALL) + self._set([Block("title", words_of(title))], size=TITLE)
        text = stacked(column)

        def draw(canvas: Any, x: float, y: float) -> None:
            text.draw(canvas, x, y)
            canvas.setStrokeColorRGB(*ACCENT)
            canvas.setLineWidth(2)
            canvas.line(x, y - text.height - 3, x + WIDTH, y - text.height - 3)
            if name:
                canvas.bookmarkPage(name)
                canvas.addOutlineEntry(printed(title), name)

        return Piece(0, text.height + 8, draw, stays=True, begins=True, name=name)

    def _set(
        self, blocks: Sequence[Block], *, size: float = SIZE, width: float = WIDTH, above: float = 0
    ) -> list[Piece]:
        pieces = set_blocks(blocks, size, width, self.figures)
        return [piece._replace(above=above) if number == 0 else piece for number, piece in enumerate(pieces)]

    def _foot(self, number: int, last: int) -> None:
        canvas = self.canvas
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(0.7)
        canvas.line(MARGIN, BOTTOM - 8, MARGIN + WIDTH, BOTTOM - 8)
        canvas.setFillColorRGB(*INK)
        canvas.setFont(REGULAR, SMALL)
        page = gettext("Page %(number)d/%(last)d", number=number, last=last)
        canvas.drawRightString(MARGIN + WIDTH, MARGIN - 2, page)
        title = printed(self.paper.title)
        room = WIDTH - width_of(page, REGULAR, SMALL) - SIZE
        canvas.drawString(MARGIN, MARGIN - 2, title if width_of(title, REGULAR, SMALL) < room else "Lớp 520")


def _call_box() -> Block:
    words = words_of(f"{gettext('Call 111')}.", bold=True)
    words += words_of(f"{gettext('Child Protection Hotline: free, day and night')}.")
    return Block("danger", inside=[Block("p", words)])

"""Exercises as small books (A5, large type): a story with numbered scenes, or a sheet of questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext

from courses.pdf.blocks import box, heading
from courses.pdf.pieces import Piece, columns_of, draw_pieces, held, together
from courses.pdf.setting import INK, LINE, Figures, no_figures, set_blocks
from lms.base.messages import message
from lms.paper.documents import Document
from lms.paper.faces import BOLD, REGULAR, printable
from lms.paper.fitting import Place, fit
from lms.paper.mark import draw_mark
from lms.paper.qr import draw_qr
from quizzes.pdf.blocks import Group

A5 = (419.53, 595.28)
MARGIN, FOOT, SIZE = 34.0, 20.0, 13.0
WIDTH = A5[0] - 2 * MARGIN
TOP = A5[1] - MARGIN
BOTTOM = MARGIN + FOOT
QR, BOX, GAP = 74.0, 26.0, 4.0


@dataclass(frozen=True)
class Printed:
    """One exercise for one reader."""

    title: str
    code: str
    """Of the step, typed with the result."""
    version: int
    name: str
    """Whose it is; empty leaves room to write."""
    address: str
    """Of the exercise, for the QR code."""
    how: Group
    """How it is to be used."""
    groups: Sequence[Group]
    """Scenes or questions."""
    boxes: int
    """How many letters can be written before the check letter."""
    check: str
    """The check letter of a sheet; empty where the ending tells it."""
    remarks: Sequence[Group]
    """What is to be read afterwards; may be empty."""
    call: bool
    """Whether it says to call 111."""
    labels: Sequence[str] = ()
    """What stands at the wide boxes where not everything is a letter; then there are as many."""


def pictures_in(books: Sequence[Printed]) -> set[str]:
    """The digests of the pictures that books show."""
    blocks = [block for book in books for group in book.groups for block in group]
    addresses = {block.address for block in blocks if block.kind == "picture"}
    return {address.removeprefix("/media/").partition(".")[0] for address in addresses}


def draw_books(books: Sequence[Printed], made_on: date, figures: Figures = no_figures) -> bytes:
    """The books one after the other, each beginning on a new page. Raises ``UnprintableText``.

    A picture that ``figures`` cannot draw is told in words.
    """
    document = Document(A5, title=books[0].title, author="Lớp 520", subject=books[0].code, made_on=made_on)
    for number, book in enumerate(books):
        if number:
            document.canvas.showPage()
        _Pages(document.canvas, book, figures).draw()
    return document.finish()


class _Pages:
    """The pages of one book while it is being drawn."""

    def __init__(self, canvas: Any, book: Printed, figures: Figures) -> None:
        self.canvas, self.book, self.figures = canvas, book, figures

    def draw(self) -> None:
        """Draw them all."""
        pieces = [self._head(), *held(self._group(self.book.how)), self._answer_line()]
        for group in self.book.groups:
            pieces += self._group(group)
        pieces += self._remarks()
        if self.book.call:
            told = gettext("Child Protection Hotline: free, day and night")
            pieces += self._group([box(gettext("Call 111"), told, "danger")])
        pages = columns_of(pieces, TOP - BOTTOM)
        for number, page in enumerate(pages, 1):
            if number > 1:
                self.canvas.showPage()
            draw_pieces(self.canvas, page, MARGIN, TOP)
            self._foot(number, len(pages))

    def _head(self) -> Piece:
        """The mark, the title, the code, and whose it is."""
        room = WIDTH - QR - 38
        title = fit(self.book.title, Place(BOLD, 17, 10, room, lines=3), message("The title of the exercise"))
        whose = gettext("Full name: %(name)s", name=self.book.name or "…" * 22)
        name = fit(whose, Place(BOLD, 13, 9, WIDTH), message("The full name"))
        below = 20 + len(title.lines) * title.size * 1.2
        height = max(below + 10, QR) + 18

        def draw(canvas: Any, x: float, y: float) -> None:
            draw_mark(canvas, x, y - 30, 30)
            draw_qr(canvas, self.book.address, x + WIDTH - QR + 8, y - QR + 8, QR)
            canvas.setFillColorRGB(*INK)
            canvas.setFont(BOLD, title.size)
            for number, line in enumerate(title.lines):
                canvas.drawString(x + 38, y - 14 - number * title.size * 1.2, line)
            canvas.setFont(REGULAR, 11)
            canvas.drawString(x + 38, y - below, self._edition())
            canvas.setFont(BOLD, name.size)
            canvas.drawString(x, y - height + 8, name.lines[0])

        return Piece(0, height, draw, stays=True)

    def _edition(self) -> str:
        return str(
            gettext(
                "Paper code: %(code)s – version %(number)d", code=self.book.code, number=self.book.version
            )
        )

    def _group(self, group: Group) -> list[Piece]:
        for block in group:
            for word in block.words:
                printable(word.text)
        first, *others = together(set_blocks(group, SIZE, WIDTH, self.figures))
        return [first._replace(above=0.9 * SIZE), *others]

    def _remarks(self) -> list[Piece]:
        """What is to be read afterwards: on pages of their own."""
        if not self.book.remarks:
            return []
        told, *others = self._group([heading(gettext("Remarks, to be read afterwards"))])
        pieces = [told._replace(begins=True, stays=True), *others]
        for group in self.book.remarks:
            pieces += self._group(group)
        return pieces

    def _answer_line(self) -> Piece:
        """Boxes for the letters, the last one for the check letter: on the page that carries her name."""
        width = (WIDTH - GAP) / 2 if self.book.labels else BOX
        each = int((WIDTH + GAP) // (width + GAP))
        count = self.book.boxes + 1
        rows = -(-count // each)

        def draw(canvas: Any, x: float, y: float) -> None:
            canvas.setFillColorRGB(*INK)
            canvas.setStrokeColorRGB(*INK)
            canvas.setFont(BOLD, 13)
            told = (
                gettext("My answers, one a box; the check letter into the thick one")
                if self.book.labels
                else gettext("My letters, one a box; the check letter into the thick one")
            )
            canvas.drawString(x, y - 13, told)
            for number in range(count):
                row, column = divmod(number, each)
                self._box(number, x + column * (width + GAP), y - 21 - (row + 1) * (BOX + 12), width)
            canvas.setFont(REGULAR, 12)
            day = gettext("Day: …… / …… / ………… Then hand this page to the commune officer.")
            canvas.drawString(x, y - 43 - rows * (BOX + 12), day)

        return Piece(13, 50 + rows * (BOX + 12), draw)

    def _box(self, number: int, x: float, y: float, width: float) -> None:
        canvas, last = self.canvas, number == self.book.boxes
        canvas.setLineWidth(2.4 if last else 0.9)
        canvas.rect(x, y, BOX if last else width, BOX, stroke=1, fill=0)
        canvas.setFont(REGULAR, 9.5)
        if not last:
            label = self.book.labels[number] if self.book.labels else str(number + 1)
            canvas.drawString(x + 1, y + BOX + 2, label)
        elif self.book.check:
            canvas.setFont(BOLD, 16)
            canvas.drawCentredString(x + BOX / 2, y + 7, self.book.check)

    def _foot(self, number: int, last: int) -> None:
        canvas = self.canvas
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(0.7)
        canvas.line(MARGIN, BOTTOM - 6, A5[0] - MARGIN, BOTTOM - 6)
        canvas.setFillColorRGB(*INK)
        canvas.setFont(REGULAR, 9)
        canvas.drawString(MARGIN, MARGIN, self._edition())
        page = gettext("Page %(number)d/%(last)d", number=number, last=last)
        canvas.drawRightString(A5[0] - MARGIN, MARGIN, page)

"""Exercises as small books (A5, large type): a story with numbered scenes, or a sheet of questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext

from courses.pdf.setting import INK, LINE, Piece, draw_pieces, height_of, set_blocks
from lms.base.messages import message
from lms.paper.documents import Document
from lms.paper.faces import BOLD, REGULAR, printable
from lms.paper.fitting import Place, fit
from lms.paper.mark import draw_mark
from lms.paper.qr import draw_qr
from quizzes.pdf.blocks import Group, box, heading

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


def draw_books(books: Sequence[Printed], made_on: date) -> bytes:
    """The books one after the other, each beginning on a new page. Raises ``UnprintableText``."""
    document = Document(A5, title=books[0].title, author="Lớp 520", subject=books[0].code, made_on=made_on)
    for number, book in enumerate(books):
        if number:
            document.canvas.showPage()
        _Pages(document.canvas, book).draw()
    return document.finish()


class _Pages:
    """The pages of one book while it is being drawn."""

    def __init__(self, canvas: Any, book: Printed) -> None:
        self.canvas, self.book = canvas, book
        self.page = 1
        self.y = TOP

    def draw(self) -> None:
        """Draw them all."""
        self._head()
        self._group(self.book.how)
        for group in self.book.groups:
            self._group(group)
        self._answer_line()
        if self.book.remarks:
            self._next_page()
            self._group([heading(gettext("Remarks, to be read afterwards"))])
            for group in self.book.remarks:
                self._group(group)
        if self.book.call:
            told = gettext("Child Protection Hotline: free, day and night")
            self._group([box(gettext("Call 111"), told, "danger")])
        self._foot()

    def _head(self) -> None:
        canvas, room = self.canvas, WIDTH - QR - 38
        draw_mark(canvas, MARGIN, TOP - 30, 30)
        draw_qr(canvas, self.book.address, A5[0] - MARGIN - QR + 8, TOP - QR + 8, QR)
        canvas.setFillColorRGB(*INK)
        title = fit(self.book.title, Place(BOLD, 17, 10, room, lines=3), message("The title of the exercise"))
        canvas.setFont(BOLD, title.size)
        for number, line in enumerate(title.lines):
            canvas.drawString(MARGIN + 38, TOP - 14 - number * title.size * 1.2, line)
        below = TOP - 20 - len(title.lines) * title.size * 1.2
        canvas.setFont(REGULAR, 11)
        canvas.drawString(MARGIN + 38, below, self._edition())
        self.y = min(below - 10, TOP - QR) - 6
        name = self.book.name or "…" * 22
        whose = gettext("Full name: %(name)s", name=name)
        fitted = fit(whose, Place(BOLD, 13, 9, WIDTH), message("The full name"))
        canvas.setFont(BOLD, fitted.size)
        canvas.drawString(MARGIN, self.y - 4, fitted.lines[0])
        self.y -= 12

    def _edition(self) -> str:
        return str(
            gettext(
                "Paper code: %(code)s – version %(number)d", code=self.book.code, number=self.book.version
            )
        )

    def _group(self, group: Group) -> None:
        for block in group:
            for word in block.words:
                printable(word.text)
        pieces = set_blocks(group, SIZE, WIDTH)
        above = 0.9 * SIZE
        if self.y - above - height_of(pieces) < BOTTOM and height_of(pieces) < TOP - BOTTOM:
            self._next_page()
        self.y -= above if self.y < TOP else 0
        for piece in pieces:
            self._piece(piece)

    def _piece(self, piece: Piece) -> None:
        if self.y - piece.above - piece.height < BOTTOM:
            self._next_page()
        draw_pieces(self.canvas, [piece], MARGIN, self.y)
        self.y -= piece.above + piece.height

    def _answer_line(self) -> None:
        """Boxes for the letters, the last one for the check letter."""
        each = int((WIDTH + GAP) // (BOX + GAP))
        count = self.book.boxes + 1
        rows = -(-count // each)
        if self.y - 40 - rows * (BOX + 14) < BOTTOM:
            self._next_page()
        canvas = self.canvas
        canvas.setFillColorRGB(*INK)
        canvas.setStrokeColorRGB(*INK)
        self.y -= 26
        canvas.setFont(BOLD, 13)
        canvas.drawString(
            MARGIN, self.y, gettext("My letters, one a box; the check letter into the thick one")
        )
        for number in range(count):
            row, column = divmod(number, each)
            self._box(number, MARGIN + column * (BOX + GAP), self.y - 8 - (row + 1) * (BOX + 12))
        self.y -= 8 + rows * (BOX + 12)
        canvas.setFont(REGULAR, 12)
        self.y -= 22
        canvas.drawString(MARGIN, self.y, gettext("Day: …… / …… / ………… Then hand it to the commune officer."))

    def _box(self, number: int, x: float, y: float) -> None:
        canvas, last = self.canvas, number == self.book.boxes
        canvas.setLineWidth(2.4 if last else 0.9)
        canvas.rect(x, y, BOX, BOX, stroke=1, fill=0)
        canvas.setFont(REGULAR, 8)
        if not last:
            canvas.drawString(x + 1, y + BOX + 2, str(number + 1))
        elif self.book.check:
            canvas.setFont(BOLD, 16)
            canvas.drawCentredString(x + BOX / 2, y + 7, self.book.check)

    def _next_page(self) -> None:
        self._foot()
        self.canvas.showPage()
        self.page += 1
        self.y = TOP

    def _foot(self) -> None:
        canvas = self.canvas
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(0.7)
        canvas.line(MARGIN, BOTTOM - 6, A5[0] - MARGIN, BOTTOM - 6)
        canvas.setFillColorRGB(*INK)
        canvas.setFont(REGULAR, 9)
        canvas.drawString(MARGIN, MARGIN, self._edition())
        canvas.drawRightString(A5[0] - MARGIN, MARGIN, gettext("Page %(number)s", number=self.page))

"""Setting blocks of a short text in one size: lines broken, heights known, drawn when all fits."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from courses.pdf.blocks import Block, Word, Words
from lms.paper.faces import BOLD, ITALIC, REGULAR, width_of

LEADING = 1.34
INDENT = 1.5  # of an entry of a list, in ems
INK = (0.09, 0.14, 0.12)
ACCENT = (0.043, 0.353, 0.282)
LINE = (0.75, 0.8, 0.76)
GROUNDS = {
    "week": ((0.99, 0.94, 0.81), (0.45, 0.28, 0.0)),
    "note": ((0.99, 0.94, 0.81), (0.45, 0.28, 0.0)),
    "warning": ((0.98, 0.91, 0.9), (0.64, 0.1, 0.12)),
    "danger": ((0.98, 0.91, 0.9), (0.64, 0.1, 0.12)),
}
CALM = ((0.88, 0.94, 0.91), ACCENT)

Colour = tuple[float, float, float]
Draw = Callable[[Any, float, float], None]
"""Draws on a canvas with its upper left corner at (x, y)."""


class Piece(NamedTuple):
    """Something that is set: the room above it, its height, and how it is drawn; in points."""

    above: float
    height: float
    draw: Draw


def set_blocks(blocks: Sequence[Block], size: float, width: float) -> list[Piece]:
    """The pieces of a column of this width, in type of this size."""
    pieces = [_set(block, size, width) for block in blocks]
    return [piece._replace(above=0) if number == 0 else piece for number, piece in enumerate(pieces)]


def height_of(pieces: Sequence[Piece]) -> float:
    """How high the column is."""
    return sum(piece.above + piece.height for piece in pieces)


def draw_pieces(canvas: Any, pieces: Sequence[Piece], x: float, y: float) -> None:
    """Draw the column from its upper left corner down."""
    for piece in pieces:
        y -= piece.above
        piece.draw(canvas, x, y)
        y -= piece.height


def _set(block: Block, size: float, width: float) -> Piece:
    if block.kind == "table":
        return _table(block, size, width)
    if block.kind == "li":
        return _item(block, size, width)
    if block.inside:
        return _box(block, size, width)
    if block.kind in ("h2", "h3"):
        return _heading(block, size, width)
    bold = block.kind == "title"
    return _lines(block.words, size, width, above=0.45 * size, bold=bold)


def _lines(
    words: Words, size: float, width: float, *, above: float, bold: bool = False, colour: Colour = INK
) -> Piece:
    lines = _broken([word._replace(bold=True) if bold else word for word in words], size, width)

    def draw(canvas: Any, x: float, y: float) -> None:
        canvas.setFillColorRGB(*colour)
        for number, line in enumerate(lines):
            _draw_line(canvas, line, size, x, y - size - number * size * LEADING)

    return Piece(above, len(lines) * size * LEADING, draw)


def _heading(block: Block, size: float, width: float) -> Piece:
    large = size * (1.18 if block.kind == "h2" else 1.05)
    text = _lines(block.words, large, width, above=0.75 * size, bold=True, colour=ACCENT)

    def draw(canvas: Any, x: float, y: float) -> None:
        text.draw(canvas, x, y)
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(0.7)
        canvas.line(x, y - text.height - 0.5, x + width, y - text.height - 0.5)

    return Piece(text.above, text.height + 0.25 * size, draw)


def _item(block: Block, size: float, width: float) -> Piece:
    text = _lines(block.words, size, width - INDENT * size, above=0.2 * size)

    def draw(canvas: Any, x: float, y: float) -> None:
        canvas.setFillColorRGB(*ACCENT)
        if block.marker:
            canvas.setFont(BOLD, size)
            canvas.drawString(x, y - size, block.marker)
        else:
            canvas.circle(x + 0.45 * size, y - 0.68 * size, 0.19 * size, stroke=0, fill=1)
        text.draw(canvas, x + INDENT * size, y)

    return text._replace(draw=draw)


def _box(block: Block, size: float, width: float) -> Piece:
    pad = 0.7 * size
    pieces = set_blocks(block.inside, size, width - 2 * pad - 3)
    height = height_of(pieces) + 1.6 * pad
    ground, bar = GROUNDS.get(block.kind, CALM)

    def draw(canvas: Any, x: float, y: float) -> None:
        canvas.setFillColorRGB(*ground)
        canvas.rect(x, y - height, width, height, stroke=0, fill=1)
        canvas.setFillColorRGB(*bar)
        canvas.rect(x, y - height, 3, height, stroke=0, fill=1)
        draw_pieces(canvas, pieces, x + 3 + pad, y - 0.7 * pad)

    return Piece(0.7 * size, height, draw)


def _table(block: Block, size: float, width: float) -> Piece:
    pad = 0.4 * size
    columns = _columns(block.rows, size, width)
    rows = [
        [_lines(cell, size, column - 2 * pad, above=0) for cell, column in zip(row, columns, strict=False)]
        for row in block.rows
    ]
    heights = [max(cell.height for cell in row) + 1.3 * pad for row in rows]

    def draw(canvas: Any, x: float, y: float) -> None:
        for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
            left = x
            for cell, column in zip(row, columns, strict=False):
                canvas.setStrokeColorRGB(*LINE)
                canvas.setFillColorRGB(*(CALM[0] if number == 0 else (1, 1, 1)))
                canvas.setLineWidth(0.7)
                canvas.rect(left, y - height, column, height, stroke=1, fill=1)
                cell.draw(canvas, left + pad, y - 0.4 * pad)
                left += column
            y -= height

    return Piece(0.7 * size, sum(heights), draw)


def _columns(rows: Sequence[Sequence[Words]], size: float, width: float) -> list[float]:
    """Widths in the measure of what the columns hold, none less than a fifth of an equal share."""
    count = max(len(row) for row in rows)
    wanted = [
        max(sum(len(word.text) + 1 for word in row[number]) if number < len(row) else 0 for row in rows)
        for number in range(count)
    ]
    shares = [max(length, sum(wanted) / count / 3, 1) ** 0.7 for length in wanted]
    return [width * share / sum(shares) for share in shares]


def _broken(words: Words, size: float, width: float) -> list[Words]:
    """The words in lines that are no wider than this; a joined word never begins a line."""
    lines: list[Words] = [[]]
    taken = 0.0
    for word in words:
        wide = width_of(word.text, _face(word), size)
        gap = 0.0 if word.joined or not lines[-1] else width_of(" ", _face(word), size)
        if lines[-1] and taken + gap + wide > width and not word.joined:
            lines.append([])
            taken, gap = 0.0, 0.0
        lines[-1].append(word)
        taken += gap + wide
    return lines


def _draw_line(canvas: Any, line: Words, size: float, x: float, y: float) -> None:
    """Draw a line in as few strings as its faces allow: so it is found and copied as it reads."""
    for face, group in groupby(line, _face):
        words = list(group)
        text = "".join(word.text if word.joined else f" {word.text}" for word in words)
        if words[0] is line[0]:
            text = text.removeprefix(" ")
        canvas.setFont(face, size)
        canvas.drawString(x, y, text)
        x += width_of(text, face, size)


def _face(word: Word) -> str:
    return BOLD if word.bold else ITALIC if word.italic else REGULAR

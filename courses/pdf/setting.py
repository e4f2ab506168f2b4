"""Setting blocks in one size: lines broken, heights known, nothing drawn yet."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from courses.pdf.blocks import Block, Word, Words
from courses.pdf.pieces import (
    Draw,
    Piece,
    columns_of,
    draw_pieces,
    height_of,
    held,
    stacked,
    together,
    topped,
)
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
TALL = 340.0  # points: a box or a table up to this height stands on one page

Colour = tuple[float, float, float]


class Figure(NamedTuple):
    """A picture in the size in which it is to be drawn, in points."""

    width: float
    height: float
    draw: Draw


Figures = Callable[[str, float], Figure | None]
"""The picture of an address, no wider than this; None where it cannot be drawn."""


def no_figures(_address: str, _width: float) -> None:
    """For papers without pictures: their words stand in their place."""


def set_blocks(
    blocks: Sequence[Block], size: float, width: float, figures: Figures = no_figures
) -> list[Piece]:
    """The pieces of a column of this width, in type of this size."""
    return topped([piece for block in blocks for piece in _set(block, size, width, figures)])


def _set(block: Block, size: float, width: float, figures: Figures) -> list[Piece]:
    if block.kind == "table":
        return _table(block, size, width)
    if block.kind == "li":
        return _item(block, size, width)
    if block.kind == "picture":
        return [_picture(block, size, width, figures)]
    if block.inside:
        return _boxes(block, size, width, figures)
    if block.kind in ("h2", "h3"):
        return [_heading(block, size, width)]
    if block.kind == "title":
        return held(_lines(_bold(block.words), size, width, above=0.45 * size))
    lines = _lines(block.words, size, width, above=0.45 * size)
    announces = bool(block.words) and block.words[-1].text.endswith(":")
    return [*lines[:-1], *held(lines[-1:])] if announces else lines


def _lines(words: Words, size: float, width: float, *, above: float, colour: Colour = INK) -> list[Piece]:
    """A piece a line; neither the first nor the last one stands alone on a page."""
    lines = _broken(words, size, width)
    return [
        Piece(
            0 if number else above,
            size * LEADING,
            _line(line, size, colour),
            stays=number in (0, len(lines) - 2) and len(lines) > 1,
        )
        for number, line in enumerate(lines)
    ]


def _line(line: Words, size: float, colour: Colour) -> Draw:
    def draw(canvas: Any, x: float, y: float) -> None:
        canvas.setFillColorRGB(*colour)
        _draw_line(canvas, line, size, x, y - size)

    return draw


def _heading(block: Block, size: float, width: float) -> Piece:
    large = size * (1.18 if block.kind == "h2" else 1.05)
    text = stacked(_lines(_bold(block.words), large, width, above=0.75 * size, colour=ACCENT))

    def draw(canvas: Any, x: float, y: float) -> None:
        text.draw(canvas, x, y)
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(0.7)
        canvas.line(x, y - text.height - 0.5, x + width, y - text.height - 0.5)

    return Piece(text.above, text.height + 0.25 * size, draw, stays=True)


def _item(block: Block, size: float, width: float) -> list[Piece]:
    left = INDENT * size * block.level
    lines = [_moved(line, left) for line in _lines(block.words, size, width - left, above=0.2 * size)]
    return [_marked(lines[0], block.marker, size, left - INDENT * size), *lines[1:]]


def _moved(piece: Piece, right: float) -> Piece:
    return piece._replace(draw=lambda canvas, x, y: piece.draw(canvas, x + right, y))


def _marked(piece: Piece, marker: str, size: float, right: float) -> Piece:
    """The first line of an entry, with its number or dot."""

    def draw(canvas: Any, x: float, y: float) -> None:
        canvas.setFillColorRGB(*ACCENT)
        if marker:
            canvas.setFont(BOLD, size)
            canvas.drawString(x + right, y - size, marker)
        else:
            canvas.circle(x + right + 0.45 * size, y - 0.68 * size, 0.19 * size, stroke=0, fill=1)
        piece.draw(canvas, x, y)

    return piece._replace(draw=draw)


def _boxes(block: Block, size: float, width: float, figures: Figures) -> list[Piece]:
    """The box; a tall one as several, each as high as may stand on a page."""
    pad = 0.7 * size
    pieces = set_blocks(block.inside, size, width - 2 * pad - 3, figures)
    parts = columns_of(pieces, TALL)
    return [_box(part, block.kind, size, width, 0 if number else pad) for number, part in enumerate(parts)]


def _box(pieces: Sequence[Piece], kind: str, size: float, width: float, above: float) -> Piece:
    pad = 0.7 * size
    height = height_of(pieces) + 1.6 * pad
    ground, bar = GROUNDS.get(kind, CALM)

    def draw(canvas: Any, x: float, y: float) -> None:
        canvas.setFillColorRGB(*ground)
        canvas.rect(x, y - height, width, height, stroke=0, fill=1)
        canvas.setFillColorRGB(*bar)
        canvas.rect(x, y - height, 3, height, stroke=0, fill=1)
        draw_pieces(canvas, pieces, x + 3 + pad, y - 0.7 * pad)

    return Piece(above, height, draw)


def _picture(block: Block, size: float, width: float, figures: Figures) -> Piece:
    """The picture; its words in a frame where it cannot be drawn."""
    figure = figures(block.address, width)
    if figure:
        return Piece(
            0.7 * size,
            figure.height + 0.3 * size,
            lambda canvas, x, y: figure.draw(canvas, x + (width - figure.width) / 2, y),
        )
    pad = 0.7 * size
    text = stacked(_lines(block.words, size, width - 2 * pad, above=0))
    height = text.height + 2 * pad

    def draw(canvas: Any, x: float, y: float) -> None:
        canvas.setStrokeColorRGB(*INK)
        canvas.setLineWidth(0.7)
        canvas.rect(x, y - height, width, height, stroke=1, fill=0)
        text.draw(canvas, x + pad, y - pad)

    return Piece(0.7 * size, height, draw)


def _table(block: Block, size: float, width: float) -> list[Piece]:
    """A piece a row; the headings stay with the first row, and a table that is not tall in one."""
    columns = _columns(block.rows, size, width)
    rows = [_row(row, number == 0, size, columns) for number, row in enumerate(block.rows)]
    rows[0] = rows[0]._replace(above=0.7 * size, stays=len(rows) > 1)
    return together(rows) if height_of(rows) <= TALL else rows


def _row(cells: Sequence[Words], is_head: bool, size: float, columns: Sequence[float]) -> Piece:
    pad = 0.4 * size
    set_cells = [
        _lines(cell, size, column - 2 * pad, above=0) for cell, column in zip(cells, columns, strict=False)
    ]
    height = max((height_of(cell) for cell in set_cells), default=0) + 1.3 * pad

    def draw(canvas: Any, x: float, y: float) -> None:
        for cell, column in zip(set_cells, columns, strict=False):
            canvas.setStrokeColorRGB(*LINE)
            canvas.setFillColorRGB(*(CALM[0] if is_head else (1, 1, 1)))
            canvas.setLineWidth(0.7)
            canvas.rect(x, y - height, column, height, stroke=1, fill=1)
            draw_pieces(canvas, cell, x + pad, y - 0.4 * pad)
            x += column

    return Piece(0, height, draw)


def _columns(rows: Sequence[Sequence[Words]], size: float, width: float) -> list[float]:
    """Widths in the measure of what the columns hold, none less than a fifth of an equal share."""
    count = max(len(row) for row in rows)
    wanted = [
        max(sum(len(word.text) + 1 for word in row[number]) if number < len(row) else 0 for row in rows)
        for number in range(count)
    ]
    shares = [max(length, sum(wanted) / count / 3, 1) ** 0.7 for length in wanted]
    return [width * share / sum(shares) for share in shares]


def _bold(words: Words) -> Words:
    return [word._replace(bold=True) for word in words]


def _broken(words: Words, size: float, width: float) -> list[Words]:
    """The words in lines that are no wider than this; a joined word never begins a line."""
    lines: list[Words] = [[]]
    taken = 0.0
    for word in [part for each in words for part in _parts(each, size, width)]:
        wide = width_of(word.text, _face(word), size)
        gap = 0.0 if word.joined or not lines[-1] else width_of(" ", _face(word), size)
        if lines[-1] and taken + gap + wide > width and not word.joined:
            lines.append([])
            taken, gap = 0.0, 0.0
        lines[-1].append(word)
        taken += gap + wide
    return lines


def _parts(word: Word, size: float, width: float) -> Iterator[Word]:
    """The word; one that is wider than a line, as a long address, in parts that are not."""
    text = word.text
    while len(text) > 1 and width_of(text, _face(word), size) > width:
        fits = next(
            (
                count
                for count in range(len(text) - 1, 0, -1)
                if width_of(text[:count], _face(word), size) <= width
            ),
            1,
        )
        yield word._replace(text=text[:fits])
        text = text[fits:]
    yield word._replace(text=text)


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

"""What is set, piece by piece, and how pieces fill columns and pages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

Draw = Callable[[Any, float, float], None]
"""Draws on a canvas with its upper left corner at (x, y)."""


class Piece(NamedTuple):
    """Something that is set and never parted: the room above it, its height, how it is drawn; in points."""

    above: float
    height: float
    draw: Draw
    stays: bool = False
    """Whether it stands on one page with what follows it."""
    begins: bool = False
    """Whether a page begins with it."""
    name: str = ""
    """By which a table of contents finds its page; mostly none."""


def height_of(pieces: Iterable[Piece]) -> float:
    """How high a column of them is."""
    return sum(piece.above + piece.height for piece in pieces)


def held(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces on one page with each other and with what follows."""
    return [piece._replace(stays=True) for piece in pieces]


def together(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces on one page, where one can hold them."""
    return [*held(pieces[:-1]), *pieces[-1:]]


def topped(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces as they begin a column: without room above."""
    return [piece._replace(above=0) if number == 0 else piece for number, piece in enumerate(pieces)]


def stacked(pieces: Sequence[Piece]) -> Piece:
    """The pieces as one."""
    inner = topped(pieces)
    return Piece(pieces[0].above, height_of(inner), lambda canvas, x, y: draw_pieces(canvas, inner, x, y))


def columns_of(pieces: Sequence[Piece], height: float) -> list[list[Piece]]:
    """The pieces in columns no higher than this; only what is higher by itself reaches beyond.

    What stays together is parted only where no column can hold it.
    """
    columns: list[list[Piece]] = []
    left = 0.0
    for knot in _knots(pieces, height):
        if not columns or knot[0].begins or height_of(knot) > left:
            columns.append([])
            knot, left = topped(knot), height
        columns[-1] += knot
        left -= height_of(knot)
    return columns


def draw_pieces(canvas: Any, pieces: Iterable[Piece], x: float, y: float) -> None:
    """Draw the column from its upper left corner down."""
    for piece in pieces:
        y -= piece.above
        piece.draw(canvas, x, y)
        y -= piece.height


def _knots(pieces: Iterable[Piece], height: float) -> Iterator[list[Piece]]:
    """What stays together, as far as a column can hold it."""
    knot: list[Piece] = []
    for piece in pieces:
        if knot and (piece.begins or not knot[-1].stays or height_of(topped([*knot, piece])) > height):
            yield knot
            knot = []
        knot.append(piece)
    if knot:
        yield knot

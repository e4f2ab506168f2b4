"""Text that fits: it shrinks as far as it stays readable, then it is refused, never cut or overprinted."""

from typing import NamedTuple

from reportlab.lib.utils import simpleSplit

from lms.base.messages import Message, Refusal, message
from lms.paper.faces import printable, width_of

STEP = 0.5  # points by which a text shrinks


class TextTooLong(Refusal):
    """A text does not fit its place even at its smallest size; the sentence names the field."""


class Fitted(NamedTuple):
    """Lines and the size in points at which they fit."""

    lines: list[str]
    size: float


class Place(NamedTuple):
    """Room for one text: its face, the size wanted and the smallest allowed, all in points."""

    face: str
    size: float
    floor: float
    width: float
    lines: int = 1


def fit(text: str, place: Place, field: Message) -> Fitted:
    """``text`` broken into at most ``place.lines`` lines at the largest size that fits.

    Raises :class:`TextTooLong`, naming ``field``, where it does not fit at ``place.floor``.
    """
    words = printable(text)
    size = place.size
    while size >= place.floor:
        lines = simpleSplit(words, place.face, size, place.width)
        if len(lines) <= place.lines and all(
            width_of(line, place.face, size) <= place.width for line in lines
        ):
            return Fitted(_balanced(words, lines, place.face, size, place.width), size)
        size -= STEP
    raise TextTooLong(message("%(field)s is too long for the paper: “%(words)s”.", field=field, words=words))


def _balanced(text: str, lines: list[str], face: str, size: float, width: float) -> list[str]:
    """The same number of lines, as even as they can be: no last line of one word."""
    if len(lines) < 2:
        return lines
    narrow = width_of(text, face, size) / len(lines)
    while narrow < width:
        even: list[str] = simpleSplit(text, face, size, narrow)
        if len(even) <= len(lines):
            return even
        narrow += size / 2
    return lines

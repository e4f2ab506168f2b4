"""Photos on paper: decoded as a whole before they are drawn, so that a broken one breaks no paper."""

import io
from typing import Any, NamedTuple

from PIL import Image
from reportlab.lib.utils import ImageReader

MOST_POINTS = 4000  # on a side


class UnknownPhoto(Exception):
    """A photo is broken, or larger than a paper needs."""


class PrintablePhoto(NamedTuple):
    """A photo, with its size in its own points."""

    width: int
    height: int
    reader: ImageReader

    def draw(self, canvas: Any, x: float, y: float, width: float, height: float) -> None:
        """Draw it with its upper left corner at (x, y)."""
        canvas.drawImage(self.reader, x, y - height, width, height, mask="auto")


def printable_photo(body: bytes) -> PrintablePhoto:
    """The photo in a file; :class:`UnknownPhoto` where it cannot be drawn."""
    try:
        with Image.open(io.BytesIO(body)) as image:
            if max(image.size) > MOST_POINTS:
                raise UnknownPhoto(str(image.size))
            image.load()
            return PrintablePhoto(*image.size, ImageReader(io.BytesIO(body)))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnknownPhoto(str(error)) from error

"""Pictures of lessons as figures on paper."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from courses.models import Media
from courses.pdf.setting import Figure, Figures
from lms.paper.photos import PrintablePhoto, UnknownPhoto, printable_photo
from lms.paper.svg import Drawing, UnknownDrawing, read_drawing

WIDEST, HIGHEST = 350.0, 400.0  # points


def figures_of(media: Mapping[str, Media]) -> Figures:
    """How to draw the pictures of these digests; None for one that is missing, or broken."""

    def figure(address: str, width: float) -> Figure | None:
        found = media.get(address.removeprefix("/media/").partition(".")[0])
        try:
            return _figure(found, min(width, WIDEST)) if found else None
        except (UnknownDrawing, UnknownPhoto):
            return None

    return figure


def _figure(media: Media, width: float) -> Figure:
    picture: Drawing | PrintablePhoto = (
        read_drawing(media.body) if media.kind == "svg" else printable_photo(media.body)
    )
    scale = min(width / picture.width, HIGHEST / picture.height)
    size = picture.width * scale, picture.height * scale
    return Figure(*size, partial(_draw, picture, *size))


def _draw(
    picture: Drawing | PrintablePhoto, width: float, height: float, canvas: Any, x: float, y: float
) -> None:
    picture.draw(canvas, x, y, width, height)

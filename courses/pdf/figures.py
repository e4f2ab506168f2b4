"""Pictures of lessons as figures on paper."""

import io
from collections.abc import Mapping
from functools import partial
from typing import Any

from PIL import Image
from reportlab.lib.utils import ImageReader

from courses.models import Media
from courses.pdf.drawings import Drawing, UnknownDrawing, read_drawing
from courses.pdf.setting import Figure, Figures

WIDEST, HIGHEST = 350.0, 400.0  # points
MOST_POINTS = 4000  # on a side of a photo


def figures_of(media: Mapping[str, Media]) -> Figures:
    """How to draw the pictures of these digests; None for one that is missing, or broken."""

    def figure(address: str, width: float) -> Figure | None:
        found = media.get(address.removeprefix("/media/").partition(".")[0])
        if found is None:
            return None
        room = min(width, WIDEST)
        return _drawing(found.body, room) if found.kind == "svg" else _photo(found.body, room)

    return figure


def _drawing(body: bytes, width: float) -> Figure | None:
    try:
        drawing = read_drawing(body)
    except UnknownDrawing:
        return None
    scale = min(width / drawing.width, HIGHEST / drawing.height)
    draw = partial(_draw_drawing, drawing, scale)
    return Figure(drawing.width * scale, drawing.height * scale, draw)


def _draw_drawing(drawing: Drawing, scale: float, canvas: Any, x: float, y: float) -> None:
    canvas.saveState()
    frame = canvas.beginPath()
    frame.rect(x, y - drawing.height * scale, drawing.width * scale, drawing.height * scale)
    canvas.clipPath(frame, stroke=0, fill=0)
    canvas.translate(x, y)
    canvas.scale(scale, -scale)
    for draw in drawing.draws:
        draw(canvas)
    canvas.restoreState()


def _photo(body: bytes, width: float) -> Figure | None:
    try:
        with Image.open(io.BytesIO(body)) as image:
            across, down = image.size
            if max(across, down) > MOST_POINTS:
                return None
            image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    scale = min(width / across, HIGHEST / down)
    size = across * scale, down * scale
    reader = ImageReader(io.BytesIO(body))
    return Figure(*size, lambda canvas, x, y: canvas.drawImage(reader, x, y - size[1], *size, mask="auto"))

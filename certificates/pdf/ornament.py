"""The frame: a band of interlaced waves between fine lines, rosettes in the corners, a pale one behind.

Our own drawing, by formula. Its lines depend on nothing but sizes, so each is reckoned once per process.
"""

from functools import cache
from math import cos, pi, sin

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from certificates.models import Design

MARGIN = 22.0  # from the edge of the sheet to the frame
BAND = 15.0  # the width of the band of waves
CORNER = 30.0  # the square of a corner
STRANDS = 3
PERIOD = 21.0  # about the length of one wave
HANDLE = 0.3642  # how far the handles of a Bézier half wave reach, as a share of its length
RINGS = (
    (128.0, 0.16),
    (104.0, 0.22),
    (78.0, 0.3),
    (50.0, 0.4),
)  # radius and depth of the pale rosette's roses


def draw_frame(canvas: Canvas, width: float, height: float, design: Design) -> None:
    """Draw the frame of a sheet of that size, and the pale rosette in its middle."""
    canvas.saveState()
    _draw_rosette(canvas, width / 2, height / 2, design)
    canvas.setStrokeColor(HexColor(design.frame))
    canvas.setFillColor(HexColor(design.wash))
    _draw_bands(canvas, width, height)
    inside = MARGIN + BAND
    for inset, thickness in ((MARGIN, 1.1), (inside, 0.6), (inside + 3, 0.25)):
        canvas.setLineWidth(thickness)
        canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset)
    for x in (MARGIN, width - MARGIN - CORNER):
        for y in (MARGIN, height - MARGIN - CORNER):
            _draw_corner(canvas, x, y, design)
    canvas.restoreState()


def _draw_bands(canvas: Canvas, width: float, height: float) -> None:
    canvas.setLineWidth(0.35)
    along, up = width - 2 * MARGIN, height - 2 * MARGIN
    for angle, x, y, length in (
        (0, MARGIN, MARGIN, along),
        (0, MARGIN, height - MARGIN - BAND, along),
        (90, MARGIN + BAND, MARGIN, up),
        (90, width - MARGIN, MARGIN, up),
    ):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(angle)
        canvas.rect(0, 0, length, BAND, stroke=0, fill=1)
        canvas.translate(CORNER, BAND / 2)
        canvas.drawPath(_waves(length - 2 * CORNER))
        canvas.restoreState()


def _draw_corner(canvas: Canvas, x: float, y: float, design: Design) -> None:
    canvas.saveState()
    canvas.translate(x + CORNER / 2, y + CORNER / 2)
    for size, thickness in ((CORNER, 1.1), (CORNER - 4.4, 0.35)):
        canvas.setLineWidth(thickness)
        canvas.rect(-size / 2, -size / 2, size, size, fill=1)
    for turn in (0, pi / 8):
        canvas.drawPath(_rose(CORNER * 0.4, 8, 0.45, turn))
    canvas.setFillColor(HexColor(design.accent))
    canvas.circle(0, 0, 1.7, stroke=0, fill=1)
    canvas.restoreState()


def _draw_rosette(canvas: Canvas, x: float, y: float, design: Design) -> None:
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setStrokeColor(HexColor(design.wash))
    canvas.setLineWidth(0.8)
    for ring, (radius, depth) in enumerate(RINGS):
        for turn in range(3):
            canvas.drawPath(_rose(radius, 18, depth, (turn + ring / 2) * pi / 27))
    canvas.restoreState()


@cache
def _waves(length: float) -> PDFPathObject:
    """Waves of three heights, each with its mirror image, over a whole number of half waves."""
    path = PDFPathObject()
    halves = 2 * round(length / PERIOD)
    half = length / halves
    for strand in range(STRANDS):
        height = (BAND / 2 - 1.4) * (strand + 1) / STRANDS / 0.75
        for sign in (1, -1):
            path.moveTo(0, 0)
            for number in range(halves):
                up = sign * height * (-1) ** number
                x = number * half
                path.curveTo(x + half * HANDLE, up, x + half * (1 - HANDLE), up, x + half, 0)
    return path


@cache
def _rose(radius: float, petals: int, depth: float, turn: float) -> PDFPathObject:
    """A closed line around the origin whose distance from it swings ``petals`` times by ``depth``."""
    steps = petals * 4
    step = 2 * pi / steps

    def point(number: int) -> tuple[float, float]:
        angle = number % steps * step
        distance = radius * (1 - depth / 2 + depth / 2 * cos(petals * angle))
        return distance * cos(angle + turn), distance * sin(angle + turn)

    path = PDFPathObject()
    path.moveTo(*point(0))
    for number in range(steps):
        before, here, after, beyond = (point(number + shift) for shift in (-1, 0, 1, 2))
        path.curveTo(
            here[0] + (after[0] - before[0]) / 6,
            here[1] + (after[1] - before[1]) / 6,
            after[0] - (beyond[0] - here[0]) / 6,
            after[1] - (beyond[1] - here[1]) / 6,
            *after,
        )
    path.close()
    return path

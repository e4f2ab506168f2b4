"""QR codes as one filled path: sharp at any size, small in bytes."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.pdfgen.canvas import Canvas

QUIET = 4  # light modules that the standard asks for on each side
OVERLAP = 1.03  # rows reach into each other, else viewers show hairlines between them


def draw_qr(canvas: Canvas, text: str, x: float, y: float, size: float) -> None:
    """Draw the code of ``text`` in a square of ``size`` points whose lower left corner is (x, y).

    The square includes the quiet zone. Error correction is M: a fold or a stain may hide 15 %.
    """
    modules = _modules(text)
    unit = size / (len(modules) + 2 * QUIET)
    path = canvas.beginPath()
    for row, start, length in _dark_runs(modules):
        path.rect(
            x + (start + QUIET) * unit, y + size - (row + 1 + QUIET) * unit, length * unit, unit * OVERLAP
        )
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)


def qr_path(text: str) -> tuple[int, str]:
    """The same code for a screen: the side of its square in modules, quiet zone included, and the path of an
    SVG that fills the dark ones."""
    modules = _modules(text)
    runs = (
        f"M{start + QUIET} {row + QUIET}h{length}v1h-{length}z" for row, start, length in _dark_runs(modules)
    )
    return len(modules) + 2 * QUIET, "".join(runs)


def _modules(text: str) -> list[list[bool]]:
    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    modules: list[list[bool]] = code.modules
    return modules


def _dark_runs(modules: list[list[bool]]) -> Iterator[tuple[int, int, int]]:
    for number, row in enumerate(modules):
        column = 0
        for dark, run in groupby(row, bool):
            length = len(list(run))
            if dark:
                yield number, column, length
            column += length

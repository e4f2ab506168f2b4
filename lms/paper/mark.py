"""The product's mark on paper: two people over an open book."""

from typing import Any

GREEN = (0.043, 0.353, 0.282)
UNITS = 32.0  # the mark is drawn in a square of so many


def draw_mark(canvas: Any, x: float, y: float, size: float) -> None:
    """Draw the mark on its green ground in a square of ``size`` points whose lower left corner is (x, y)."""
    canvas.saveState()
    canvas.setFillColorRGB(*GREEN)
    canvas.roundRect(x, y, size, size, 7 * size / UNITS, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    draw_figures(canvas, x, y, size)
    canvas.restoreState()


def draw_figures(canvas: Any, x: float, y: float, size: float) -> None:
    """Draw the people and the book alone, in the colour that is set, on whatever ground is there."""
    canvas.saveState()
    canvas.translate(x, y + size)
    canvas.scale(size / UNITS, -size / UNITS)
    canvas.circle(11, 8.4, 3.9, stroke=0, fill=1)
    canvas.circle(22.2, 12.6, 3, stroke=0, fill=1)
    book = canvas.beginPath()
    book.moveTo(15.3, 27.4)
    book.curveTo(12.6, 24.9, 8.7, 23.9, 4, 24.4)
    book.lineTo(4, 14.1)
    book.curveTo(8.7, 13.6, 12.6, 14.7, 15.3, 17.3)
    book.close()
    book.moveTo(17, 27.4)
    book.curveTo(19.5, 25.1, 23.2, 24.1, 28, 24.5)
    book.lineTo(28, 18)
    book.curveTo(23.2, 17.6, 19.5, 18.7, 17, 21)
    book.close()
    canvas.drawPath(book, stroke=0, fill=1)
    canvas.restoreState()

"""The geometry of charts, in the units of their drawing; what is seen of it, templates and style sheets say.
Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 280, 96
EDGE = 6  # so that dots at the ends are whole


@dataclass(frozen=True)
class Dot:
    """One value of a line."""

    x: float
    y: float
    place: int
    """Which of the values it is, from 0."""


@dataclass(frozen=True)
class LineChart:
    """Shares over time, from 0 to 100 percent."""

    lines: tuple[str, ...]
    """Paths of the values that follow one another; a value that is missing parts them."""
    dots: tuple[Dot, ...]
    """The values that there are."""
    target: float | None
    """The height of the line to be reached."""


def line_chart(shares: Sequence[float | None], target: float | None = None) -> LineChart:
    """A line of shares in percent, the first left and the last right; None where there is no share."""
    dots = [
        Dot(_x(place, len(shares)), _y(share), place)
        for place, share in enumerate(shares)
        if share is not None
    ]
    runs: list[list[Dot]] = []
    for dot in dots:
        if runs and runs[-1][-1].place == dot.place - 1:
            runs[-1].append(dot)
        else:
            runs.append([dot])
    return LineChart(
        lines=tuple(_path(run) for run in runs if len(run) > 1),
        dots=tuple(dots),
        target=None if target is None else _y(target),
    )


def bar_height(share: float, height: float) -> float:
    """How high a share in percent stands in a bar, never outside it."""
    return round(min(max(share, 0), 100) * height / 100, 1)


def _x(place: int, number: int) -> float:
    return round(EDGE + (WIDTH - 2 * EDGE) * (place / (number - 1) if number > 1 else 1), 1)


def _y(share: float) -> float:
    room = HEIGHT - 2 * EDGE
    return round(HEIGHT - EDGE - bar_height(share, room), 1)


def _path(run: Sequence[Dot]) -> str:
    return "M" + "L".join(f"{dot.x:g} {dot.y:g}" for dot in run)

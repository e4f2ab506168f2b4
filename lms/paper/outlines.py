"""The outlines of shapes in a drawing, as the operations that a path of ReportLab knows."""

import math
import re
from collections.abc import Iterator, Mapping

Point = tuple[float, float]
Outline = list[tuple[str, tuple[float, ...]]]
"""Names of a path's methods (``moveTo``, ``lineTo``, ``curveTo``, ``close``) with their coordinates."""

_TOKEN = re.compile(r"([a-zA-Z])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_ARC = re.compile(
    r"\s*,?\s*([-+]?[\d.]+)\s*,?\s*([-+]?[\d.]+)\s*,?\s*([-+]?[\d.]+)\s*,?\s*([01])\s*,?\s*([01])"
)
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_ROUND = 4 / 3 * (math.sqrt(2) - 1)  # how far the handles of a quarter of a circle reach, in radii


def outline_of(tag: str, given: Mapping[str, str]) -> Outline:
    """The outline of a shape, by its tag and attributes. Raises ``ValueError`` or ``KeyError``."""
    if tag == "path":
        return _Path().read(given["d"])
    if tag in ("polyline", "polygon"):
        return _polygon(given["points"], closed=tag == "polygon")
    number = {name: float(value) for name, value in given.items() if name in _MEASURES}
    if tag == "line":
        begin, end = [(number.get(f"x{each}", 0.0), number.get(f"y{each}", 0.0)) for each in (1, 2)]
        return [("moveTo", begin), ("lineTo", end)]
    if tag == "rect":
        return _rectangle(number)
    if tag in ("circle", "ellipse"):
        across = number["r"] if tag == "circle" else number["rx"]
        down = number["r"] if tag == "circle" else number["ry"]
        x, y = number.get("cx", 0.0), number.get("cy", 0.0)
        return _rounded(x - across, y - down, 2 * across, 2 * down, across, down)
    raise ValueError(tag)


_MEASURES = {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height"}


def _polygon(points: str, *, closed: bool) -> Outline:
    numbers = [float(number) for _letter, number in _TOKEN.findall(points) if number]
    corners = list(zip(numbers[::2], numbers[1::2], strict=True))
    drawn: Outline = [("moveTo" if number == 0 else "lineTo", point) for number, point in enumerate(corners)]
    return [*drawn, ("close", ())] if closed else drawn


def _rectangle(number: Mapping[str, float]) -> Outline:
    x, y, width, height = number.get("x", 0.0), number.get("y", 0.0), number["width"], number["height"]
    across = min(number.get("rx", number.get("ry", 0.0)), width / 2)
    down = min(number.get("ry", number.get("rx", 0.0)), height / 2)
    if across and down:
        return _rounded(x, y, width, height, across, down)
    right, bottom = x + width, y + height
    return [
        ("moveTo", (x, y)),
        ("lineTo", (right, y)),
        ("lineTo", (right, bottom)),
        ("lineTo", (x, bottom)),
        ("close", ()),
    ]


def _rounded(x: float, y: float, width: float, height: float, across: float, down: float) -> Outline:
    """A rectangle with rounded corners; an ellipse is one that is nothing but corners."""
    right, bottom = x + width, y + height
    a, d = across * (1 - _ROUND), down * (1 - _ROUND)
    return [
        ("moveTo", (x + across, y)),
        ("lineTo", (right - across, y)),
        ("curveTo", (right - a, y, right, y + d, right, y + down)),
        ("lineTo", (right, bottom - down)),
        ("curveTo", (right, bottom - d, right - a, bottom, right - across, bottom)),
        ("lineTo", (x + across, bottom)),
        ("curveTo", (x + a, bottom, x, bottom - d, x, bottom - down)),
        ("lineTo", (x, y + down)),
        ("curveTo", (x, y + d, x + a, y, x + across, y)),
        ("close", ()),
    ]


class _Path:
    """What a path's data say, while they are being read."""

    def __init__(self) -> None:
        self.outline: Outline = []
        self.here: Point = (0.0, 0.0)
        self.begin: Point = (0.0, 0.0)
        self.handle: Point | None = None
        """The last handle of the curve before, from which a smooth one goes on."""
        self.before = ""

    def read(self, data: str) -> Outline:
        """The outline of the data."""
        for letter, numbers in _commands(data):
            self._command(letter, numbers)
            self.before = letter.upper()
        return self.outline

    def _command(self, letter: str, numbers: list[float]) -> None:
        name = letter.upper()
        if name == "Z":
            self.outline.append(("close", ()))
            self.here = self.begin
            return
        if name == "A":
            self._arc(numbers, self._absolute(letter, numbers[5:])[0])
            return
        if name in "HV":
            moved = letter.islower()
            x, y = self.here
            along = numbers[0] + (x if name == "H" else y) * moved
            self._line((along, y) if name == "H" else (x, along))
            return
        points = self._absolute(letter, numbers)
        if name == "M":
            self.here = self.begin = points[0]
            self.outline.append(("moveTo", points[0]))
        elif name == "L":
            self._line(points[0])
        else:
            self._curve(name, points)

    def _absolute(self, letter: str, numbers: list[float]) -> list[Point]:
        x, y = self.here if letter.islower() else (0.0, 0.0)
        return [(x + a, y + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]

    def _line(self, end: Point) -> None:
        self.outline.append(("lineTo", end))
        self.here = end

    def _curve(self, name: str, points: list[Point]) -> None:
        smooth = {"S": "CS", "T": "QT"}.get(name, "")
        if smooth:
            (x, y), handle = self.here, self.handle
            goes_on = handle is not None and self.before in smooth
            points = [(2 * x - handle[0], 2 * y - handle[1]) if goes_on and handle else self.here, *points]
        self.handle = points[-2]
        if name in "QT":
            points = [_part(self.here, points[0]), _part(points[1], points[0]), points[1]]
        self.outline.append(("curveTo", tuple(number for point in points for number in point)))
        self.here = points[-1]

    def _arc(self, numbers: list[float], end: Point) -> None:
        rx, ry, turn, large, sweep = numbers[:5]
        if rx == 0 or ry == 0:
            self._line(end)
            return
        curves = _arc_curves(self.here, end, (abs(rx), abs(ry)), math.radians(turn), bool(large), bool(sweep))
        self.outline += [("curveTo", curve) for curve in curves]
        self.here = end


def _part(end: Point, handle: Point) -> Point:
    """The handle of a cubic curve that is the same as a quadratic one."""
    return end[0] + 2 / 3 * (handle[0] - end[0]), end[1] + 2 / 3 * (handle[1] - end[1])


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Every command with its numbers; further pairs after a move are lines."""
    for letter, rest in re.findall(r"([a-zA-Z])([^a-df-zA-DF-Z]*)", data):
        takes = _TAKES[letter.upper()]
        numbers = _arc_numbers(rest) if takes == 7 else [float(number) for _, number in _TOKEN.findall(rest)]
        if takes == 0:
            yield letter, []
            continue
        if not numbers or len(numbers) % takes:
            raise ValueError(data)
        for place in range(0, len(numbers), takes):
            follows = {"M": "L", "m": "l"}.get(letter, letter) if place else letter
            yield follows, numbers[place : place + takes]


def _arc_numbers(text: str) -> list[float]:
    """The numbers of arcs; their two flags may stand without anything between them."""
    numbers: list[float] = []
    while text.strip(" ,\n\t"):
        begin = _ARC.match(text)
        if begin is None:
            raise ValueError(text)
        numbers += [float(each) for each in begin.groups()]
        text = text[begin.end() :]
        for _coordinate in range(2):
            found = _TOKEN.search(text)
            if found is None or not found[2]:
                raise ValueError(text)
            numbers.append(float(found[2]))
            text = text[found.end() :]
    return numbers


def _arc_curves(
    begin: Point, end: Point, radii: Point, turn: float, large: bool, sweep: bool
) -> Iterator[tuple[float, ...]]:
    """An arc as curves of at most a quarter each (SVG 1.1, F.6.5 and F.6.6)."""
    cos, sin = math.cos(turn), math.sin(turn)
    (x1, y1), (x2, y2), (rx, ry) = begin, end, radii
    mx, my = cos * (x1 - x2) / 2 + sin * (y1 - y2) / 2, -sin * (x1 - x2) / 2 + cos * (y1 - y2) / 2
    stretch = max(1.0, math.hypot(mx / rx, my / ry))
    rx, ry = rx * stretch, ry * stretch
    spread = (rx * my) ** 2 + (ry * mx) ** 2
    if spread == 0:
        return
    factor = math.sqrt(max(0.0, (rx * ry) ** 2 / spread - 1)) * (-1 if large == sweep else 1)
    cx, cy = factor * rx * my / ry, -factor * ry * mx / rx
    first = math.atan2((my - cy) / ry, (mx - cx) / rx)
    angle = math.atan2((-my - cy) / ry, (-mx - cx) / rx) - first
    angle += 2 * math.pi * ((sweep and angle < 0) - (not sweep and angle > 0))
    centre = cos * cx - sin * cy + (x1 + x2) / 2, sin * cx + cos * cy + (y1 + y2) / 2
    count = max(1, math.ceil(abs(angle) / (math.pi / 2) - 1e-9))
    reach = 4 / 3 * math.tan(angle / count / 4)

    def at(a: float, handle: float) -> Point:
        """A point of the arc, or ``handle`` times its direction away from it."""
        x = rx * (math.cos(a) - handle * math.sin(a))
        y = ry * (math.sin(a) + handle * math.cos(a))
        return centre[0] + cos * x - sin * y, centre[1] + sin * x + cos * y

    for number in range(count):
        one, two = first + angle * number / count, first + angle * (number + 1) / count
        yield (*at(one, reach), *at(two, -reach), *at(two, 0))

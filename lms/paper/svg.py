"""Drawings on paper: the part of SVG in which lessons are drawn, as strokes and fills of a PDF.

Geometry follows SVG 1.1 (chapters 7 to 11, arcs by appendix F.6). What is not known here is refused as a
whole: half a drawing would teach something wrong.
"""

import math
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree as Xml

from reportlab.lib.colors import Color, toColor

from lms.paper.faces import BOLD, REGULAR, printed, width_of
from lms.paper.outlines import Outline, outline_of

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TRANSFORM = re.compile(r"(matrix|translate|scale|rotate)\s*\(([^)]*)\)")
_COLOUR = re.compile(r"#\w+")
_LARGEST = 1e6
"""No drawing needs larger numbers, and a PDF holds none that are endless."""
_SILENT = {"title", "desc"}
_INHERITED = {
    *("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"),
    *("font-size", "font-weight", "text-anchor"),
}
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_FIRST = {
    "fill": "#000",
    "stroke": "none",
    "stroke-width": "1",
    "font-size": "16",
    "text-anchor": "start",
}

Style = dict[str, str]
Draw = Callable[[Any], None]


class UnknownDrawing(Exception):
    """A drawing holds something that cannot be brought to paper."""


class Drawing(NamedTuple):
    """A drawing, in units of its own."""

    width: float
    height: float
    inside: Draw
    """Draws on a canvas whose unit is the drawing's, with y going down."""

    def draw(self, canvas: Any, x: float, y: float, width: float, height: float) -> None:
        """Draw it with its upper left corner at (x, y); nothing reaches beyond its box."""
        canvas.saveState()
        frame = canvas.beginPath()
        frame.rect(x, y - height, width, height)
        canvas.clipPath(frame, stroke=0, fill=0)
        canvas.translate(x, y)
        canvas.scale(width / self.width, -height / self.height)
        self.inside(canvas)
        canvas.restoreState()


def read_drawing(body: bytes) -> Drawing:
    """The drawing in an SVG file; :class:`UnknownDrawing` where any of it is not known here."""
    try:
        root = Xml.fromstring(body)  # noqa: S314 — checked when it was published: no declarations
        left, top, width, height = _numbers(root.get("viewBox", ""))
        if width <= 1 / _LARGEST or height <= 1 / _LARGEST:
            raise ValueError("an empty box")
        _check_numbers(root)
        return Drawing(width, height, _moved(-left, -top, _group(root, _FIRST)))
    except (ValueError, KeyError, IndexError, Xml.ParseError) as error:
        raise UnknownDrawing(str(error)) from error


def _check_numbers(root: Xml.Element) -> None:
    values = (_COLOUR.sub("", value) for element in root.iter() for value in element.attrib.values())
    if any(abs(number) > _LARGEST for value in values for number in _numbers(value)):
        raise ValueError("a number that no paper holds")


def _moved(x: float, y: float, inner: Draw) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.translate(x, y)
        inner(canvas)

    return draw


def _group(element: Xml.Element, style: Style) -> Draw:
    own = _style(element, style)
    inner = [_element(child, own) for child in element if _tag(child) not in _SILENT]
    matrices = list(_matrices(element.get("transform", "")))

    def draw(canvas: Any) -> None:
        canvas.saveState()
        for matrix in matrices:
            canvas.transform(*matrix)
        for each in inner:
            each(canvas)
        canvas.restoreState()

    return draw


def _element(element: Xml.Element, style: Style) -> Draw:
    tag = _tag(element)
    if tag == "g":
        return _group(element, style)
    own = _style(element, style)
    inner = _text(element, own) if tag == "text" else _shape(outline_of(tag, element.attrib), own)
    matrices = list(_matrices(element.get("transform", "")))

    def draw(canvas: Any) -> None:
        canvas.saveState()
        for matrix in matrices:
            canvas.transform(*matrix)
        inner(canvas)
        canvas.restoreState()

    return draw


def _tag(element: Xml.Element) -> str:
    return str(element.tag).removeprefix(_SVG)


def _style(element: Xml.Element, inherited: Style) -> Style:
    """How an element is painted. Raises ``ValueError`` for what would be painted otherwise here."""
    given = {name: value.strip() for name, value in element.attrib.items()}
    for declaration in filter(str.strip, given.pop("style", "").split(";")):
        name, _, value = declaration.partition(":")
        given[name.strip()] = value.strip()
    if any(name.endswith("opacity") or name in ("class", "mask", "clip-path", "display") for name in given):
        raise ValueError("painted in a way that is not known here")
    return inherited | {name: value for name, value in given.items() if name in _INHERITED}


def _colour(value: str) -> Color | None:
    if value == "none":
        return None
    if re.fullmatch(r"#[0-9a-fA-F]{3}", value):
        value = "#" + "".join(2 * digit for digit in value[1:])
    return toColor(value)


def _shape(outline: Outline, style: Style) -> Draw:
    fill, stroke = _colour(style["fill"]), _colour(style["stroke"])
    width = _numbers(style["stroke-width"])[0]
    dashes = [] if style.get("stroke-dasharray", "none") == "none" else _numbers(style["stroke-dasharray"])
    if any(dash < 0 for dash in dashes) or (dashes and not any(dashes)):
        raise ValueError("dashes that are none")
    cap = _CAPS[style.get("stroke-linecap", "butt")]
    join = _JOINS[style.get("stroke-linejoin", "miter")]

    def draw(canvas: Any) -> None:
        path = canvas.beginPath()
        for name, points in outline:
            getattr(path, name)(*points)
        canvas.setLineWidth(width)
        canvas.setLineCap(cap)
        canvas.setLineJoin(join)
        canvas.setDash(dashes)
        if fill:
            canvas.setFillColor(fill)
        if stroke:
            canvas.setStrokeColor(stroke)
        canvas.drawPath(path, stroke=int(stroke is not None and width > 0), fill=int(fill is not None))

    return draw


def _text(element: Xml.Element, style: Style) -> Draw:
    """A line of text; spans within it may begin elsewhere or be of another weight."""
    x, y = _at(element, "x", 0.0), _at(element, "y", 0.0)
    draws = [_words(element.text, x, y, style)]
    for span in element:
        if _tag(span) != "tspan" or (span.tail or "").strip():
            raise ValueError("text within text")
        own = _style(span, style)
        x, y = _at(span, "x", x), _at(span, "y", y) + _at(span, "dy", 0.0)
        draws.append(_words(span.text, x, y, own))

    def draw(canvas: Any) -> None:
        for each in draws:
            each(canvas)

    return draw


def _words(text: str | None, x: float, y: float, style: Style) -> Draw:
    words = printed(" ".join((text or "").split()))
    size = _numbers(style["font-size"])[0]
    face = BOLD if style.get("font-weight") in ("bold", "600", "700", "800", "900") else REGULAR
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[style["text-anchor"]]
    left = x - before * width_of(words, face, size)
    colour = _colour(style["fill"])

    def draw(canvas: Any) -> None:
        if not words or colour is None:
            return
        canvas.saveState()
        canvas.translate(left, y)
        canvas.scale(1, -1)
        canvas.setFillColor(colour)
        canvas.setFont(face, size)
        canvas.drawString(0, 0, words)
        canvas.restoreState()

    return draw


def _at(element: Xml.Element, name: str, otherwise: float) -> float:
    value = element.get(name)
    return otherwise if value is None else _numbers(value)[0]


def _matrices(text: str) -> Iterator[tuple[float, ...]]:
    """The transformations in their order, each as the six numbers of a matrix."""
    if _TRANSFORM.sub("", text).strip(" ,\n\t"):
        raise ValueError(text)
    for name, given in _TRANSFORM.findall(text):
        numbers = _numbers(given)
        if name == "matrix":
            a, b, c, d, e, f = numbers
            yield a, b, c, d, e, f
        elif name == "translate":
            yield 1, 0, 0, 1, numbers[0], (*numbers, 0)[1]
        elif name == "scale":
            yield numbers[0], 0, 0, numbers[-1], 0, 0
        else:
            turn, x, y = math.radians(numbers[0]), *(numbers[1:] or [0, 0])
            cos, sin = math.cos(turn), math.sin(turn)
            yield cos, sin, -sin, cos, x - x * cos + y * sin, y - x * sin - y * cos


def _numbers(text: str) -> list[float]:
    return [float(each) for each in _NUMBER.findall(text)]

"""Drawings keep their shapes on paper, or are refused as a whole; so are photos that are broken."""

import io
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from courses.library import LIBRARY
from lms.paper.outlines import outline_of
from lms.paper.photos import MOST_POINTS, UnknownPhoto, printable_photo
from lms.paper.svg import UnknownDrawing, read_drawing


def photo(width: int, height: int, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_photo_is_drawn_whole_or_not_at_all(kind: str) -> None:
    whole = photo(40, 30, kind)
    assert printable_photo(whole)[:2] == (40, 30)
    for broken in (whole[: len(whole) // 2], b"", b"abc", photo(MOST_POINTS + 1, 1)):
        with pytest.raises(UnknownPhoto):
            printable_photo(broken)


def ends(path: str) -> list[tuple[float, ...]]:
    """Where each stroke of a path ends."""
    return [
        tuple(round(number, 6) for number in points[-2:]) for _name, points in outline_of("path", {"d": path})
    ]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("M10 10h5v5H0V0z", "M10 10L15 10L15 15L0 15L0 0Z"),
        ("m1 2 3 4-1-1", "M1 2L4 6L3 5"),
        ("M0 0c1 1 2 1 3 0s2-1 3 0", "M0 0C1 1 2 1 3 0C4-1 5-1 6 0"),
        ("M0 0Q3 3 6 0T12 0", "M0 0C2 2 4 2 6 0C8-2 10-2 12 0"),
        ("M.5.5L1e1.5", "M0.5 0.5L10 0.5"),
        ("M0 0A0 4 0 0 1 9 9", "M0 0L9 9"),
    ],
)
def test_a_path_means_the_same_however_it_is_written(short: str, long: str) -> None:
    one, other = outline_of("path", {"d": short}), outline_of("path", {"d": long})
    assert [name for name, _points in one] == [name for name, _points in other]
    for (_, first), (_, second) in zip(one, other, strict=True):
        assert first == pytest.approx(second)


@pytest.mark.parametrize(("flags", "lowest"), [("0 1", -10), ("1 1", -10), ("0 0", 10), ("1 0", 10)])
def test_an_arc_goes_round_the_side_that_its_flags_say(flags: str, lowest: float) -> None:
    path = f"M0 0A10 10 0 {flags} 20 0"
    curves = outline_of("path", {"d": path})[1:]
    assert ends(path)[-1] == (20, 0)
    assert any(points[-1] == pytest.approx(lowest) for _name, points in curves)
    close = f"M0 0A10 10 0 {flags.replace(' ', '')}20 0"
    assert outline_of("path", {"d": close})[1:] == curves


@given(
    st.tuples(*[st.floats(-500, 500)] * 4),
    st.tuples(*[st.floats(0.5, 400)] * 2),
    st.floats(-360, 360),
    st.booleans(),
    st.booleans(),
)
def test_an_arc_begins_and_ends_where_it_is_told(
    ends_at: tuple[float, ...], radii: tuple[float, ...], turn: float, large: bool, sweep: bool
) -> None:
    x1, y1, x2, y2 = (round(each, 3) for each in ends_at)
    data = f"M{x1} {y1}A{radii[0]:.4f} {radii[1]:.4f} {turn:.4f} {int(large)} {int(sweep)} {x2} {y2}"
    outline = outline_of("path", {"d": data})
    numbers = [number for _name, points in outline for number in points]
    assert all(map(math.isfinite, numbers))
    if (x1, y1) != (x2, y2):
        assert numbers[-2:] == pytest.approx([x2, y2], abs=1e-3)


@pytest.mark.parametrize("path", sorted(LIBRARY.rglob("*.svg")), ids=lambda path: path.stem)
def test_every_shipped_drawing_can_be_printed(path: Path) -> None:
    canvas = Canvas("unused.pdf")
    drawing = read_drawing(path.read_bytes())
    assert drawing.width == 360
    drawing.draw(canvas, 0, 500, 360, drawing.height)


@pytest.mark.parametrize(
    "inside",
    [
        "<use href='#a'/>",
        "<rect width='9'/>",
        "<rect width='9' height='9' fill='url(#a)'/>",
        "<rect width='9' height='9' opacity='.5'/>",
        "<rect width='9' height='9' class='a'/>",
        "<circle r='9' transform='skewX(9)'/>",
        "<circle r='9' fill='chartreusish'/>",
        "<path d='M0 0L'/>",
        "<path d='M0 0X9'/>",
        "<path d='M0 0A1 1 0 2 0 9 9'/>",
        "<polygon points='0 0 9'/>",
        "<text><textPath>a</textPath></text>",
        "<linearGradient/>",
        "<rect width='1e999' height='9'/>",
        "<path d='M1e999 0h5'/>",
        "<text font-size='1e999'>a</text>",
        "<rect width='9' height='9' stroke='#000' stroke-dasharray='0 0'/>",
        "<rect width='9' height='9' stroke='#000' stroke-dasharray='-1'/>",
    ],
)
def test_what_is_not_known_is_refused_as_a_whole(inside: str) -> None:
    with pytest.raises(UnknownDrawing):
        read_drawing(f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{inside}</svg>".encode())

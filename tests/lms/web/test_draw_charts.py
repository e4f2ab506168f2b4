"""The geometry of charts stays inside the drawing and leaves out what there is no number for."""

from hypothesis import given
from hypothesis import strategies as st

from lms.web.charts import HEIGHT, WIDTH, bar_height, line_chart

SHARES = st.lists(st.none() | st.floats(0, 100), min_size=1, max_size=24)


@given(SHARES, st.none() | st.floats(0, 100))
def test_every_value_is_a_dot_inside_the_drawing(shares: list[float | None], target: float | None) -> None:
    chart = line_chart(shares, target)
    assert [dot.place for dot in chart.dots] == [n for n, share in enumerate(shares) if share is not None]
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in chart.dots)
    assert target is None or 0 <= (chart.target or 0) <= HEIGHT


def test_a_missing_value_parts_the_line() -> None:
    assert len(line_chart([10, 20, None, 30, 40]).lines) == 2
    assert line_chart([None, 20, None]).lines == ()


def test_more_is_higher() -> None:
    low, high = line_chart([10, 90]).dots
    assert high.y < low.y
    assert (bar_height(50, 24), bar_height(140, 24), bar_height(-1, 24)) == (12, 24, 0)

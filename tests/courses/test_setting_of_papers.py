"""Pieces fill pages: in their order, none lost, together where they belong."""

from itertools import chain, pairwise

from hypothesis import given
from hypothesis import strategies as st

from courses.pdf.pieces import Piece, columns_of, height_of, topped

HEIGHT, MOST_ABOVE = 100.0, 30.0


def nothing(_canvas: object, _x: float, _y: float) -> None:
    """Draws nothing."""


PIECES = st.lists(
    st.builds(
        Piece,
        above=st.floats(0, MOST_ABOVE),
        height=st.floats(0, 150),
        draw=st.just(nothing),
        stays=st.booleans(),
        begins=st.booleans(),
    )
)


@given(PIECES)
def test_pages_hold_every_piece_once_and_in_order(pieces: list[Piece]) -> None:
    columns = columns_of(pieces, HEIGHT)
    placed = list(chain.from_iterable(columns))
    assert [(each.height, each.stays, each.begins) for each in placed] == [
        (each.height, each.stays, each.begins) for each in pieces
    ]
    for column in columns:
        assert column[0].above == 0
        assert height_of(column) <= HEIGHT + 1e-6 or len(column) == 1
        assert not any(each.begins for each in column[1:])


@given(PIECES)
def test_what_stays_together_is_parted_only_where_no_page_holds_it(pieces: list[Piece]) -> None:
    columns = columns_of(pieces, HEIGHT)
    for column, following in pairwise(columns):
        if column[-1].stays and not following[0].begins:
            loose = [place for place, each in enumerate(column) if not each.stays]
            knot = topped([*column[max(loose, default=-1) + 1 :], following[0]])
            assert height_of(knot) > HEIGHT - MOST_ABOVE - 1e-6

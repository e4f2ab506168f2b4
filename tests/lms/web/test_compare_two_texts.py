"""Two texts beside each other: no line is lost, and what is equal can be folded away."""

from hypothesis import given
from hypothesis import strategies as st

from lms.web.differences import beside, folded

LINES = st.lists(st.sampled_from(["một", "hai", "ba", ""]), max_size=12).map("\n".join)


@given(LINES, LINES)
def test_every_line_of_both_texts_stands_in_exactly_one_pair(left: str, right: str) -> None:
    pairs = beside(left, right)
    assert [pair.left for pair in pairs if pair.kind != "added"] == left.splitlines()
    assert [pair.right for pair in pairs if pair.kind != "removed"] == right.splitlines()


@given(LINES, LINES)
def test_folding_keeps_every_difference(left: str, right: str) -> None:
    pairs = beside(left, right)
    differ = [pair for pair in pairs if pair.kind != "same"]
    assert [pair for pair in folded(pairs) if pair.kind != "same"] == differ


def test_a_long_stretch_of_equal_lines_becomes_one_ellipsis() -> None:
    same = "\n".join(f"dòng {number}" for number in range(20))
    kept = folded(beside(f"{same}\ncũ", f"{same}\nmới"), around=2)
    assert [pair.left for pair in kept] == ["…", "dòng 18", "dòng 19", "cũ"]

"""Two editions beside each other: what came, went, moved or says something else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.editions.rules.comparing import Comparison, compare
from courses.editions.rules.shaping import Shape, StepShape


def lesson(title: str, number: int, *, words: str = "", section: str = "Phần 1") -> StepShape:
    text = f"# {title}\n\n{words or 'Nội dung.'}"
    return StepShape("page", section, title, number, "", {}, text, f"<p>{text}</p>", f"page {text}")


def exercise(code: str, *, version: int = 1, section: str = "Phần 1") -> StepShape:
    pin: dict[str, Any] = {"exercise": code, "version": version}
    return StepShape("exercise", section, code, None, code, pin, "", "", f"{code} {version}")


def edition(*steps: StepShape, pictures: tuple[str, ...] = ()) -> Shape:
    return Shape(steps, frozenset(pictures))


def kinds(comparison: Comparison) -> list[tuple[str, str]]:
    return [(line.step.title, line.kind) for line in comparison.lines]


ONE, TWO, THREE = (lesson(f"Bài {word}", number) for number, word in enumerate(["một", "hai", "ba"], 1))


def test_equal_editions_have_nothing_that_differs() -> None:
    found = compare(edition(ONE, exercise("a"), TWO), edition(ONE, exercise("a"), TWO))
    assert found.differing == []


def test_a_lesson_with_other_words_has_changed() -> None:
    found = compare(edition(ONE, TWO), edition(ONE, lesson("Bài hai", 2, words="Khác.")))
    assert kinds(found) == [("Bài một", "same"), ("Bài hai", "changed")]


def test_a_lesson_with_another_title_is_found_by_its_number() -> None:
    found = compare(edition(ONE, TWO), edition(ONE, lesson("Tên mới", 2, words="Khác.")))
    assert kinds(found) == [("Bài một", "same"), ("Tên mới", "changed")]


def test_a_lesson_put_between_others_changes_none_of_them() -> None:
    new = lesson("Bài mới", 2)
    moved_down = lesson("Bài hai", 3)
    assert kinds(compare(edition(ONE, TWO), edition(ONE, new, moved_down))) == [
        ("Bài một", "same"),
        ("Bài mới", "added"),
        ("Bài hai", "same"),
    ]


def test_what_went_stands_where_it_was() -> None:
    found = compare(edition(ONE, TWO, THREE), edition(ONE, THREE))
    assert kinds(found) == [("Bài một", "same"), ("Bài hai", "removed"), ("Bài ba", "same")]
    assert kinds(compare(edition(ONE, TWO), edition(TWO)))[0] == ("Bài một", "removed")


def test_of_two_that_changed_places_one_has_moved() -> None:
    found = compare(edition(ONE, TWO, THREE), edition(THREE, ONE, TWO))
    assert kinds(found) == [("Bài ba", "moved"), ("Bài một", "same"), ("Bài hai", "same")]


def test_a_step_under_another_heading_has_moved() -> None:
    found = compare(edition(ONE, TWO), edition(ONE, lesson("Bài hai", 2, section="Phần 2")))
    assert kinds(found)[1] == ("Bài hai", "moved")


def test_an_exercise_with_another_version_has_changed() -> None:
    found = compare(edition(exercise("a"), exercise("b")), edition(exercise("a", version=2), exercise("c")))
    assert kinds(found) == [("a", "changed"), ("b", "removed"), ("c", "added")]


def test_pictures_that_came_and_went_are_named() -> None:
    found = compare(edition(ONE, pictures=("/media/a.svg",)), edition(ONE, pictures=("/media/b.svg",)))
    assert (found.new_pictures, found.gone_pictures) == (("/media/b.svg",), ("/media/a.svg",))


def test_the_first_edition_is_all_new() -> None:
    assert [kind for _, kind in kinds(compare(edition(), edition(ONE, TWO)))] == ["added", "added"]


STEPS = st.lists(
    st.one_of(
        st.builds(
            lesson,
            st.sampled_from(["Bài một", "Bài hai", "Bài ba", "Bài bốn"]),
            st.integers(1, 4),
            words=st.sampled_from(["Đây.", "Kia."]),
            section=st.sampled_from(["Phần 1", "Phần 2"]),
        ),
        st.builds(exercise, st.sampled_from(["a", "b"]), version=st.integers(1, 2)),
    ),
    max_size=8,
)


@given(STEPS, STEPS)
def test_every_step_of_both_stands_in_exactly_one_line(left: list[StepShape], right: list[StepShape]) -> None:
    found = compare(edition(*left), edition(*right))
    assert [line.right for line in found.lines if line.right] == right
    there = [line.left for line in found.lines if line.left]
    assert sorted(map(id, there)) == sorted(map(id, left))


@given(STEPS)
def test_nothing_differs_from_itself(steps: list[StepShape]) -> None:
    assert compare(edition(*steps), edition(*steps)).differing == []


@given(STEPS, st.randoms())
def test_another_order_only_moves(steps: list[StepShape], chance: Any) -> None:
    shuffled = list(steps)
    chance.shuffle(shuffled)
    found = compare(edition(*steps), edition(*shuffled))
    assert {line.kind for line in found.lines} <= {"same", "moved"}


@pytest.mark.parametrize("kind", ["added", "removed", "changed", "moved"])
def test_kinds_are_counted_apart_for_lessons_and_exercises(kind: str) -> None:
    found = compare(edition(ONE, exercise("a")), edition(lesson("Bài một", 1, words="Khác."), exercise("a")))
    assert found.count(kind, lessons=True) == (1 if kind == "changed" else 0)
    assert found.count(kind, lessons=False) == 0

"""A line of letters from paper is the path that a screen would have sent, or is refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.base.messages import Message
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.paper import (
    CHECKS,
    LETTERS,
    Misread,
    book_of,
    list_path,
    read_letters,
    read_sheet_code,
    sheet_check,
    sheet_code,
    story_path,
)
from quizzes.exercise.playing import Path, Play
from tests.factories.quizzes import BERRIES, QUESTIONS, walked

BERRY_STORY = read_exercise(BERRIES)[0]
THREE_QUESTIONS = read_exercise(QUESTIONS)[0]
BOOK = book_of(BERRY_STORY, "bản 1")


def line_of(path: Path, check: str) -> str:
    return "".join(LETTERS[choice] for _, choice in path) + check


def refusal(letters: str) -> Message:
    with pytest.raises(Misread) as refused:
        story_path(BERRY_STORY, BOOK, letters)
    return refused.value.message


@given(walked())
def test_every_way_through_a_story_is_read_back_from_its_letters(walk: tuple[object, Path]) -> None:
    exercise, path = walk
    book = book_of(exercise, "seed")  # type: ignore[arg-type]
    ending = Play(exercise).walk(path).scene or 0  # type: ignore[arg-type]
    if path:
        assert story_path(exercise, book, line_of(path, book.checks[ending])) == path  # type: ignore[arg-type]


@given(walked())
def test_a_book_begins_with_the_first_scene_and_has_every_scene_once(walk: tuple[object, Path]) -> None:
    book = book_of(walk[0], "seed")  # type: ignore[arg-type]
    assert book.order[0] == 0
    assert sorted(book.order) == list(range(len(book.order)))
    assert book == book_of(walk[0], "seed")  # type: ignore[arg-type]


def test_endings_have_letters_of_their_own() -> None:
    assert len(set(BOOK.checks.values())) == len(BOOK.checks) == 2


def test_the_letter_of_another_ending_is_refused() -> None:
    good, bad = (BOOK.checks[scene] for scene in (2, 3))
    assert story_path(BERRY_STORY, BOOK, f"A{bad}") == [(0, 0)]
    assert "check letter" in refusal(f"A{good}").text


def test_a_choice_that_a_scene_has_not_is_named() -> None:
    said = refusal("BDK")
    assert said.text == "Scene %(scene)d has no choice %(letter)s."
    assert said.params == {"scene": BOOK.number(1), "letter": "D"}


def test_a_line_that_stops_or_goes_on_is_refused() -> None:
    assert "stops at scene" in refusal("BK").text
    assert "this line goes on" in refusal("AAK").text


@pytest.mark.parametrize("typed", ["BAK", "b a k", "B, Á. K", "  b-a;k ", "b/a|k"])
def test_letters_are_read_however_they_are_typed(typed: str) -> None:
    assert read_letters(typed) == "BAK"


@pytest.mark.parametrize("typed", ["", "B", "B4K", "B?K", "B A ß漢"])
def test_what_is_no_line_of_letters_is_refused(typed: str) -> None:
    with pytest.raises(Misread):
        read_letters(typed)


def test_answers_to_questions_are_read_in_the_order_of_the_sheet() -> None:
    assert list_path(THREE_QUESTIONS, [2, 0], "ABM", "M") == [(2, 0), (0, 1)]
    for wrong in ("AM", "ABAM", "ADM", "ABH"):
        with pytest.raises(Misread):
            list_path(THREE_QUESTIONS, [2, 0], wrong, "M")


@given(st.integers(1, 31**5 - 1))
def test_the_code_of_a_paper_is_read_back(step_id: int) -> None:
    assert read_sheet_code(sheet_code(step_id).lower()) == step_id


@pytest.mark.parametrize("typed", ["", "1", "12B-B", "21B-A", "ÂÂÂ-Â", "1" * 30])
def test_a_wrong_code_is_no_code(typed: str) -> None:
    assert read_sheet_code(typed) is None


def test_a_sheet_has_one_check_letter() -> None:
    assert sheet_check("a") == sheet_check("a")
    assert {sheet_check(str(number)) for number in range(500)} == set(CHECKS)

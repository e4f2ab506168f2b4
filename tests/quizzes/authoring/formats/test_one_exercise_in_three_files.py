"""Text, Word and Excel say the same exercise: any of them can be made of any other."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings

from quizzes.authoring.formats.word import read_word, to_word
from quizzes.authoring.formats.workbook import read_exercise_workbook, to_workbook
from quizzes.exercise.checking import check_exercise, read_and_check
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Exercise
from quizzes.exercise.writing import write_exercise
from quizzes.library import LIBRARY
from tests.factories.exercises import exercises

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _in_a_request(lasting_app: Flask) -> Iterator[None]:
    with lasting_app.test_request_context():
        yield


def through_both(exercise: Exercise, language: str) -> str:
    """The text of an exercise that went through Word and then through Excel, each in a language."""
    read = read_word(to_word(exercise, language, TODAY), language)
    assert [each for each in read.findings if "left out" in each.sentence.text] == []
    other = "en" if language == "vi" else "vi"
    return read_exercise_workbook(to_workbook(read_exercise(read.text)[0], other), language).text


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
    deadline=None,
)
@given(exercises())
def test_text_word_excel_and_text_again_are_identical(exercise: Exercise) -> None:
    for language in ("vi", "en"):
        text = write_exercise(exercise, language)
        assert read_exercise(text) == (exercise, [])
        assert through_both(exercise, language) == text


def test_every_shipped_exercise_goes_through_both_without_a_finding() -> None:
    for file in sorted(LIBRARY.glob("*.vi.txt"))[::4]:
        exercise, _ = read_and_check(file.read_text("utf-8"))
        word = read_word(to_word(exercise, "vi", TODAY))
        excel = read_exercise_workbook(to_workbook(exercise, "vi"))
        assert word.findings == excel.findings == []
        assert word.text == excel.text == write_exercise(exercise)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=15,
    deadline=None,
)
@given(exercises())
def test_a_file_is_told_of_the_same_faults_as_the_text(exercise: Exercise) -> None:
    found = {(each.scene, str(each.sentence)) for each in check_exercise(exercise)}
    for read in (
        read_word(to_word(exercise, "vi", TODAY)),
        read_exercise_workbook(to_workbook(exercise, "vi")),
    ):
        assert {(each.scene, str(each.sentence)) for each in read.findings} == found

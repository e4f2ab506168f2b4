"""A trainer sees how long an exercise takes to read and what it weighs on a phone."""

from pathlib import Path

from flask import Flask

from courses.formats.bundle import WIRE_BUDGET
from quizzes.exercise.checking import read_and_check
from quizzes.exercise.grammar import read_exercise
from quizzes.kinds.measuring import measures_of
from tests.factories.courses import steps
from tests.factories.quizzes import BERRIES, QUESTIONS, published_exercises


def test_minutes_and_syllables_are_those_that_courses_and_the_checker_count() -> None:
    exercise, _ = read_exercise(BERRIES)
    measures = measures_of(exercise)
    assert measures.minutes == 1
    assert len(measures.syllables) == len(exercise.scenes)
    long = BERRIES.replace("KẾT THÚC: đạt.", "KẾT THÚC: đạt. " + "ngọt " * 90)
    exercise, found = read_and_check(long)
    told = [finding.sentence.params["count"] for finding in found if "count" in finding.sentence.params]
    assert told == [measures_of(exercise).syllables[2]]


def test_the_minutes_are_those_of_its_step(app: Flask, tmp_path: Path) -> None:
    practice, test = published_exercises(tmp_path)
    for step, text in ((practice, BERRIES), (test, QUESTIONS)):
        assert step.frozen["minutes"] == measures_of(read_exercise(text)[0]).minutes
    assert len(steps(practice.section.edition)) == 3


def test_the_bytes_are_compressed_and_a_test_weighs_what_one_form_does() -> None:
    story, bank = measures_of(read_exercise(BERRIES)[0]), measures_of(read_exercise(QUESTIONS)[0])
    assert 100 < story.bytes < len(BERRIES.encode())
    assert story.percent_of_section == round(100 * story.bytes / WIRE_BUDGET)
    all_asked = measures_of(read_exercise(QUESTIONS.replace("Số câu: 2\n", ""))[0])
    assert bank.bytes < all_asked.bytes


def test_a_text_full_of_mistakes_has_measures_too() -> None:
    circle = BERRIES.replace("Vui vẻ +1", "Bìa rừng +1")
    for text in ("", "# Trống", circle, "== Một\n* a -> Một +1"):
        assert measures_of(read_exercise(text)[0]).minutes >= 1

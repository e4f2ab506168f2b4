"""What a phone knows of a paper, to look over a typed line before it keeps it. Nothing says which answers
are right."""

from collections.abc import Sequence
from typing import Any

from quizzes.exercise.graph import Exercise
from quizzes.exercise.paper import Book
from quizzes.exercise.sheets import is_lettered, pattern


def story_known(exercise: Exercise, book: Book) -> list[list[Any]]:
    """Of each scene its printed number, the check letter of an ending (else an empty text), and where its
    choices lead."""
    return [
        [book.number(ordinal), book.checks.get(ordinal, ""), [choice.target or 0 for choice in scene.choices]]
        for ordinal, scene in enumerate(exercise.scenes)
    ]


def sheet_known(exercise: Exercise, order: Sequence[int], check: str, *, is_open: bool = True) -> list[Any]:
    """The check letter of a sheet, how many answers each of its questions offers, and whether it may still be
    handed in. Where not every question is answered by a letter: of each its pattern, and 1 where that is
    looked for as typed."""
    if is_lettered(exercise, order):
        return [check, [len(exercise.scenes[scene].choices) for scene in order], is_open]
    patterns = (pattern(exercise, scene) for scene in order)
    return [check, [[each.signs, int(each.as_typed)] for each in patterns], is_open]

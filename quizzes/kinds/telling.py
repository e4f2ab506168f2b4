"""What is told of an answer on a page, in the language of the page."""

from typing import NamedTuple

from flask_babel import gettext

from quizzes.exercise.answers import Answer
from quizzes.exercise.graph import Scene
from quizzes.exercise.judging import judge
from quizzes.exercise.telling import feedback_of, in_words, right_in_words, told_of


class Said(NamedTuple):
    """An answer and what is said to it."""

    given: tuple[str, ...]
    """Line by line."""
    is_right: bool
    told: list[tuple[str, str]]
    """Words and the feedback to them."""
    right: tuple[str, ...]
    """The right answer, line by line."""


def said_of(scene: Scene, answer: Answer, *, in_test: bool = False) -> Said:
    """What is said to an answer; ``in_test`` nothing of what is right."""
    judged = judge(scene, answer)
    return Said(
        given=given_of(scene, answer),
        is_right=judged.is_right,
        told=told_of(scene, feedback_of(scene, judged, in_test=in_test)),
        right=() if in_test else right_in_words(scene, _named),
    )


def given_of(scene: Scene, answer: Answer) -> tuple[str, ...]:
    """An answer line by line."""
    return in_words(scene, answer, _named)


def right_of(scene: Scene) -> tuple[str, ...]:
    """The right answer line by line."""
    return right_in_words(scene, _named)


def _named(is_true: bool) -> str:
    return str(gettext("True") if is_true else gettext("False"))

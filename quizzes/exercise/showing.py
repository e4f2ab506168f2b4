"""In which order the steps of an order and the right sides of pairs are offered, and how letters name them.

Told by their ordinals they would tell what is right. So they are offered mixed, in the same order to
everybody and in every language, and what leaves a test or stands on paper names them by letters and numbers.
"""

import hashlib
import re

from quizzes.exercise.answers import NONE, Answer, lefts, rights
from quizzes.exercise.graph import Exercise, QuestionType
from quizzes.exercise.paper import LETTERS

NOTHING = "-"
"""Where nothing was chosen."""

MIXED = frozenset({QuestionType.ORDERING, QuestionType.MATCHING})


def offered(exercise: Exercise, scene: int) -> tuple[int, ...]:
    """The choices of a question (of pairs: those whose right sides are offered) in the order in which they
    are shown."""
    asked = exercise.scenes[scene]
    if asked.type is QuestionType.MATCHING:
        return _mixed(f"{exercise.code}:{scene}", rights(asked))
    known = tuple(range(len(asked.choices)))
    return _mixed(f"{exercise.code}:{scene}", known) if asked.type is QuestionType.ORDERING else known


def from_letters(exercise: Exercise, scene: int, text: str) -> Answer | None:
    """The answer that letters name: ``CAB`` to an order, ``A2B1`` to pairs, with ``-`` for no right side.
    None where they cannot."""
    asked, shown = exercise.scenes[scene], offered(exercise, scene)
    if asked.type is QuestionType.ORDERING:
        if sorted(text) != list(LETTERS[: len(shown)]):
            return None
        return [shown[LETTERS.index(letter)] for letter in text]
    signs = re.findall(r"([A-Z])([0-9-])", text)
    wanted = list(LETTERS[: len(lefts(asked))])
    if "".join(map("".join, signs)) != text or sorted(letter for letter, _ in signs) != wanted:
        return None
    given = [NONE if sign == NOTHING else int(sign) - 1 for _, sign in sorted(signs)]
    if not all(NONE <= number < len(shown) for number in given):
        return None
    return [NONE if number == NONE else shown[number] for number in given]


def in_letters(exercise: Exercise, scene: int, answer: list[int]) -> str:
    """How letters name an answer to an order or to pairs."""
    shown = offered(exercise, scene)
    if exercise.scenes[scene].type is QuestionType.ORDERING:
        return "".join(LETTERS[shown.index(number)] for number in answer)
    numbers = (NOTHING if number == NONE else str(shown.index(number) + 1) for number in answer)
    return "".join(f"{letter}{number}" for letter, number in zip(LETTERS, numbers, strict=False))


def _mixed(seed: str, ordinals: tuple[int, ...]) -> tuple[int, ...]:
    """Mixed, and never as they were."""
    mixed = tuple(sorted(ordinals, key=lambda ordinal: hashlib.sha256(f"{seed}:{ordinal}".encode()).digest()))
    return mixed if mixed != ordinals else (*mixed[1:], *mixed[:1])

"""Answers as the fields of a page: how the fields of a question are called, and what was answered in them.

The fields of scene 4 are ``q4``, or ``q4.0``, ``q4.1`` … where there are several. Steps of an order carry
their place, left sides the number of a right side, both counted from 1 in the order in which they are shown.
"""

from collections.abc import Mapping

from lms.base.text import clean
from quizzes.exercise.answers import MAX_ANSWER, Answer, lefts
from quizzes.exercise.graph import Exercise, QuestionType
from quizzes.exercise.paper import LETTERS
from quizzes.exercise.showing import from_letters, offered


def answer_in(exercise: Exercise, scene: int, given: Mapping[str, str]) -> Answer | None:
    """The answer that the fields of a question hold; None while it is not, or not wholly, answered."""
    asked, name = exercise.scenes[scene], f"q{scene}"
    count = len(asked.choices)
    if asked.type is QuestionType.SINGLE:
        return _number(given.get(name, ""), range(count))
    if asked.type in (QuestionType.NUMERICAL, QuestionType.SHORT_ANSWER):
        return _words(given.get(name, "")) or None
    if asked.type is QuestionType.FORM:
        words = [_words(given.get(f"{name}.{number}", "")) for number in range(count)]
        return words if any(words) else None
    if asked.type is QuestionType.MULTIPLE:
        return [number for number in range(count) if given.get(f"{name}.{number}") == "1"] or None
    if asked.type is QuestionType.TRUE_FALSE:
        said = [given.get(f"{name}.{number}", "") for number in range(count)]
        known = set(said) <= {"0", "1"}
        return [number for number, word in enumerate(said) if word == "1"] if known else None
    return _named(exercise, scene, given)


def _named(exercise: Exercise, scene: int, given: Mapping[str, str]) -> Answer | None:
    """Of an order and of pairs, by the letters that name what is shown."""
    asked, shown = exercise.scenes[scene], offered(exercise, scene)
    is_order = asked.type is QuestionType.ORDERING
    count = len(shown) if is_order else len(lefts(asked))
    numbers = [_number(given.get(f"q{scene}.{at}", ""), range(1, len(shown) + 1)) for at in range(count)]
    if None in numbers:
        return None
    if is_order:
        by_place = sorted(range(count), key=lambda at: numbers[at] or 0)
        return from_letters(exercise, scene, _letters(by_place)) if len(set(numbers)) == count else None
    pairs = (f"{letter}{number}" for letter, number in zip(LETTERS, numbers, strict=False))
    return from_letters(exercise, scene, "".join(pairs))


def _letters(places: list[int]) -> str:
    return "".join(LETTERS[at] for at in places)


def _number(text: str, known: range) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) < 3
    return int(text) if is_number and int(text) in known else None


def _words(text: str) -> str:
    return clean(text)[:MAX_ANSWER]

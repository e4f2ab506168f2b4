"""Names of scenes that people take for each other: what a trainer types without accents leads astray."""

import re
from collections.abc import Iterator

from lms.base.messages import message
from lms.base.text import fold
from quizzes.exercise.findings import Finding
from quizzes.exercise.graph import Exercise, Scene

SHORTEST_ALIKE = 8  # letters; shorter names of one story are often a letter apart
LONGEST_COMPARED = 60
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def names(exercise: Exercise) -> Iterator[Finding]:
    """Scenes named like another but for accents (an error in a scenario, whose arrows say names), and names
    a letter apart."""
    first: dict[str, Scene] = {}
    spelt: dict[str, Scene] = {}
    for scene in exercise.scenes:
        letters = _NOT_LETTERS.sub(" ", fold(scene.name)).strip()
        other = first.setdefault(letters, scene)
        if other is not scene and letters and other.name.casefold() != scene.name.casefold():
            sentence = message(
                "The name differs from “%(other)s” only by accents or signs: give it other words.",
                other=other.name,
            )
            yield Finding(scene.line, scene.name, sentence, error=exercise.is_scenario)
        elif other is scene and exercise.is_scenario:
            yield from _a_letter_apart(scene, letters, spelt)


def _a_letter_apart(scene: Scene, letters: str, spelt: dict[str, Scene]) -> Iterator[Finding]:
    """Compares with all names before it at once: two that lack one letter each are then the same."""
    if not SHORTEST_ALIKE <= len(letters) <= LONGEST_COMPARED:
        return
    shortened = {letters, *(letters[:at] + letters[at + 1 :] for at in range(len(letters)))}
    near = next((spelt[each] for each in sorted(shortened) if each in spelt), None)
    for each in shortened:
        spelt.setdefault(each, scene)
    if near is not None and not _are_numbered(letters, fold(near.name)):
        sentence = message(
            "The name is almost “%(other)s”: make sure that arrows lead where they should, or rename it.",
            other=near.name,
        )
        yield Finding(scene.line, scene.name, sentence, error=False)


def _are_numbered(one: str, other: str) -> bool:
    """Whether only numbers, or words of one or two letters, tell the names apart: “Ngày 1”, “Chị A”."""
    return _long_words(one) == _long_words(other)


def _long_words(name: str) -> list[str]:
    return [word for word in _NOT_LETTERS.split(name) if len(word) > 2 and not word.isdigit()]

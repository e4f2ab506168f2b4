"""Drawing by tags: which questions fill the places that a test keeps for a tag or a competency."""

from collections.abc import Sequence

from lms.base.text import fold
from quizzes.exercise.graph import Exercise, Scene


def has_tag(scene: Scene, tag: str) -> bool:
    """Whether a question has a tag, or shows a competency with this code."""
    wanted = fold(tag)
    codes = (code for choice in scene.choices for code in choice.tags)
    return any(fold(each) == wanted for each in (*scene.tags, *codes))


def with_tag(exercise: Exercise, tag: str) -> int:
    """How many questions have a tag."""
    return sum(has_tag(scene, tag) for scene in exercise.scenes)


def fill_quotas(exercise: Exercise, ordinals: Sequence[int]) -> list[int]:
    """The questions that fill the places kept for tags, as many as can be filled: each fills one place. Those
    that must be passed come first, then the others in the order of ``ordinals``."""
    places = [tag for count, tag in exercise.quotas for _ in range(count)]
    must = [ordinal for ordinal in ordinals if exercise.scenes[ordinal].must_pass]
    filled: dict[int, int] = {}
    for offered in (must, ordinals):
        fitting = {
            tag: [each for each in offered if has_tag(exercise.scenes[each], tag)] for tag in set(places)
        }
        ways = [fitting[tag] for tag in places]
        full: set[str] = set()
        for place, tag in enumerate(places):
            known = tag in full or place in filled.values()
            if not known and not _fill(place, ways, filled, set()):
                full.add(tag)
    return list(filled)


def _fill(place: int, ways: list[list[int]], filled: dict[int, int], tried: set[int]) -> bool:
    """Whether a question was found for a place; whichever is taken moves to another."""
    for ordinal in ways[place]:
        if ordinal not in tried:
            tried.add(ordinal)
            if ordinal not in filled or _fill(filled[ordinal], ways, filled, tried):
                filled[ordinal] = place
                return True
    return False

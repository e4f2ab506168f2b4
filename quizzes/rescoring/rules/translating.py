"""Whether two versions ask the same, and an answer to the one in the ordinals of the other. Pure."""

from collections import Counter
from collections.abc import Callable, Sequence

from quizzes.exercise.answers import NONE, Answer, lefts, rights
from quizzes.exercise.graph import Choice, Exercise, QuestionType, Scene
from quizzes.exercise.playing import Path

Translate = Callable[[Answer], Answer]

_TYPED = frozenset({QuestionType.NUMERICAL, QuestionType.SHORT_ANSWER})


def translation(old: Exercise, new: Exercise) -> Callable[[Path], Path] | None:
    """How a path through ``old`` is written in ``new``; None where scenes or words differ.

    What is right, points, critical errors, accepted answers, tolerances, feedback, hints and the rule for
    passing may differ: they are what is corrected. Choices may stand in another order.
    """
    if old.kind is not new.kind or len(old.scenes) != len(new.scenes):
        return None
    scenes = [_of_scene(each, other) for each, other in zip(old.scenes, new.scenes, strict=True)]
    known = [each for each in scenes if each is not None]
    if len(known) < len(scenes):
        return None
    return lambda path: [(scene, known[scene](answer)) for scene, answer in path]


def _of_scene(old: Scene, new: Scene) -> Translate | None:
    if (old.type, old.name, old.text) != (new.type, new.name, new.text):
        return None
    if (old.ending is None) != (new.ending is None):
        return None
    if old.type in _TYPED:
        return lambda answer: answer
    if old.type is QuestionType.MATCHING:
        return _of_pairs(old, new)
    return _of_choices(old, new)


def _of_choices(old: Scene, new: Scene) -> Translate | None:
    here = _places([_same(each) for each in old.choices], [_same(each) for each in new.choices])
    if here is None:
        return None
    if old.type is QuestionType.FORM:
        return lambda answer: _moved(answer, here)
    return lambda answer: here[answer] if isinstance(answer, int) else [here[int(each)] for each in answer]


def _same(choice: Choice) -> tuple[object, ...]:
    """What of a choice is no part of the key."""
    return choice.text, choice.target, choice.retry


def _of_pairs(old: Scene, new: Scene) -> Translate | None:
    left = _places(
        [old.choices[each].text for each in lefts(old)], [new.choices[each].text for each in lefts(new)]
    )
    words = {new.choices[each].match.casefold(): each for each in rights(new)}
    right = {each: words.get(old.choices[each].match.casefold()) for each in rights(old)}
    if left is None or None in right.values() or len(right) != len(words):
        return None

    def translate(answer: Answer) -> Answer:
        given = [NONE if each == NONE else right[int(each)] for each in answer]  # type: ignore[union-attr]
        return _moved(given, left)  # type: ignore[arg-type]

    return translate


def _moved(answer: Answer, places: Sequence[int]) -> Answer:
    """A list whose entries go to other places."""
    if not isinstance(answer, list):
        return answer
    moved = list(answer)
    for before, after in enumerate(places):
        moved[after] = answer[before]
    return moved  # type: ignore[return-value]


def _places(old: Sequence[object], new: Sequence[object]) -> list[int] | None:
    """For each of ``old`` its place among ``new``; of equals the first is the first. None where they are not
    the same things."""
    if Counter(old) != Counter(new):
        return None
    free: dict[object, list[int]] = {}
    for place, each in enumerate(new):
        free.setdefault(each, []).append(place)
    return [free[each].pop(0) for each in old]

"""Answers: what may be answered to a question of each kind, what is right, and what was chosen by it.

An answer is JSON. To one choice of several it is an ordinal; to several, the ordinals chosen; to statements,
the ordinals of those said to be true; to an order, the ordinals as they were put; to pairs, for each left
side the ordinal of a right side (``NONE`` for none); to a number or a few words, a text; to a form, a text
for each field.
"""

import re
from collections.abc import Collection

from quizzes.exercise.accepting import alternatives, without_tolerance
from quizzes.exercise.graph import QuestionType, Scene

Answer = int | str | list[int] | list[str]
NONE = -1
"""No right side, of a pair."""
MAX_ANSWER = 200  # characters typed into one field

_UNKEPT = re.compile(
    r"[\u0000-\u0008\u000a-\u001f\ud800-\udfff]"
)  # what no database keeps, and ends of lines
_TYPED = frozenset({QuestionType.NUMERICAL, QuestionType.SHORT_ANSWER})
_CHOSEN = frozenset({QuestionType.MULTIPLE, QuestionType.TRUE_FALSE})


def kept(answer: Answer) -> Answer:
    """An answer without what no database keeps: half a character that a phone cut, and control signs."""
    if isinstance(answer, int):
        return answer
    if isinstance(answer, str):
        return _UNKEPT.sub("", answer)
    return [_UNKEPT.sub("", each) if isinstance(each, str) else each for each in answer]  # type: ignore[return-value]


def is_legal(scene: Scene, answer: object) -> bool:
    """Whether somebody can have given this answer to the question."""
    if scene.type is QuestionType.SINGLE:
        return type(answer) is int and 0 <= answer < len(scene.choices)
    count = len(scene.choices)
    if scene.type in _TYPED:
        return _is_typed(answer)
    if not isinstance(answer, list):
        return False
    if scene.type is QuestionType.FORM:
        return len(answer) == count and all(_is_typed(each) for each in answer)
    if not all(type(each) is int for each in answer):
        return False
    if scene.type is QuestionType.ORDERING:
        return sorted(answer) == list(range(count))
    if scene.type is QuestionType.MATCHING:
        return len(answer) == len(lefts(scene)) and all(each in (NONE, *rights(scene)) for each in answer)
    return len(set(answer)) == len(answer) and all(0 <= each < count for each in answer)


def right_answer(scene: Scene) -> Answer:
    """An answer that is wholly right."""
    if scene.type is QuestionType.SINGLE:
        ways = [number for number, choice in enumerate(scene.choices) if not choice.retry]
        return max(ways, key=lambda number: scene.choices[number].points, default=0)
    if scene.type in _TYPED:
        best = max(scene.choices, key=lambda choice: choice.points, default=None)
        return first_accepted(best.text) if best else ""
    if scene.type is QuestionType.FORM:
        return [first_accepted(choice.match) for choice in scene.choices]
    if scene.type is QuestionType.ORDERING:
        return list(range(len(scene.choices)))
    if scene.type is QuestionType.MATCHING:
        return [right_side(scene, left) for left in lefts(scene)]
    return [number for number, choice in enumerate(scene.choices) if choice.right]


def worst_answer(scene: Scene) -> Answer:
    """An answer that earns as little as any."""
    if scene.type is QuestionType.SINGLE:
        ways = [number for number, choice in enumerate(scene.choices) if not choice.retry]
        return min(ways, key=lambda number: scene.choices[number].points, default=0)
    if scene.type in _TYPED:
        worst = min(scene.choices, key=lambda choice: choice.points, default=None)
        return first_accepted(worst.text) if worst and worst.points < 0 else ""
    if scene.type is QuestionType.FORM:
        return [""] * len(scene.choices)
    if scene.type is QuestionType.ORDERING:
        return list(reversed(range(len(scene.choices))))
    if scene.type is QuestionType.MATCHING:
        return [NONE] * len(lefts(scene))
    is_statement = scene.type is QuestionType.TRUE_FALSE
    return [number for number, choice in enumerate(scene.choices) if is_statement and not choice.right]


def lefts(scene: Scene) -> tuple[int, ...]:
    """The choices whose left sides are asked in a question of pairs."""
    return tuple(number for number, choice in enumerate(scene.choices) if choice.right)


def rights(scene: Scene) -> tuple[int, ...]:
    """The choices whose right sides are offered; words that several have are offered once, by the first."""
    first: dict[str, int] = {}
    for number, choice in enumerate(scene.choices):
        first.setdefault(choice.match.casefold(), number)
    return tuple(first.values())


def right_side(scene: Scene, left: int) -> int:
    """The ordinal by which the right side of a choice is offered."""
    words = scene.choices[left].match.casefold()
    return next(number for number in rights(scene) if scene.choices[number].match.casefold() == words)


def first_accepted(text: str) -> str:
    """What an author's text gives as the answer, where it accepts several, or a span of numbers."""
    return without_tolerance(next(iter(alternatives(text)), ""))


def chosen_in(scene: Scene, answer: Answer) -> Collection[int]:
    """The choices that an answer names: chosen, said to be true, or put to a left side. Of typed answers see
    :func:`quizzes.exercise.judging.judge`."""
    if isinstance(answer, int):
        return (answer,)
    if scene.type in _CHOSEN or scene.type is QuestionType.MATCHING:
        return {each for each in answer if isinstance(each, int) and each != NONE}
    return ()


def _is_typed(answer: object) -> bool:
    return isinstance(answer, str) and len(answer) <= MAX_ANSWER and not _UNKEPT.search(answer)

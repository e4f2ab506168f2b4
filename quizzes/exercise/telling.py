"""Answers in words: what somebody said, and what would have been right."""

from collections.abc import Callable, Sequence

from quizzes.exercise.answers import NONE, Answer, first_accepted, lefts, right_answer
from quizzes.exercise.graph import Choice, QuestionType, Scene
from quizzes.exercise.judging import Judged

Named = Callable[[bool], str]
"""How a statement is called that is true, or false."""


def in_words(scene: Scene, answer: Answer, named: Named) -> tuple[str, ...]:
    """An answer line by line."""
    choices = scene.choices
    if isinstance(answer, int):
        return (choices[answer].text,)
    if isinstance(answer, str):
        return (answer,)
    if scene.type is QuestionType.FORM:
        pairs = zip(choices, answer, strict=True)
        return tuple(f"{choice.text}: {given or _EMPTY}" for choice, given in pairs)
    if scene.type is QuestionType.TRUE_FALSE:
        return tuple(f"{choice.text}: {named(at in answer)}" for at, choice in enumerate(choices))
    ordinals = [each for each in answer if isinstance(each, int)]
    if scene.type is QuestionType.ORDERING:
        return tuple(f"{place}. {choices[each].text}" for place, each in enumerate(ordinals, 1))
    if scene.type is QuestionType.MATCHING:
        sides = zip(lefts(scene), ordinals, strict=True)
        return tuple(f"{choices[left].text} – {_side(choices, right)}" for left, right in sides)
    return tuple(choices[each].text for each in ordinals)


def right_in_words(scene: Scene, named: Named) -> tuple[str, ...]:
    """The right answer line by line."""
    return in_words(scene, right_answer(scene), named)


def feedback_of(scene: Scene, judged: Judged, *, in_test: bool) -> tuple[Choice, ...]:
    """The choices whose feedback is told; in a test that of what was taken wrongly, as any other would tell a
    right answer."""
    told = [scene.choices[each] for each in judged.told if not in_test or each in judged.taken]
    return tuple(choice for choice in told if choice.feedback and not (in_test and choice.right))


def told_of(scene: Scene, choices: Sequence[Choice]) -> list[tuple[str, str]]:
    """The words of choices of a question with their feedback."""
    return [(label_of(scene, choice) or choice.match, choice.feedback) for choice in choices]


def label_of(scene: Scene, choice: Choice) -> str:
    """What a choice says; of what is typed, one answer of all that are accepted."""
    return first_accepted(choice.text) if scene.type in _TYPED else choice.text


_EMPTY = "…"
_TYPED = frozenset({QuestionType.NUMERICAL, QuestionType.SHORT_ANSWER})


def _side(choices: tuple[Choice, ...], right: int) -> str:
    return _EMPTY if right == NONE else choices[right].match

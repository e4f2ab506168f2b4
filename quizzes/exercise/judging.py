"""Judges one answer to one question: its share of what is right, its points, and which feedback it gets.

Every question is worth one point, unless choices say theirs (one choice of several, a number, a few words).
Of several, what was chosen wrongly counts against what was chosen rightly; of an order, what counts is how
many steps follow the one before them; of statements, pairs and fields, how many are right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizzes.exercise.accepting import accepts
from quizzes.exercise.answers import Answer, chosen_in, lefts, right_side
from quizzes.exercise.graph import QuestionType, Scene

Points = int | Fraction


@dataclass(frozen=True)
class Judged:
    """What one answer is worth."""

    share: Fraction
    """From 0 to 1."""
    points: Points
    taken: tuple[int, ...]
    """The choices that the answer took: chosen, said to be true, put to a left side, or typed."""
    wrong: tuple[int, ...]
    """The choices about which it was wrong: taken and not right, right and not taken, or in a wrong place."""
    told: tuple[int, ...]
    """The choices whose feedback it gets: the one chosen of several; else those about which it was wrong,
    with what it took that belongs to nothing, or those that are right where nothing was wrong."""

    @property
    def is_right(self) -> bool:
        """Whether nothing was missed."""
        return self.share == 1


def worth(scene: Scene) -> tuple[int, int]:
    """The most and the least points that an answer to a question earns."""
    points = [choice.points for choice in scene.choices if not choice.retry]
    if scene.type is QuestionType.SINGLE:
        return max(points, default=0), min(points, default=0)
    if scene.type in _TYPED:
        return max(points, default=0), min([0, *points])
    return (1, 0) if scene.choices else (0, 0)


def judge(scene: Scene, answer: Answer) -> Judged:
    """What a legal answer to a question is worth."""
    if isinstance(answer, int):
        return _by_points(scene, (answer,), (answer,))
    if isinstance(answer, str):
        return _typed(scene, answer)
    if not scene.choices:  # while it is being written
        return Judged(Fraction(0), 0, (), (), ())
    taken = tuple(sorted(chosen_in(scene, answer)))
    share, wrong = _JUDGES[scene.type](scene, answer)
    if not wrong:
        return Judged(share, share, taken, wrong, lefts(scene))
    aside = (number for number in taken if number not in wrong and not scene.choices[number].right)
    return Judged(share, share, taken, wrong, (*wrong, *aside))


_TYPED = frozenset({QuestionType.NUMERICAL, QuestionType.SHORT_ANSWER})


def _by_points(scene: Scene, taken: tuple[int, ...], told: tuple[int, ...]) -> Judged:
    best, least = worth(scene)
    points = scene.choices[taken[0]].points if taken else 0
    share = Fraction(points - least, best - least) if best != least else Fraction(1)
    return Judged(share, points, taken, () if share == 1 else taken, told)


def _typed(scene: Scene, answer: str) -> Judged:
    """By the first choice that accepts it, the right ones first; where none does, the right ones are told."""
    right_first = sorted(range(len(scene.choices)), key=lambda number: not scene.choices[number].right)
    found = next((number for number in right_first if accepts(scene.choices[number].text, answer)), None)
    if found is not None:
        return _by_points(scene, (found,), (found,))
    return _by_points(scene, (), lefts(scene))


def _several(scene: Scene, answer: Sequence[object]) -> tuple[Fraction, tuple[int, ...]]:
    right = set(lefts(scene))
    good, bad = len(right.intersection(answer)), len(set(answer) - right)
    share = Fraction(max(0, good - bad), len(right)) if right else Fraction(0)
    return share, _mistaken(scene, answer)


def _statements(scene: Scene, answer: Sequence[object]) -> tuple[Fraction, tuple[int, ...]]:
    wrong = _mistaken(scene, answer)
    return 1 - Fraction(len(wrong), len(scene.choices)), wrong


def _mistaken(scene: Scene, answer: Sequence[object]) -> tuple[int, ...]:
    """The choices that were taken for what they are not."""
    return tuple(
        number for number, choice in enumerate(scene.choices) if choice.right is not (number in answer)
    )


def _order(scene: Scene, answer: Sequence[object]) -> tuple[Fraction, tuple[int, ...]]:
    before = dict(zip(answer, [None, *answer], strict=False))
    wrong = [number for number in range(len(answer)) if before[number] != (number - 1 if number else None)]
    neighbours = len(answer) - 1
    broken = sum(number > 0 for number in wrong)
    return 1 - Fraction(broken, neighbours) if neighbours else Fraction(1), tuple(wrong)


def _pairs(scene: Scene, answer: Sequence[object]) -> tuple[Fraction, tuple[int, ...]]:
    asked = lefts(scene)
    wrong = tuple(left for left, given in zip(asked, answer, strict=True) if given != right_side(scene, left))
    return 1 - Fraction(len(wrong), len(asked)) if asked else Fraction(0), wrong


def _fields(scene: Scene, answer: Sequence[object]) -> tuple[Fraction, tuple[int, ...]]:
    wrong = tuple(
        number
        for number, (choice, given) in enumerate(zip(scene.choices, answer, strict=True))
        if not accepts(choice.match, str(given))
    )
    return 1 - Fraction(len(wrong), len(answer)), wrong


_JUDGES = {
    QuestionType.MULTIPLE: _several,
    QuestionType.TRUE_FALSE: _statements,
    QuestionType.ORDERING: _order,
    QuestionType.MATCHING: _pairs,
    QuestionType.FORM: _fields,
}

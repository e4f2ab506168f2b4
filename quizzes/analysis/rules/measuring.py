"""The statistics of a list of questions."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from quizzes.analysis.models import FEW, Measured
from quizzes.analysis.rules.gathering import Gathered
from quizzes.analysis.statistics.guessing import random_guess
from quizzes.analysis.statistics.linear import (
    ENOUGH,
    Marks,
    item_statistics,
    list_statistics,
)
from quizzes.analysis.statistics.mastery import b_index, decision_consistency
from quizzes.exercise.graph import Kind


def measure(gathered: Gathered) -> Measured | None:
    """The statistics of a list of questions; None for a story, and for fewer than :data:`FEW` people.

    They are made of the attempts that were at today's words as a whole.
    """
    judge = gathered.reader.judge
    if judge.is_scenario or gathered.figures is None:
        return None
    ways = [way for way in gathered.ways if way.whole and way.path]
    trails = [trail for way in ways for trail in [judge.follow(way.path)] * way.people]
    marks = [trail.marks for trail in trails]
    whole = list_statistics(marks, judge.most)
    if whole is None or whole.attempts < FEW:
        return None
    passed = [judge.passes(trail, None) for trail in trails]
    sure = whole.attempts >= ENOUGH and judge.exercise.kind is not Kind.ORIENTATION  # which nobody fails
    return Measured(
        items={
            number: item
            for number, item in item_statistics(marks, judge.most).items()
            if gathered.figures.decisions[number].people >= FEW
        },
        guesses=[random_guess(scene) for scene in judge.exercise.scenes],
        b_indices=_b_indices(marks, judge.most, passed) if sure else {},
        whole=whole,
        consistency=decision_consistency(
            [trail.score for trail in trails],
            max(len(each) for each in marks),
            judge.exercise.pass_mark / 100,
            whole.consistency,
        )
        if sure
        else None,
    )


def _b_indices(marks: Sequence[Marks], most: Sequence[float], passed: Sequence[bool]) -> dict[int, float]:
    """By question, over the attempts that had it."""
    had: dict[int, tuple[list[float], list[bool]]] = {}
    for good in (True, False):
        group = [attempt for attempt, each in zip(marks, passed, strict=True) if each is good]
        for (question, mark), times in Counter(chain.from_iterable(group)).items():
            shares, passes = had.setdefault(question, ([], []))
            shares += [mark / most[question] if most[question] else 1.0] * times
            passes += [good] * times
    found = {question: b_index(shares, passes) for question, (shares, passes) in had.items()}
    return {question: index for question, index in found.items() if index is not None}

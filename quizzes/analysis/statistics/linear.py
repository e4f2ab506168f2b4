"""Statistics of questions that are asked one after the other, as Moodle's quiz report defines them.

x is the mark on a question, X its maximum, T the total of an attempt, R = T - x the rest. Source:
``question/classes/statistics/questions/calculator.php`` and ``mod/quiz/report/statistics/classes`` of Moodle.
Where questions are drawn, each is looked at over the attempts that had it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.analysis.statistics.moments import (
    correlation,
    covariance,
    deviation,
    kurtosis,
    mean,
    median,
    skewness,
    variance,
)

ENOUGH = 30
"""Below so many attempts nothing is said of how a question tells people apart."""

Marks = Sequence[tuple[int, float]]
"""An attempt: each question that it was asked, in its order, and the mark on it."""


@dataclass(frozen=True)
class ItemStatistics:
    """How a question did; shares are fractions, None where nothing can be said."""

    attempts: int
    facility: float
    """mean(x) / X."""
    deviation: float | None
    """sd(x) / X."""
    intended_weight: float
    """X as a share of the most that an attempt can get."""
    effective_weight: float | None
    """sqrt(cov(x, T)) as a share of the sum of all of them: what it really decides. None where that
    covariance is negative, and where questions are drawn."""
    discrimination: float | None
    """The correlation of x with R."""
    efficiency: float | None
    """cov(x, R) as a share of the greatest that these marks allow."""


@dataclass(frozen=True)
class ListStatistics:
    """How a list of questions did as a whole; totals are shares of the most that can be got."""

    attempts: int
    average: float
    median: float
    deviation: float | None
    skewness: float | None
    kurtosis: float | None
    consistency: float | None
    """The coefficient of internal consistency, Cronbach's alpha over the places of the questions."""
    error_ratio: float | None
    """sqrt(1 - consistency): how much of the deviation is chance."""
    standard_error: float | None
    """error ratio x deviation: how far a total may lie from what the person can."""


@dataclass(frozen=True)
class _Item:
    """The attempts that had a question: the mark on it, and the marks on the others."""

    most: float
    marks: list[float]
    rests: list[float]


def item_statistics(attempts: Sequence[Marks], most: Sequence[float]) -> dict[int, ItemStatistics]:
    """By question, how it did; ``most`` is the maximum of every question. What nobody was asked is left out.

    Discrimination and its efficiency are not given below :data:`ENOUGH` attempts.
    """
    items = _items(attempts, most)
    asked = _usual_total(attempts, most)
    weights = _effective_weights(items) if _all_alike(attempts) else {}
    return {
        question: ItemStatistics(
            attempts=len(item.marks),
            facility=(mean(item.marks) or 0.0) / item.most,
            deviation=_scaled(deviation(item.marks), item.most),
            intended_weight=item.most / asked,
            effective_weight=weights.get(question),
            discrimination=correlation(item.marks, item.rests) if len(item.marks) >= ENOUGH else None,
            efficiency=_efficiency(item) if len(item.marks) >= ENOUGH else None,
        )
        for question, item in sorted(items.items())
    }


def list_statistics(attempts: Sequence[Marks], most: Sequence[float]) -> ListStatistics | None:
    """How the whole list did; None where nobody has answered it."""
    if not attempts:
        return None
    totals = [
        sum(mark for _, mark in marks) / sum(most[question] for question, _ in marks) for marks in attempts
    ]
    spread, consistency = deviation(totals), _consistency(attempts)
    ratio = None if consistency is None else math.sqrt(max(0.0, 1 - consistency))
    return ListStatistics(
        attempts=len(totals),
        average=mean(totals) or 0.0,
        median=median(totals) or 0.0,
        deviation=spread,
        skewness=skewness(totals),
        kurtosis=kurtosis(totals),
        consistency=consistency,
        error_ratio=ratio,
        standard_error=None if ratio is None or spread is None else ratio * spread,
    )


def _items(attempts: Sequence[Marks], most: Sequence[float]) -> dict[int, _Item]:
    items: dict[int, _Item] = {}
    for marks in attempts:
        total = sum(mark for _, mark in marks)
        for question, mark in marks:
            item = items.get(question)
            if item is None:
                item = items[question] = _Item(most[question], [], [])
            item.marks.append(mark)
            item.rests.append(total - mark)
    return {question: item for question, item in items.items() if item.most > 0}


def _usual_total(attempts: Sequence[Marks], most: Sequence[float]) -> float:
    """What an attempt can get at most, on average where drawn questions weigh differently."""
    totals = [sum(most[question] for question, _ in marks) for marks in attempts]
    return mean(totals) or 1.0


def _all_alike(attempts: Sequence[Marks]) -> bool:
    """Whether every attempt was asked the same questions."""
    asked = {frozenset(question for question, _ in marks) for marks in attempts}
    return len(asked) == 1


def _effective_weights(items: dict[int, _Item]) -> dict[int, float]:
    roots = {}
    for question, item in items.items():
        totals = [mark + rest for mark, rest in zip(item.marks, item.rests, strict=True)]
        together = covariance(item.marks, totals)
        if together is not None and together >= 0:
            roots[question] = math.sqrt(together)
    whole = sum(roots.values())
    return {question: root / whole for question, root in roots.items()} if whole else {}


def _efficiency(item: _Item) -> float | None:
    together = covariance(item.marks, item.rests)
    best = covariance(sorted(item.marks), sorted(item.rests))
    return together / best if together is not None and best else None


def _scaled(value: float | None, most: float) -> float | None:
    return None if value is None else value / most


def _consistency(attempts: Sequence[Marks]) -> float | None:
    """p / (p - 1) x (1 - sum var(x) / var(T)) over the p places of the list; None where attempts have
    different numbers of questions, or do not vary."""
    places = len(attempts[0])
    if places < 2 or any(len(marks) != places for marks in attempts):
        return None
    whole = variance([sum(mark for _, mark in marks) for marks in attempts])
    parts = [variance([marks[place][1] for marks in attempts]) or 0.0 for place in range(places)]
    return places / (places - 1) * (1 - math.fsum(parts) / whole) if whole else None

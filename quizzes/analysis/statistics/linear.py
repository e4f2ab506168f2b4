"""Statistics of questions that are asked one after the other, as Moodle's quiz report defines them.

x is the mark on a question, X its maximum, T the total of an attempt, R = T - x the rest. Source:
``question/classes/statistics/questions/calculator.php`` and ``mod/quiz/report/statistics/classes`` of Moodle.
Where questions are drawn, each is looked at over the attempts that had it.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

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
    """The attempts that had a question."""

    most: float
    pairs: Counter[tuple[float, float]]
    """How many had which mark on it, and which marks on the others together."""

    @property
    def attempts(self) -> int:
        """How many had it."""
        return self.pairs.total()

    @property
    def marks(self) -> list[float]:
        """The marks on it, from the lowest."""
        return sorted([mark for (mark, _), times in self.pairs.items() for _ in range(times)])

    @property
    def rests(self) -> list[float]:
        """The marks on the others, from the lowest."""
        return sorted([rest for (_, rest), times in self.pairs.items() for _ in range(times)])


def item_statistics(attempts: Sequence[Marks], most: Sequence[float]) -> dict[int, ItemStatistics]:
    """By question, how it did; ``most`` is the maximum of every question. What nobody was asked is left out.

    Discrimination and its efficiency are not given below :data:`ENOUGH` attempts.
    """
    items = _items(attempts, most)
    usual = sum(item.most * item.attempts for item in items.values()) / max(1, len(attempts))
    weights = _effective_weights(items) if _all_alike(attempts) else {}
    return {
        question: ItemStatistics(
            attempts=item.attempts,
            facility=(mean(item.marks) or 0.0) / item.most,
            deviation=_scaled(deviation(item.marks), item.most),
            intended_weight=item.most / usual,
            effective_weight=weights.get(question),
            discrimination=correlation(item.pairs) if item.attempts >= ENOUGH else None,
            efficiency=_efficiency(item) if item.attempts >= ENOUGH else None,
        )
        for question, item in sorted(items.items())
    }


def list_statistics(attempts: Sequence[Marks], most: Sequence[float]) -> ListStatistics | None:
    """How the whole list did; None where nobody has answered it."""
    if not attempts:
        return None
    totals = [
        sum([mark for _, mark in marks]) / sum([most[question] for question, _ in marks])
        for marks in attempts
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
    """By question; those for which nothing can be got are left out. Attempts with the same total are counted
    at once."""
    by_total: dict[float, list[Marks]] = {}
    for marks in attempts:
        by_total.setdefault(sum([mark for _, mark in marks]), []).append(marks)
    items: dict[int, _Item] = {}
    for total, some in by_total.items():
        for (question, mark), times in Counter(chain.from_iterable(some)).items():
            if most[question] > 0:
                item = items.setdefault(question, _Item(most[question], Counter()))
                item.pairs[mark, total - mark] += times
    return items


def _all_alike(attempts: Sequence[Marks]) -> bool:
    """Whether every attempt was asked the same questions."""
    return all(dict(marks).keys() == dict(attempts[0]).keys() for marks in attempts)


def _effective_weights(items: dict[int, _Item]) -> dict[int, float]:
    roots = {}
    for question, item in items.items():
        totals: Counter[tuple[float, float]] = Counter()
        for (mark, rest), times in item.pairs.items():
            totals[mark, mark + rest] += times
        together = covariance(totals)
        if together is not None and together >= 0:
            roots[question] = math.sqrt(together)
    whole = sum(roots.values())
    return {question: root / whole for question, root in roots.items()} if whole else {}


def _efficiency(item: _Item) -> float | None:
    together = covariance(item.pairs)
    best = covariance(Counter(zip(item.marks, item.rests, strict=True)))
    return together / best if together is not None and best else None


def _scaled(value: float | None, most: float) -> float | None:
    return None if value is None else value / most


def _consistency(attempts: Sequence[Marks]) -> float | None:
    """p / (p - 1) x (1 - sum var(x) / var(T)) over the p places of the list; None where attempts have
    different numbers of questions, or do not vary."""
    places = len(attempts[0])
    if places < 2 or any(len(marks) != places for marks in attempts):
        return None
    rows = [[mark for _, mark in marks] for marks in attempts]
    whole = variance([sum(row) for row in rows])
    parts = [variance(column) or 0.0 for column in zip(*rows, strict=True)]
    return places / (places - 1) * (1 - math.fsum(parts) / whole) if whole else None

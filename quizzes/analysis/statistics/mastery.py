"""What fits teaching towards a mark that all should reach: who passed against who did not, before and after.

After good training nearly everybody answers rightly, and the statistics that rank people have little to say.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizzes.analysis.statistics.moments import Range, Z, deviation, difference_range, mean


@dataclass(frozen=True)
class Gain:
    """The same people, or two groups, before and after: facilities as shares."""

    people: int
    """Who did both; of two groups the smaller one."""
    before: float
    after: float
    likely: Range | None
    """Where the difference lies in 95 of 100 cases."""

    @property
    def difference(self) -> float:
        """After less before."""
        return self.after - self.before


def b_index(marks: Sequence[float], passed: Sequence[bool]) -> float | None:
    """The facility of a question among those who passed less that among those who did not (Brennan 1972);
    ``marks`` are shares of its maximum. None where one of the two groups is empty."""
    above = mean([mark for mark, good in zip(marks, passed, strict=True) if good])
    below = mean([mark for mark, good in zip(marks, passed, strict=True) if not good])
    return None if above is None or below is None else above - below


def decision_consistency(
    totals: Sequence[float], questions: int, pass_mark: float, reliability: float | None
) -> float | None:
    """Which share of people would pass twice or fail twice if they were asked again (Subkoviak 1976).

    ``totals`` and ``pass_mark`` are shares. What somebody can is estimated between her total and the average,
    nearer to her total the more reliable the list is; each question is then answered rightly with that
    chance. None where the reliability is not known.
    """
    average = mean(totals)
    if average is None or reliability is None or questions < 1:
        return None
    trust = min(1.0, max(0.0, reliability))
    needed = math.ceil(pass_mark * questions - 1e-9)
    tails: dict[float, float] = {}
    agreed = 0.0
    for total in totals:
        if total not in tails:
            tails[total] = _at_least(needed, questions, trust * total + (1 - trust) * average)
        agreed += tails[total] ** 2 + (1 - tails[total]) ** 2
    return agreed / len(totals)


def _at_least(needed: int, questions: int, chance: float) -> float:
    """The probability of so many right answers or more."""
    terms = (
        math.comb(questions, right) * chance**right * (1 - chance) ** (questions - right)
        for right in range(needed, questions + 1)
    )
    return min(1.0, math.fsum(terms))


def gain_of_people(before: Mapping[int, float], after: Mapping[int, float]) -> Gain | None:
    """How the people who were asked both times did: by person, her share before and after.

    The range is that of the mean of their differences (normal approximation); None where nobody did both.
    """
    both = before.keys() & after.keys()
    if not both:
        return None
    first = mean([before[person] for person in both]) or 0.0
    second = mean([after[person] for person in both]) or 0.0
    return Gain(len(both), first, second, _paired_range([after[each] - before[each] for each in both]))


def _paired_range(gains: Sequence[float]) -> Range | None:
    middle, spread = mean(gains), deviation(gains)
    if middle is None or spread is None:
        return None
    reach = Z * spread / math.sqrt(len(gains))
    return Range(max(-1.0, middle - reach), min(1.0, middle + reach))


def gain_of_groups(before: float, n_before: int, after: float, n_after: int) -> Gain | None:
    """Two groups of different people beside each other; None where one of them is empty."""
    if not n_before or not n_after:
        return None
    return Gain(min(n_before, n_after), before, after, difference_range(before, n_before, after, n_after))

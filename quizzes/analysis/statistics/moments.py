"""Means, spreads and what goes together: the arithmetic on which every other figure rests.

Variances and covariances are those of a sample (divided by n - 1). What cannot be said of so few values, or
of values that are all alike, is None.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

Values = Sequence[float]
Pairs = Mapping[tuple[float, float], int]
"""Pairs of values, each with how often it was seen: thousands of people share a few marks."""
Z = 1.959963984540054  # the two-sided 95 % quantile of the normal distribution


class Range(NamedTuple):
    """Between which shares (0 to 1) the true one lies in 95 of 100 cases."""

    low: float
    high: float


def mean(values: Values) -> float | None:
    """The average; None of nothing."""
    return math.fsum(values) / len(values) if values else None


def median(values: Values) -> float | None:
    """The value in the middle; between two of them their average; None of nothing."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def covariance(pairs: Pairs) -> float | None:
    """How far the first of each pair goes together with the second, in the product of their units; None below
    two pairs."""
    count = sum(pairs.values())
    if count < 2:
        return None
    if len({one for one, _ in pairs}) == 1 or len({other for _, other in pairs}) == 1:
        return 0.0
    first = math.fsum([times * one for (one, _), times in pairs.items()]) / count
    second = math.fsum([times * other for (_, other), times in pairs.items()]) / count
    products = [times * (one - first) * (other - second) for (one, other), times in pairs.items()]
    return math.fsum(products) / (count - 1)


def variance(values: Values) -> float | None:
    """The square of :func:`deviation`."""
    return covariance({(value, value): times for value, times in Counter(values).items()})


def deviation(values: Values) -> float | None:
    """The standard deviation, in the unit of the values; None below two."""
    found = variance(values)
    return None if found is None else math.sqrt(found)


def correlation(pairs: Pairs) -> float | None:
    """The same as :func:`covariance` between -1 and 1; None where one of the two does not vary."""
    together, first, second = covariance(pairs), _variance_of(pairs, 0), _variance_of(pairs, 1)
    if together is None or not first or not second:
        return None
    return max(-1.0, min(1.0, together / math.sqrt(first) / math.sqrt(second)))


def _variance_of(pairs: Pairs, side: int) -> float | None:
    found: Counter[tuple[float, float]] = Counter()
    for pair, times in pairs.items():
        found[pair[side], pair[side]] += times
    return covariance(found)


def skewness(values: Values) -> float | None:
    """k3 / k2^1.5: negative where few lie far below the others; None below three values."""
    n, spread = len(values), variance(values)
    if n < 3 or not spread:
        return None
    third = n * n * _moment(values, 3) / ((n - 1) * (n - 2))
    return float(third / spread**1.5)


def kurtosis(values: Values) -> float | None:
    """k4 / k2^2: 0 as in a normal distribution, negative where values are spread flat; None below four."""
    n, spread = len(values), variance(values)
    if n < 4 or not spread:
        return None
    second, fourth = _moment(values, 2), _moment(values, 4)
    k4 = n * n * ((n + 1) * fourth - 3 * (n - 1) * second**2) / ((n - 1) * (n - 2) * (n - 3))
    return k4 / spread**2


def _moment(values: Values, power: int) -> float:
    """The mean of a power of the distances from the mean."""
    middle = math.fsum(values) / len(values)
    counted = Counter(values).items()
    return math.fsum([times * (value - middle) ** power for value, times in counted]) / len(values)


def wilson(share: float, count: int) -> Range | None:
    """Wilson's interval around a share seen in ``count`` cases; None of nothing.

    For a mean of parts of a point it is wider than needed, never narrower: no values between 0 and 1 with
    the same mean vary more than those that are all 0 or 1.
    """
    if count < 1:
        return None
    wide = Z * Z / count
    middle = (share + wide / 2) / (1 + wide)
    reach = Z * math.sqrt(share * (1 - share) / count + wide / (4 * count)) / (1 + wide)
    return Range(max(0.0, middle - reach), min(1.0, middle + reach))


def difference_range(before: float, n_before: int, after: float, n_after: int) -> Range | None:
    """Between which values a difference of two shares of different people lies (Newcombe's method 10: the
    Wilson intervals of both, joined); None where one of them was not seen at all."""
    first, second = wilson(before, n_before), wilson(after, n_after)
    if first is None or second is None:
        return None
    gap = after - before
    below = math.hypot(after - second.low, first.high - before)
    above = math.hypot(second.high - after, before - first.low)
    return Range(max(-1.0, gap - below), min(1.0, gap + above))

"""Every statistic of a list of questions, checked against a calculation by hand.

Six people answer three questions, and thirty in all answer as they did: five like each of them.
Right (1) and wrong (0); totals 3, 2, 2, 1, 1, 0.
"""

import math
import random
import statistics
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.analysis.statistics.linear import item_statistics, list_statistics
from quizzes.analysis.statistics.mastery import (
    b_index,
    decision_consistency,
    gain_of_groups,
    gain_of_people,
)
from quizzes.analysis.statistics.moments import (
    correlation,
    deviation,
    kurtosis,
    mean,
    median,
    skewness,
    wilson,
)

SIX = [(1, 1, 1), (1, 1, 0), (1, 0, 1), (1, 0, 0), (0, 1, 0), (0, 0, 0)]
THIRTY = [list(enumerate(map(float, marks))) for marks in SIX for _ in range(5)]
MOST = [1.0, 1.0, 1.0]

FOUR_DECIMALS = {"abs": 0.00005}


def near(value: float) -> object:
    return pytest.approx(value, **FOUR_DECIMALS)


@pytest.mark.parametrize(
    ("question", "facility", "deviation", "effective", "discrimination", "efficiency"),
    [
        # sd: sqrt(4/6 x 2/6 x 30/29); correlation: (4/36) / sqrt(8/36 x 17/36); the best possible
        # covariance is 10/36; effective weights go as sqrt(12), sqrt(9), sqrt(12)
        (0, 0.6667, 0.4795, 0.3489, 0.3430, 0.4000),
        (1, 0.5000, 0.5085, 0.3022, 0.0000, 0.0000),
        (2, 0.3333, 0.4795, 0.3489, 0.3430, 0.4000),
    ],
)
def test_a_question_is_described_as_by_hand(
    question: int,
    facility: float,
    deviation: float,
    effective: float,
    discrimination: float,
    efficiency: float,
) -> None:
    found = item_statistics(THIRTY, MOST)[question]
    assert found.attempts == 30
    assert found.facility == near(facility)
    assert found.deviation == near(deviation)
    assert found.intended_weight == near(0.3333)
    assert found.effective_weight == near(effective)
    assert found.discrimination == near(discrimination)
    assert found.efficiency == near(efficiency)


def test_a_list_is_described_as_by_hand() -> None:
    found = list_statistics(THIRTY, MOST)
    assert found
    assert (found.average, found.median) == (near(0.5), near(0.5))
    assert found.deviation == near(0.3246)  # sqrt(33/36 x 30/29) / 3
    assert found.skewness == near(0.0)
    assert found.kurtosis == near(-0.8902)  # 900 (31 x 1.729167 - 87 x 0.840278) / 21924 / 0.899227
    assert found.consistency == near(0.3636)  # 3/2 x (1 - 25/33)
    assert found.error_ratio == near(0.7977)
    assert found.standard_error == near(0.2589)


def test_a_lopsided_row_has_the_skewness_of_the_hand_calculation() -> None:
    assert skewness([0, 0, 0, 1]) == near(2.0)  # k3 = 16 x 0.09375 / 6, k2 = 0.25


def test_questions_with_more_points_weigh_more() -> None:
    attempts = [[(0, 3.0), (1, 1.0)], [(0, 0.0), (1, 1.0)], [(0, 1.5), (1, 0.0)]]
    found = item_statistics(attempts, [3.0, 1.0])
    assert (found[0].facility, found[0].intended_weight) == (near(0.5), near(0.75))
    assert (found[1].facility, found[1].intended_weight) == (near(0.6667), near(0.25))


def test_below_thirty_nothing_is_said_of_telling_people_apart() -> None:
    found = item_statistics(THIRTY[:29], MOST)[0]
    assert (found.discrimination, found.efficiency) == (None, None)
    assert found.facility > 0


def test_a_drawn_question_is_looked_at_over_the_attempts_that_had_it() -> None:
    drawn = [[(0, 1.0), (1, 1.0)], [(0, 0.0), (2, 1.0)], [(1, 0.0), (2, 1.0)]]
    found = item_statistics(drawn, MOST)
    assert [found[each].attempts for each in range(3)] == [2, 2, 2]
    assert [found[each].facility for each in range(3)] == [0.5, 0.5, 1.0]
    assert all(each.effective_weight is None for each in found.values())


def test_a_question_that_goes_against_the_others_has_no_effective_weight() -> None:
    against = [[(0, 1.0), (1, 0.0), (2, 0.0)], [(0, 0.0), (1, 1.0), (2, 1.0)]] * 15
    found = item_statistics(against, MOST)
    assert found[0].discrimination == near(-1.0)
    assert found[0].effective_weight is None
    assert found[1].effective_weight == near(0.5)


def test_a_question_that_everybody_answers_alike_tells_nobody_apart() -> None:
    alike = [[(0, 0.1), (1, float(number % 3))] for number in range(60)]
    found = item_statistics(alike, [1.0, 2.0])[0]
    assert (found.deviation, found.discrimination, found.efficiency) == (0.0, None, None)
    assert found.effective_weight == near(0.0)


def test_those_who_passed_did_so_much_better_than_those_who_did_not() -> None:
    first = [marks[0] for marks in SIX]
    assert b_index(first, [sum(marks) >= 2 for marks in SIX]) == near(0.6667)  # 1 - 1/3
    assert b_index(first, [True] * 6) is None


@pytest.mark.parametrize(
    ("reliability", "consistency"),
    [(1.0, 0.8750), (0.5, 0.6719)],  # (1 + 0.5625 + 0.0625 + 1) / 3; (0.8828 + 0.6250 + 0.5078) / 3
)
def test_who_passes_would_mostly_pass_again(reliability: float, consistency: float) -> None:
    assert decision_consistency([1, 0.5, 0], 2, 0.5, reliability) == near(consistency)


def test_nothing_is_said_of_passing_again_without_reliability() -> None:
    assert decision_consistency([1, 0.5], 2, 0.5, None) is None


def test_the_same_people_are_compared_before_and_after() -> None:
    found = gain_of_people({1: 0.2, 2: 0.4, 3: 1.0}, {1: 0.8, 2: 0.8, 4: 0.0})
    assert found
    assert (found.people, found.before, found.after) == (2, near(0.3), near(0.8))
    assert found.difference == near(0.5)
    assert found.likely
    assert found.likely.low == near(0.5 - 1.959964 * math.sqrt(0.02 / 2))  # differences 0.6 and 0.4
    assert gain_of_people({1: 0.2}, {2: 0.4}) is None


def test_two_groups_are_compared_with_newcombe_s_interval() -> None:
    """The example of Newcombe (1998), table II (a): 56/70 and 48/80."""
    found = gain_of_groups(48 / 80, 80, 56 / 70, 70)
    assert found
    assert found.likely
    assert found.difference == near(0.2)
    assert (found.likely.low, found.likely.high) == (near(0.0524), near(0.3339))


def test_wilson_s_interval_is_that_of_the_book() -> None:
    """Newcombe (1998), table I: 81 of 263."""
    found = wilson(81 / 263, 263)
    assert found
    assert (found.low, found.high) == (near(0.2553), near(0.3662))
    assert wilson(0.5, 0) is None


def test_eight_people_leave_a_wide_range() -> None:
    found = wilson(0.5, 8)
    assert found
    assert found.high - found.low > 0.5


def test_of_nothing_nothing_is_said() -> None:
    assert list_statistics([], MOST) is None
    assert item_statistics([], MOST) == {}
    assert (mean([]), median([]), deviation([1]), kurtosis([1, 2, 3])) == (None, None, None, None)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=40))
def test_whatever_is_given_shares_stay_shares(pairs: list[tuple[float, float]]) -> None:
    together = correlation(Counter(pairs))
    assert together is None or -1 <= together <= 1
    share = mean([one for one, _ in pairs]) or 0.0
    likely = wilson(min(1.0, share), len(pairs))
    assert likely
    assert 0 <= likely.low <= share + 1e-9
    assert share - 1e-9 <= likely.high <= 1


@pytest.mark.parametrize("drawn", [3, 6])
def test_random_lists_are_described_as_the_standard_library_does(drawn: int) -> None:
    """Questions of different worth with parts of points, all of them asked or three drawn of six."""
    chance, most = random.Random(520), [1.0, 1.0, 2.0, 1.0, 3.0, 1.0]
    attempts = []
    for _ in range(200):
        skill = chance.random()
        asked = chance.sample(range(6), drawn)
        attempts.append([(each, most[each] * chance.choice([skill > 0.5, 0.5, 1 / 3])) for each in asked])
    found = item_statistics(attempts, most)
    for question in range(6):
        had = [dict(marks) for marks in attempts if question in dict(marks)]
        marks = [each[question] for each in had]
        rests = [sum(each.values()) - each[question] for each in had]
        item = found[question]
        assert item.attempts == len(had)
        assert item.facility == pytest.approx(statistics.mean(marks) / most[question])
        assert item.deviation == pytest.approx(statistics.stdev(marks) / most[question])
        assert item.discrimination == pytest.approx(statistics.correlation(marks, rests))
        best = statistics.covariance(sorted(marks), sorted(rests))
        assert item.efficiency == pytest.approx(statistics.covariance(marks, rests) / best)
    whole = list_statistics(attempts, most)
    shares = [sum(mark for _, mark in each) / sum(most[place] for place, _ in each) for each in attempts]
    assert whole
    assert (whole.average, whole.median) == (
        pytest.approx(statistics.mean(shares)),
        pytest.approx(statistics.median(shares)),
    )
    assert whole.deviation == pytest.approx(statistics.stdev(shares))
    parts = [statistics.variance([each[place][1] for each in attempts]) for place in range(drawn)]
    totals = statistics.variance([sum(mark for _, mark in each) for each in attempts])
    assert whole.consistency == pytest.approx(drawn / (drawn - 1) * (1 - sum(parts) / totals))

"""Evidence is folded into the days on which a requirement is met."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.standards.models import EvidenceKind, EvidenceStatus, Mode, Validity
from lms.standards.rules.folding import ClauseVersion, Interval, Rule, Showing, add_months, fold

CLASS, LAPSE, VOID = EvidenceKind.WORKSHOP, EvidenceKind.LAPSE, EvidenceKind.VOID
CONFIRMED, DECLARED = EvidenceStatus.CONFIRMED, EvidenceStatus.DECLARED


def rule(validity: Validity = Validity.NONE, **more: object) -> Rule:
    settings: dict[str, object] = {
        "validity": validity,
        "kinds": frozenset({CLASS, EvidenceKind.COURSE}),
        "modes": frozenset({Mode.SELF, Mode.PAPER}),
        "valid_from": date(2000, 1, 1),
    }
    return Rule(**{**settings, **more})  # type: ignore[arg-type]


def shown(day: str, number: int = 1, **more: object) -> Showing:
    settings: dict[str, object] = {"kind": CLASS, "status": CONFIRMED}
    return Showing(number, date.fromisoformat(day), **{**settings, **more})  # type: ignore[arg-type]


def days(intervals: list[Interval]) -> list[tuple[str, str | None, str]]:
    return [
        (str(each.valid_from), str(each.valid_until) if each.valid_until else None, str(each.status))
        for each in intervals
    ]


TWO_YEARS = rule(Validity.MONTHS, months=24, window_days=60)


def test_without_an_end_it_holds_from_the_day_it_was_shown() -> None:
    assert days(fold(rule(), [shown("2022-03-15"), shown("2023-01-01", 2)])) == [
        ("2022-03-15", None, "confirmed")
    ]


def test_months_count_from_the_day_it_was_shown() -> None:
    assert days(fold(TWO_YEARS, [shown("2024-03-15")])) == [("2024-03-15", "2026-03-15", "confirmed")]


def test_renewed_inside_the_window_the_next_end_counts_from_the_old_end() -> None:
    assert days(fold(TWO_YEARS, [shown("2024-03-15"), shown("2026-02-01", 2)])) == [
        ("2024-03-15", "2026-02-01", "confirmed"),
        ("2026-02-01", "2028-03-15", "confirmed"),
    ]


def test_renewed_before_the_window_the_next_end_counts_from_that_day() -> None:
    assert days(fold(TWO_YEARS, [shown("2024-03-15"), shown("2025-06-01", 2)])) == [
        ("2024-03-15", "2025-06-01", "confirmed"),
        ("2025-06-01", "2027-06-01", "confirmed"),
    ]


def test_renewed_after_it_expired_there_is_a_gap() -> None:
    assert days(fold(TWO_YEARS, [shown("2022-01-10"), shown("2024-01-10", 2), shown("2027-01-10", 3)])) == [
        ("2022-01-10", "2024-01-10", "confirmed"),
        ("2024-01-10", "2026-01-10", "confirmed"),
        ("2027-01-10", "2029-01-10", "confirmed"),
    ]


def test_the_first_and_the_last_day_of_the_window_count() -> None:
    first = date(2026, 3, 15) - timedelta(days=60)
    for day in (first, date(2026, 3, 14)):
        found = fold(TWO_YEARS, [shown("2024-03-15"), shown(str(day), 2)])
        assert found[-1].valid_until == date(2028, 3, 15)
    too_early = fold(TWO_YEARS, [shown("2024-03-15"), shown(str(first - timedelta(days=1)), 2)])
    assert too_early[-1].valid_until == date(2028, 1, 13)


def test_showing_it_once_more_never_costs_a_day() -> None:
    twice = [shown("2024-03-15"), shown("2026-02-01", 2)]
    once_more = [*twice, shown("2026-01-01", 3)]  # just before the window: would begin a shorter period
    assert fold(TWO_YEARS, once_more)[-1].valid_until == date(2028, 3, 15)


def test_a_calendar_year_ends_with_the_year() -> None:
    yearly = rule(Validity.CALENDAR_YEAR, window_days=0)
    assert days(fold(yearly, [shown("2022-06-30"), shown("2022-12-31", 2), shown("2024-01-01", 3)])) == [
        ("2022-06-30", "2023-01-01", "confirmed"),
        ("2024-01-01", "2025-01-01", "confirmed"),
    ]


def test_a_fixed_day_ends_every_period() -> None:
    school_year = rule(Validity.FIXED, fixed_end="08-31", window_days=30)
    assert days(fold(school_year, [shown("2025-08-31")])) == [("2025-08-31", "2025-09-01", "confirmed")]
    assert days(fold(school_year, [shown("2025-09-01")])) == [("2025-09-01", "2026-09-01", "confirmed")]
    renewed = fold(school_year, [shown("2025-09-10"), shown("2026-08-20", 2)])
    assert renewed[-1].valid_until == date(2027, 9, 1)


def test_a_fixed_end_of_february_follows_leap_years() -> None:
    yearly = rule(Validity.FIXED, fixed_end="02-29")
    assert fold(yearly, [shown("2023-02-28")])[0].valid_until == date(2023, 3, 1)
    assert fold(yearly, [shown("2024-02-29")])[0].valid_until == date(2024, 3, 1)


@pytest.mark.parametrize(
    "more",
    [{"kind": EvidenceKind.ORIENTATION}, {"mode": Mode.TOGETHER}, {"level": 1}],
)
def test_what_is_not_accepted_counts_for_nothing(more: dict[str, object]) -> None:
    assert fold(rule(minimum_level=2), [shown("2024-01-01", **{"level": 2, **more})]) == []


def test_a_lapse_ends_what_was_shown_up_to_its_day() -> None:
    story = [shown("2024-01-01"), shown("2024-05-01", 2, kind=LAPSE), shown("2024-05-01", 3)]
    assert days(fold(rule(), story)) == [("2024-01-01", "2024-05-01", "confirmed")]
    again = [*story, shown("2024-06-01", 4)]
    assert days(fold(rule(), again))[1:] == [("2024-06-01", None, "confirmed")]


def test_after_a_lapse_a_renewal_counts_from_its_own_day() -> None:
    story = [shown("2024-03-15"), shown("2026-01-20", 2, kind=LAPSE), shown("2026-02-01", 3)]
    assert fold(TWO_YEARS, story)[-1].valid_until == date(2028, 2, 1)


def test_a_voided_lapse_never_was() -> None:
    story = [shown("2024-01-01"), shown("2024-05-01", 2, kind=LAPSE)]
    mistaken = [*story, shown("2024-05-01", 3, kind=VOID, voids=2)]
    assert fold(rule(), mistaken) == fold(rule(), story[:1])


def test_declared_evidence_fills_only_the_days_that_nobody_confirmed() -> None:
    story = [shown("2024-01-01", status=DECLARED), shown("2025-01-01", 2)]
    assert days(fold(TWO_YEARS, story)) == [
        ("2024-01-01", "2025-01-01", "declared"),
        ("2025-01-01", "2027-01-01", "confirmed"),
    ]
    around = [shown("2023-06-01"), shown("2025-01-01", 2, status=DECLARED), shown("2025-11-01", 3)]
    assert days(fold(TWO_YEARS, around)) == [
        ("2023-06-01", "2025-06-01", "confirmed"),
        ("2025-06-01", "2025-11-01", "declared"),
        ("2025-11-01", "2027-11-01", "confirmed"),
    ]


def test_the_requirements_own_dates_bound_it() -> None:
    bounded = rule(valid_from=date(2021, 4, 1), valid_until=date(2026, 1, 1))
    assert days(fold(bounded, [shown("2019-05-01")])) == [("2021-04-01", "2026-01-01", "confirmed")]
    assert fold(bounded, [shown("2026-01-01")]) == []


OLD, NEW, OTHER = (
    ClauseVersion(1, "A0", date(2000, 1, 1)),
    ClauseVersion(2, "A0", date(2022, 3, 1)),
    ClauseVersion(3, "P0", date(2000, 1, 1)),
)
BY_CLAUSES = rule(Validity.UNTIL_CLAUSE_CHANGE, clauses=(NEW, OTHER, OLD))


def test_a_clause_that_changes_ends_it_until_the_new_version_is_covered() -> None:
    old = shown("2021-05-01", clauses=frozenset({1, 3}))
    assert days(fold(BY_CLAUSES, [old])) == [("2021-05-01", "2022-03-01", "confirmed")]
    change_only = shown("2022-06-01", 2, clauses=frozenset({2}))
    assert days(fold(BY_CLAUSES, [old, change_only]))[1:] == [("2022-06-01", None, "confirmed")]


def test_the_new_version_taught_ahead_leaves_no_gap() -> None:
    old = shown("2021-05-01", clauses=frozenset({1, 3}))
    ahead = shown("2022-02-01", 2, clauses=frozenset({2}))
    found = fold(BY_CLAUSES, [old, ahead])
    assert found[0].valid_from == date(2021, 5, 1)
    assert [each.valid_until for each in found] == [date(2022, 2, 1), None]


def test_what_covers_only_a_part_of_the_clauses_is_not_enough() -> None:
    assert fold(BY_CLAUSES, [shown("2023-01-01", clauses=frozenset({2}))]) == []


def test_a_month_after_the_end_of_january_is_the_end_of_february() -> None:
    assert add_months(date(2025, 1, 31), 1) == date(2025, 2, 28)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2024, 11, 30), 3) == date(2025, 2, 28)


SOME_DAYS = st.dates(date(2019, 1, 1), date(2028, 12, 31))
CLAUSES = st.frozensets(st.sampled_from([1, 2, 3]))
SHOWINGS = st.builds(
    Showing,
    id=st.just(0),
    occurred_on=SOME_DAYS,
    kind=st.sampled_from([CLASS, CLASS, CLASS, EvidenceKind.ORIENTATION, LAPSE]),
    status=st.sampled_from([CONFIRMED, DECLARED]),
    mode=st.sampled_from([Mode.SELF, Mode.TOGETHER]),
    level=st.integers(1, 3),
    clauses=CLAUSES,
)
RULES = st.builds(
    rule,
    validity=st.sampled_from(list(Validity)),
    months=st.sampled_from([1, 6, 24]),
    window_days=st.integers(0, 200),
    fixed_end=st.sampled_from(["12-31", "02-29", "08-31"]),
    minimum_level=st.integers(1, 2),
    valid_from=st.sampled_from([date(2000, 1, 1), date(2022, 1, 1)]),
    valid_until=st.sampled_from([None, date(2025, 7, 1)]),
    clauses=st.just((OLD, NEW, OTHER)),
)


def numbered(rows: list[Showing]) -> list[Showing]:
    return [replace(row, id=number) for number, row in enumerate(rows, 1)]


STORIES = st.lists(SHOWINGS, max_size=8).map(numbered)


def covered(intervals: list[Interval], status: EvidenceStatus | None = None) -> set[date]:
    """The days of the years in question that the intervals cover."""
    first, last = date(2018, 1, 1), date(2034, 1, 1)
    found: set[date] = set()
    for each in intervals:
        if status in (None, each.status):
            start = max(each.valid_from, first)
            length = (min(each.valid_until or last, last) - start).days
            found |= {start + timedelta(days=count) for count in range(length)}
    return found


def plain(intervals: list[Interval]) -> tuple[set[date], set[date]]:
    return covered(intervals, CONFIRMED), covered(intervals, DECLARED)


@given(RULES, STORIES, st.randoms(use_true_random=False))
def test_the_order_of_recording_does_not_matter(asked: Rule, story: list[Showing], random: object) -> None:
    shuffled = list(story)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold(asked, shuffled) == fold(asked, story)
    assert plain(fold(asked, numbered(shuffled))) == plain(fold(asked, story))


@given(RULES, STORIES)
def test_intervals_are_disjoint_in_order_and_within_the_requirement(
    asked: Rule, story: list[Showing]
) -> None:
    found = fold(asked, story)
    for each in found:
        assert each.valid_from >= asked.valid_from
        assert each.valid_until is None or each.valid_from < each.valid_until
        assert asked.valid_until is None or (each.valid_until and each.valid_until <= asked.valid_until)
        assert each.evidence_id in {row.id for row in story}
    for before, after in itertools.pairwise(found):
        assert before.valid_until
        assert before.valid_until <= after.valid_from


@given(RULES, STORIES, SHOWINGS)
def test_voiding_a_row_equals_never_having_it(asked: Rule, story: list[Showing], mistake: Showing) -> None:
    wrong = replace(mistake, id=100)
    undone = Showing(101, wrong.occurred_on, VOID, wrong.status, voids=100)
    assert fold(asked, [*story, wrong, undone]) == fold(asked, story)


@given(RULES, STORIES, SHOWINGS)
def test_more_evidence_never_takes_away_a_confirmed_day(
    asked: Rule, story: list[Showing], more: Showing
) -> None:
    peaceful = [row for row in story if row.kind is not LAPSE]
    added = replace(more, id=100, kind=CLASS)
    before, after = fold(asked, peaceful), fold(asked, [*peaceful, added])
    assert covered(before, CONFIRMED) <= covered(after, CONFIRMED)
    assert covered(before) <= covered(after)


@given(RULES, STORIES)
def test_confirmed_days_do_not_depend_on_what_is_only_declared(asked: Rule, story: list[Showing]) -> None:
    sure = [row for row in story if row.status is CONFIRMED or row.kind is LAPSE]
    assert covered(fold(asked, story), CONFIRMED) == covered(fold(asked, sure), CONFIRMED)


@given(SOME_DAYS, st.integers(1, 40))
def test_adding_months_keeps_the_order_and_never_skips_a_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert add_months(day + timedelta(days=1), months) >= later

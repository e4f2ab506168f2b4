"""The pure core of succession: nothing is lost, nothing is guessed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lms.places.rules.lineage import Lineage, Link

FIRST = date(2020, 1, 1)
DAY = st.integers(0, 400).map(lambda days: FIRST + timedelta(days=days))
UNIT = st.integers(1, 12)
LINKS = st.lists(st.builds(Link, old=UNIT, new=UNIT, on=DAY, is_whole=st.booleans()), max_size=30)
COUNTS = st.dictionaries(UNIT, st.integers(0, 50))
MERGER = date(2025, 7, 1)


@given(LINKS, COUNTS, DAY)
def test_whoever_stood_somewhere_still_stands_somewhere(
    links: list[Link], counts: dict[int, int], day: date
) -> None:
    placed, undecided = Lineage(links).carry(counts, day)
    assert sum(placed.values()) + sum(undecided.values()) == sum(counts.values())


@given(LINKS, UNIT, DAY)
def test_a_path_ends_even_where_the_links_go_in_circles(links: list[Link], unit: int, day: date) -> None:
    path = Lineage(links).path(unit, day)
    assert path.is_certain == (not path.split_into)


@given(LINKS, UNIT, DAY)
def test_a_part_is_never_followed_by_itself(links: list[Link], unit: int, day: date) -> None:
    parts = [Link(link.old, link.new, link.on, False) for link in links]
    assert Lineage(parts).path(unit, day).unit == unit


@given(st.lists(st.integers(1, 30), min_size=1, max_size=8, unique=True))
def test_a_chain_of_whole_successions_is_followed_day_by_day(days: list[int]) -> None:
    days.sort()
    links = [
        Link(number, number + 1, FIRST + timedelta(days=day), True)
        for number, day in enumerate(days, start=1)
    ]
    lineage = Lineage(links)
    for number, day in enumerate(days, start=1):
        on = FIRST + timedelta(days=day)
        assert lineage.path(1, on - timedelta(days=1)).unit == number
        assert lineage.path(1, on).unit == number + 1


def test_two_units_that_merge_bring_their_people_together() -> None:
    lineage = Lineage([Link(1, 3, MERGER, True), Link(2, 3, MERGER, True)])
    assert lineage.carry({1: 12, 2: 15}, MERGER) == ({3: 27}, {})


def test_the_people_of_a_split_unit_wait_for_a_decision() -> None:
    lineage = Lineage([Link(1, 3, MERGER, False), Link(1, 4, MERGER, False), Link(2, 3, MERGER, True)])
    assert lineage.carry({1: 7, 2: 15}, MERGER) == ({3: 15}, {1: 7})
    assert lineage.path(1, MERGER).split_into == {3, 4}


def test_nothing_moves_before_the_day() -> None:
    lineage = Lineage([Link(1, 3, MERGER, True)])
    assert lineage.path(1, MERGER - timedelta(days=1)).unit == 1


def test_a_split_after_a_merger_stops_the_chain_where_it_was_split() -> None:
    later = date(2026, 4, 30)
    lineage = Lineage([Link(1, 2, MERGER, True), Link(2, 3, later, False), Link(2, 4, later, False)])
    assert lineage.path(1, MERGER).is_certain
    path = lineage.path(1, later)
    assert (path.unit, path.split_into) == (2, {3, 4})

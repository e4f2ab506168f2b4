"""Which classes close most gaps: the acceptance fixture of 40 communes against the true optimum, and what
must be true of every proposal."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.plans.rules.closing_gaps import Lacking, Means, Place, Proposal, propose

COMMUNES, PEOPLE, GAPS, TOPICS, SEATS = 40, 260, 600, 5, 30
PLACES = 8

Reach = frozenset[int]


def the_fixture(draw: int = 1, near: int = 3) -> tuple[list[Lacking], tuple[Place, ...]]:
    """40 communes on a map, a place in each of 8 of them that the communes around can reach (its ``near``
    nearest places are in reach of each), and 600 gaps of 260 people in 5 topics."""
    random = Random(draw)
    spots = [(random.random() * 60, random.random() * 40) for _commune in range(COMMUNES)]
    halls = random.sample(range(COMMUNES), PLACES)
    reach = [_nearest(spot, [spots[hall] for hall in halls], near) for spot in spots]
    home = [random.randrange(COMMUNES) for _person in range(PEOPLE)]
    gaps: set[tuple[int, int]] = set()
    while len(gaps) < GAPS:
        gaps.add((random.randrange(PEOPLE), random.randrange(TOPICS)))
    lacking = [
        Lacking(person, home[person], frozenset(topic for who, topic in gaps if who == person))
        for person in sorted({who for who, _topic in gaps})
    ]
    places = [
        frozenset(commune for commune in range(COMMUNES) if hall in reach[commune]) for hall in range(8)
    ]
    return lacking, tuple(Place(communes, SEATS) for communes in places)


def _nearest(spot: tuple[float, float], halls: Sequence[tuple[float, float]], near: int) -> Reach:
    far = [((spot[0] - x) ** 2 + (spot[1] - y) ** 2, number) for number, (x, y) in enumerate(halls)]
    return frozenset(number for _distance, number in sorted(far)[:near])


def divided(number: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to spread so many sessions over so many places."""
    if parts == 1:
        yield (number,)
        return
    for first in range(number + 1):
        for rest in divided(number - first, parts - 1):
            yield (first, *rest)


def fewest_sessions(gaps: Mapping[Reach, int]) -> int:
    """The fewest sessions of one topic that seat everybody, found by trying every way to spread them.

    By Hall's theorem sessions seat everybody exactly where every set of places has seats for all who can go
    nowhere else.
    """
    sets = [frozenset(some) for size in range(1, PLACES + 1) for some in combinations(range(PLACES), size)]
    needed = [
        (some, -(-sum(number for reach, number in gaps.items() if reach <= some) // SEATS)) for some in sets
    ]
    needed.sort(key=lambda each: -each[1] / len(each[0]))
    for number in range(sum(gaps.values()) + 1):
        for sessions in divided(number, PLACES):
            if all(sum(sessions[place] for place in some) >= count for some, count in needed):
                return number
    raise AssertionError("a session for everybody is enough")


def optimum(lacking: Sequence[Lacking], places: Sequence[Place]) -> int:
    """The fewest sessions that close every gap when there is all the time in the world."""
    by_topic: dict[int, dict[Reach, int]] = {}
    for each in lacking:
        reach = frozenset(number for number, place in enumerate(places) if each.commune in place.communes)
        for topic in each.topics:
            counts = by_topic.setdefault(topic, {})
            counts[reach] = counts.get(reach, 0) + 1
    return sum(fewest_sessions(gaps) for gaps in by_topic.values())


def check(proposal: Proposal, lacking: Sequence[Lacking], means: Means) -> None:
    """What must be true of every proposal."""
    known = {each.person: each for each in lacking}
    closed = [(person, session.topic) for session in proposal.sessions for person in session.people]
    gaps = {(each.person, topic) for each in lacking for topic in each.topics}
    assert len(set(closed)) == len(closed) == proposal.closed, "no gap is closed twice"
    assert set(closed) | set(proposal.left) == gaps
    assert not set(closed) & set(proposal.left)
    slots = [(session.time, session.place) for session in proposal.sessions]
    assert len(set(slots)) == len(slots), "one session at a time in a place"
    for time in range(means.times):
        now = [session for session in proposal.sessions if session.time == time]
        there = [person for session in now for person in session.people]
        assert len(set(there)) == len(there), "nobody is in two sessions at the same time"
        assert not any(time in known[person].busy for person in there)
        assert len(now) <= means.at_once
    for session in proposal.sessions:
        place = means.places[session.place]
        assert 0 <= session.time < means.times
        assert 0 < len(session.people) <= place.seats
        assert all(known[person].commune in place.communes for person in session.people)


@pytest.mark.parametrize(("draw", "near"), [(1, 3), (2, 3), (3, 2), (4, 2), (5, 3), (6, 4)])
def test_forty_communes_and_six_hundred_gaps_need_at_most_one_session_more_than_the_optimum(
    draw: int, near: int
) -> None:
    lacking, places = the_fixture(draw, near)
    assert sum(len(each.topics) for each in lacking) == GAPS
    means = Means(places, times=16, at_once=3)
    proposal = propose(lacking, means)
    check(proposal, lacking, means)
    assert proposal.left == ()
    assert len(proposal.sessions) <= optimum(lacking, places) + 1


def test_a_target_of_nine_tenths_takes_no_session_more_than_needed() -> None:
    lacking, places = the_fixture()
    means = Means(places, times=16, at_once=3)
    proposal = propose(lacking, means, target=540)
    check(proposal, lacking, means)
    assert proposal.closed >= 540
    assert len(proposal.sessions) <= 540 // SEATS + 1  # 18 full sessions would be the fewest of all


def test_few_days_close_as_much_as_they_can_and_the_rest_is_named() -> None:
    lacking, places = the_fixture()
    means = Means(places, times=4, at_once=2)
    proposal = propose(lacking, means)
    check(proposal, lacking, means)
    assert len(proposal.sessions) == 8
    assert proposal.closed == 8 * SEATS
    assert len(proposal.left) == GAPS - 8 * SEATS


def test_who_can_reach_no_place_stays_and_nobody_else() -> None:
    lacking = [Lacking(1, 10, frozenset({7})), Lacking(2, 99, frozenset({7, 8}))]
    proposal = propose(lacking, Means((Place(frozenset({10}), 5),), times=3))
    assert [session.people for session in proposal.sessions] == [[1]]
    assert sorted(proposal.left) == [(2, 7), (2, 8)]


def test_no_place_no_day_or_no_gap_gives_no_session() -> None:
    one, hall = [Lacking(1, 10, frozenset({7}))], (Place(frozenset({10}), 5),)
    assert propose(one, Means((), times=3)).left == ((1, 7),)
    assert propose(one, Means(hall, times=0)).left == ((1, 7),)
    assert propose([], Means(hall, times=3)) == Proposal((), ())
    assert propose(one, Means(hall, times=3), target=0).sessions == ()


def test_somebody_who_lacks_two_topics_hears_them_at_two_times() -> None:
    both = [Lacking(person, 10, frozenset({7, 8})) for person in range(4)]
    halls = (Place(frozenset({10}), 4), Place(frozenset({10}), 4))
    proposal = propose(both, Means(halls, times=2, at_once=2))
    assert [(session.topic, session.time) for session in proposal.sessions] == [(7, 0), (8, 1)]
    assert propose(both, Means(halls, times=1, at_once=2)).closed == 4


def test_somebody_expected_elsewhere_is_invited_for_another_time() -> None:
    lacking = [Lacking(1, 10, frozenset({7}), busy=frozenset({0})), Lacking(2, 10, frozenset({7}))]
    proposal = propose(lacking, Means((Place(frozenset({10}), 5),), times=2))
    assert [(session.time, session.people) for session in proposal.sessions] == [(1, [1, 2])]


def test_somebody_moves_to_another_session_to_make_room() -> None:
    west, middle, east = (
        Lacking(1, 10, frozenset({7}), busy=frozenset({0})),
        Lacking(2, 11, frozenset({7})),
        Lacking(3, 12, frozenset({7})),
    )
    halls = (Place(frozenset({10, 11}), 1), Place(frozenset({11, 12}), 2))
    proposal = propose([west, middle, east], Means(halls, times=2))
    assert proposal.left == ()
    assert len(proposal.sessions) == 2


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[Lacking], Means]:
    """Small questions of every shape: places out of reach, few times, people who are busy."""
    communes, times = draw(st.integers(1, 6)), draw(st.integers(0, 4))
    some = st.frozensets(st.integers(0, communes - 1))
    places = draw(st.lists(st.builds(Place, some, st.integers(1, 4)), max_size=4))
    rows = st.tuples(
        st.integers(0, communes - 1),
        st.frozensets(st.integers(0, 3)),
        st.frozensets(st.integers(0, 3), max_size=2),
    )
    lacking = [Lacking(number, *row) for number, row in enumerate(draw(st.lists(rows, max_size=25)))]
    return lacking, Means(tuple(places), times, draw(st.integers(1, 3)))


@given(questions(), st.integers(0, 40))
def test_no_proposal_breaks_a_rule_and_none_gives_up_too_early(
    question: tuple[list[Lacking], Means], target: int
) -> None:
    lacking, means = question
    proposal = propose(lacking, means, target)
    check(proposal, lacking, means)
    if proposal.closed < target:
        assert not could_still_close(proposal, lacking, means)


def could_still_close(proposal: Proposal, lacking: Sequence[Lacking], means: Means) -> bool:
    """Whether somebody who is left fits into a free seat, or into a session that could still be held."""
    known = {each.person: each for each in lacking}
    taken = {(person, session.time) for session in proposal.sessions for person in session.people}
    held = {(session.place, session.time): session for session in proposal.sessions}
    for person, topic in proposal.left:
        for place, hall in enumerate(means.places):
            for time in range(means.times):
                busy = time in known[person].busy or (person, time) in taken
                if busy or known[person].commune not in hall.communes:
                    continue
                session = held.get((place, time))
                now = sum(each.time == time for each in proposal.sessions)
                if session and session.topic == topic and len(session.people) < hall.seats:
                    return True
                if not session and now < means.at_once:
                    return True
    return False


@given(questions(), st.randoms(use_true_random=False))
def test_the_same_question_has_the_same_answer_in_whatever_order_it_comes(
    question: tuple[list[Lacking], Means], random: Random
) -> None:
    lacking, means = question
    shuffled = random.sample(lacking, len(lacking))
    assert propose(shuffled, means) == propose(lacking, means)

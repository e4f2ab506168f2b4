"""How many sessions of a topic are held at which place, so that few of them close most gaps. Pure.

People are only counted here: those whom the same places reach are alike. Whom given sessions can seat at most
is a maximum flow from people to places. Sessions are added one by one, and of each number of sessions the
best few ways to spread them over the places are kept (a beam search): the best way for one more seldom grows
from the very best way so far, but nearly always from one of the best.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

MOST_WAYS = 50
"""How many ways to spread the same number of sessions are kept at most,"""
FEWEST_WAYS = 4
"""and at least, however many places and sessions there are."""
EFFORT = 2_000
"""About so many ways are tried in all; where there are many sessions, fewer ways of each number are kept."""

Reach = frozenset[int]
"""The places, by position, that are in reach of somebody."""
Step = tuple[int | None, int, Reach]
"""People of one reach move from a place (None: from those who wait) to another."""


class Choice(NamedTuple):
    """How many sessions of a topic are held at each place, and how many gaps they close at most."""

    sessions: tuple[int, ...]
    closed: int
    sitting: tuple[Mapping[Reach, int], ...]
    """How many people of which reach sit at each place."""


class Seating:
    """The people who lack a topic, and how many of them sit at which place: always as many as can."""

    def __init__(self, gaps: Mapping[Reach, int], seats: Sequence[int]) -> None:
        self.seats = seats
        self.sessions: tuple[int, ...] = (0,) * len(seats)
        self.sitting: list[dict[Reach, int]] = [{} for _place in seats]
        self._waiting = dict(gaps)
        self._reached = [[reach for reach in gaps if place in reach] for place in range(len(seats))]

    @property
    def choice(self) -> Choice:
        """What has come of it so far."""
        closed = sum(sum(groups.values()) for groups in self.sitting)
        return Choice(self.sessions, closed, tuple(self.sitting))

    def with_one_more(self, place: int) -> Self:
        """The same with one more session at a place."""
        twin = self.__class__({}, self.seats)
        twin._waiting, twin._reached = dict(self._waiting), self._reached
        twin.sitting = [dict(groups) for groups in self.sitting]
        twin.sessions = one_more(self.sessions, place)
        twin._fill(place)
        return twin

    def _fill(self, place: int) -> None:
        """Seat people at a place, those included whose seats others give up for a seat elsewhere."""
        free = self.sessions[place] * self.seats[place] - sum(self.sitting[place].values())
        while free and (path := self._path(place)):
            moved = min(free, *(self._number(giver, reach) for giver, _taker, reach in path))
            for giver, taker, reach in path:
                source = self._waiting if giver is None else self.sitting[giver]
                source[reach] -= moved
                self.sitting[taker][reach] = self.sitting[taker].get(reach, 0) + moved
            free -= moved

    def _number(self, place: int | None, reach: Reach) -> int:
        return self._waiting[reach] if place is None else self.sitting[place][reach]

    def _path(self, start: int) -> list[Step]:
        """Who moves where so that a seat at ``start`` is taken by somebody who waits; empty for nobody."""
        steps: dict[int, Step] = {}
        places = deque([start])
        while places:
            place = places.popleft()
            for reach in self._reached[place]:
                if self._waiting[reach]:
                    return [(None, place, reach), *_back(steps, place)]
                for giver in sorted(reach - steps.keys() - {start}):
                    if self.sitting[giver].get(reach):
                        steps[giver] = (giver, place, reach)
                        places.append(giver)
        return []


def one_more(sessions: tuple[int, ...], place: int) -> tuple[int, ...]:
    """These numbers of sessions with one more at a place."""
    return (*sessions[:place], sessions[place] + 1, *sessions[place + 1 :])


def choices(gaps: Mapping[Reach, int], seats: Sequence[int], most: int) -> list[Choice]:
    """For 0, 1, 2 … sessions of one topic, at most ``most``, where to hold them: until nobody is left whom a
    place reaches. ``gaps`` counts people by the places in their reach, ``seats`` are those of a session."""
    reached = {reach: number for reach, number in gaps.items() if reach and number}
    everybody = sum(reached.values())
    kept = [Seating(reached, seats)]
    found = [kept[0].choice]
    while len(found) <= most and found[-1].closed < everybody:
        trials: dict[tuple[int, ...], Seating] = {}
        for seating in kept:
            for place in range(len(seats)):
                sessions = one_more(seating.sessions, place)
                if sessions not in trials:
                    trials[sessions] = seating.with_one_more(place)
        ranked = sorted(trials.values(), key=lambda each: (-each.choice.closed, each.sessions))
        kept = ranked[: _ways(everybody, seats)]
        found.append(kept[0].choice)
    return found


def mix(offers: Sequence[Sequence[Choice]], most: int, target: int) -> list[Choice]:
    """Which choice of each topic to take: as few sessions as close ``target`` gaps together; where ``most``
    sessions cannot close so many, as few as close most. ``offers`` are the :func:`choices` of each topic."""
    best: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    for offer in offers:
        sums: list[tuple[int, tuple[int, ...]]] = []
        for total in range(min(most, len(best) + len(offer) - 2) + 1):
            numbers = range(max(0, total - len(best) + 1), min(total, len(offer) - 1) + 1)
            closed, less = max(
                (best[total - number][0] + offer[number].closed, -number) for number in numbers
            )
            sums.append((closed, (*best[total + less][1], -less)))
        best = sums
    reached = min(target, max(closed for closed, _numbers in best))
    taken = next(numbers for closed, numbers in best if closed >= reached)
    return [offer[number] for offer, number in zip(offers, taken, strict=True)]


def _back(steps: Mapping[int, Step], place: int) -> list[Step]:
    """The steps from a place on to the one where the search began."""
    found: list[Step] = []
    while place in steps:
        found.append(steps[place])
        place = steps[place][1]
    return found


def _ways(everybody: int, seats: Sequence[int]) -> int:
    sessions = -(-everybody // max(seats))
    return max(FEWEST_WAYS, min(MOST_WAYS, EFFORT // (len(seats) * sessions)))

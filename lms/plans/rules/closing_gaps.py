"""Which classes close most gaps: sessions with topic, place, time and names. Pure: no database, no clock.

First :mod:`counting_sessions` says how many sessions of which topic are held where. Then each gets its names,
and the time at which most of those it is meant for are free. Who was not free then is helped afterwards: free
seats are filled, somebody moves to another session of her topic where that makes room, and further sessions
are held in the times left.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from lms.activities.rules.spreading import spread
from lms.plans.rules.counting_sessions import Reach, choices, mix


@dataclass(frozen=True)
class Lacking:
    """Somebody, where she serves, and the topics that she lacks: each of them is a gap."""

    person: int
    commune: int
    topics: frozenset[int]
    busy: frozenset[int] = frozenset()
    """The times at which she is expected elsewhere."""


@dataclass(frozen=True)
class Place:
    """Where sessions may be held, one at a time."""

    communes: frozenset[int]
    """The communes whose people can come here."""
    seats: int


@dataclass(frozen=True)
class Means:
    """What there is to hold sessions with."""

    places: tuple[Place, ...]
    times: int
    """How many times (half-days, or days) sessions can be held at; one session takes one of them."""
    at_once: int = 1
    """How many sessions can be held at the same time, e.g. for so many trainers."""

    @property
    def most_sessions(self) -> int:
        """How many sessions can be held at all."""
        return self.times * min(self.at_once, len(self.places))


@dataclass
class Session:
    """A topic taught at a place and a time (both by position) to these people; it closes a gap of each."""

    topic: int
    place: int
    time: int
    people: list[int]


@dataclass(frozen=True)
class Proposal:
    """The sessions by time, and the gaps (person, topic) that stay open."""

    sessions: tuple[Session, ...]
    left: tuple[tuple[int, int], ...]

    @property
    def closed(self) -> int:
        """How many gaps the sessions close."""
        return sum(len(session.people) for session in self.sessions)


def propose(lacking: Sequence[Lacking], means: Means, target: int | None = None) -> Proposal:
    """As few sessions as close ``target`` gaps (None: all of them), or as many gaps as these means can.

    ``lacking`` names everybody once. The same question has the same answer, whatever the order of the rows.
    """
    people = sorted(lacking, key=lambda each: (each.commune, each.person))
    timetable = _Timetable(people, means)
    topics = sorted({topic for each in people for topic in each.topics})
    gaps = sum(len(each.topics) for each in people)
    wanted = gaps if target is None else min(target, gaps)
    for topic, place, quota in _drafts(timetable, topics, wanted):
        timetable.hold(topic, place, quota)
    timetable.fill_seats()
    timetable.hold_more(wanted)
    return timetable.proposal()


Quota = dict[Reach, int]
"""How many people of each reach a session is meant for."""


def _drafts(timetable: "_Timetable", topics: Sequence[int], wanted: int) -> Iterator[tuple[int, int, Quota]]:
    """The sessions to be held, without a time: topic, place, and whom they are meant for."""
    seats = [place.seats for place in timetable.means.places]
    most = timetable.means.most_sessions
    offers = [choices(timetable.waiting_by_reach(topic), seats, most) for topic in topics]
    for topic, choice in zip(topics, mix(offers, most, wanted), strict=True):
        for place, sessions in enumerate(choice.sessions):
            for quota in _parts(choice.sitting[place], sessions):
                yield topic, place, quota


def _parts(sitting: Mapping[Reach, int], sessions: int) -> list[Quota]:
    """The people at a place divided among its sessions: about as many in each, neighbours together."""
    quotas: list[Quota] = [{} for _session in range(sessions)]
    for reach, shares in zip(sitting, spread(list(sitting.values()), sessions), strict=True):
        for session, number in shares.items():
            quotas[session][reach] = number
    return quotas


class _Timetable:
    """The sessions so far, who still waits for which topic, and when everybody is taken."""

    def __init__(self, people: Iterable[Lacking], means: Means) -> None:
        self.means = means
        self.sessions: list[Session] = []
        self._with_room: dict[int, list[Session]] = {}
        self._taken: dict[int, set[int]] = {}
        self._reach: dict[int, Reach] = {}
        self._waiting: dict[int, list[int]] = {}
        for each in people:
            self._taken[each.person] = set(each.busy)
            reaching = (number for number, place in enumerate(means.places) if each.commune in place.communes)
            self._reach[each.person] = frozenset(reaching)
            for topic in sorted(each.topics):
                self._waiting.setdefault(topic, []).append(each.person)

    def waiting_by_reach(self, topic: int) -> Quota:
        """How many people of each reach still wait for a topic."""
        found: Quota = {}
        for person in self._waiting[topic]:
            found[self._reach[person]] = found.get(self._reach[person], 0) + 1
        return found

    def hold(self, topic: int, place: int, quota: Quota) -> None:
        """Hold a session at the time at which most of those it is meant for are free; never for nobody."""
        best: Session | None = None
        for time in self._times_for(place):
            session = Session(topic, place, time, self._within(quota, topic, time))
            if len(session.people) > (len(best.people) if best else 0):
                best = session
            if len(session.people) == sum(quota.values()):
                break
        if best:
            self._open(best)

    def fill_seats(self) -> None:
        """Give free seats to those who wait, directly or by somebody's moving to another session. A session
        that everybody has left is not held."""
        for topic, waiting in self._waiting.items():
            same = [session for session in self.sessions if session.topic == topic]
            for person in [*waiting]:
                if self._with_room.get(topic) and any(self._squeeze(person, each) for each in same):
                    waiting.remove(person)
        self.sessions = [session for session in self.sessions if session.people]

    def hold_more(self, wanted: int) -> None:
        """Hold sessions in the times left, the fullest first, until enough gaps are closed or none can be."""
        fullest = max((place.seats for place in self.means.places), default=0)
        while sum(len(session.people) for session in self.sessions) < wanted:
            best: Session | None = None
            for session in self._openings():
                if best is None or len(session.people) > len(best.people):
                    best = session
                if len(best.people) == fullest:
                    break
            if best is None:
                return
            self._open(best)

    def proposal(self) -> Proposal:
        """What stands now."""
        return Proposal(
            tuple(sorted(self.sessions, key=lambda each: (each.time, each.place))),
            tuple((person, topic) for topic, waiting in self._waiting.items() for person in waiting),
        )

    def _times_for(self, place: int) -> list[int]:
        """The times at which a session more can be held at a place."""
        held = [session.time for session in self.sessions]
        here = {session.time for session in self.sessions if session.place == place}
        return [
            time
            for time in range(self.means.times)
            if time not in here and held.count(time) < self.means.at_once
        ]

    def _openings(self) -> Iterator[Session]:
        """Every session that could still be held for those who wait."""
        for place, hall in enumerate(self.means.places):
            times = self._times_for(place)
            for topic, waiting in self._waiting.items():
                coming = [person for person in waiting if place in self._reach[person]]
                for time in times:
                    free = (person for person in coming if time not in self._taken[person])
                    if people := list(islice(free, hall.seats)):
                        yield Session(topic, place, time, people)

    def _within(self, quota: Quota, topic: int, time: int) -> list[int]:
        """Of those who wait for a topic and are free at a time, as many of each reach as are meant."""
        left, found = dict(quota), []
        for person in self._waiting[topic]:
            if left.get(self._reach[person]) and time not in self._taken[person]:
                left[self._reach[person]] -= 1
                found.append(person)
        return found

    def _open(self, session: Session) -> None:
        self.sessions.append(session)
        if self._has_room(session):
            self._with_room.setdefault(session.topic, []).append(session)
        coming = set(session.people)
        self._waiting[session.topic] = [
            person for person in self._waiting[session.topic] if person not in coming
        ]
        for person in coming:
            self._taken[person].add(session.time)

    def _squeeze(self, person: int, session: Session) -> bool:
        """Seat somebody in a session: where it is full, if somebody else can move out of it; where she is
        taken by another topic then, if she can hear that one at another time."""
        if session.place not in self._reach[person]:
            return False
        clash = session.time in self._taken[person]
        if clash and not (self._has_room(session) and self._leave(person, session.time)):
            return False
        if not self._has_room(session) and not any(self._move(each, session) for each in session.people):
            return False
        self._sit(person, session)
        return True

    def _leave(self, person: int, time: int) -> bool:
        """Move somebody to another time; False where she is expected elsewhere, or no seat is free."""
        own = [each for each in self.sessions if each.time == time and person in each.people]
        return bool(own) and self._move(person, own[0], away=True)

    def _move(self, person: int, session: Session, *, away: bool = False) -> bool:
        """Move somebody to another session of the same topic; ``away`` from its time too."""
        taken = self._taken[person] if away else self._taken[person] - {session.time}
        for other in self._with_room.get(session.topic, ()):
            if other is not session and other.time not in taken and other.place in self._reach[person]:
                self._rise(person, session)
                self._sit(person, other)
                return True
        return False

    def _sit(self, person: int, session: Session) -> None:
        session.people.append(person)
        self._taken[person].add(session.time)
        if not self._has_room(session):
            self._with_room[session.topic].remove(session)

    def _rise(self, person: int, session: Session) -> None:
        if not self._has_room(session):
            self._with_room[session.topic].append(session)
        session.people.remove(person)
        self._taken[person].remove(session.time)

    def _has_room(self, session: Session) -> bool:
        return len(session.people) < self.means.places[session.place].seats

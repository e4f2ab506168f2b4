"""Proposing classes for the gaps on record, and putting those that were chosen into the plan with rosters."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lms.activities.models import Activity, ActivityKind, Half
from lms.activities.rules.choosing import Candidate
from lms.activities.rules.planning import HalfDayKey, Plan, PlannedTopic, plan_activity
from lms.activities.rules.seating import BadSeat, seat
from lms.base.database import db, lock_for_writing
from lms.base.messages import message
from lms.people.models import Person
from lms.places.models import Unit
from lms.places.queries import subtree_ids
from lms.plans.rules.closing_gaps import Lacking, Means, Place, propose
from lms.plans.rules.finding_gaps import Gaps, Wanted, clauses_to_teach, expected_at, gaps_of


class Length(enum.StrEnum):
    """How long a class lasts, and when on a day it is held."""

    HALF_DAYS = "half_days"  # in the morning, and another one in the afternoon
    MORNINGS = "mornings"
    AFTERNOONS = "afternoons"
    WHOLE_DAYS = "whole_days"


LENGTHS = {
    Length.HALF_DAYS: message("Half a day, mornings and afternoons"),
    Length.MORNINGS: message("Half a day, only mornings"),
    Length.AFTERNOONS: message("Half a day, only afternoons"),
    Length.WHOLE_DAYS: message("A whole day"),
}
HALVES_OF: Mapping[Length, tuple[tuple[Half, ...], ...]] = {
    Length.HALF_DAYS: ((Half.MORNING,), (Half.AFTERNOON,)),
    Length.MORNINGS: ((Half.MORNING,),),
    Length.AFTERNOONS: ((Half.AFTERNOON,),),
    Length.WHOLE_DAYS: ((Half.MORNING, Half.AFTERNOON),),
}


@dataclass(frozen=True)
class Hall:
    """A place for classes, and the units whose people, with all below them, can come there."""

    name: str
    seats: int
    unit_ids: tuple[int, ...]


@dataclass(frozen=True)
class Question:
    """What somebody wants to plan: for whom, about what, where and when."""

    unit: Unit
    """Which answers for the classes."""
    unit_ids: tuple[int, ...]
    """Units of the first day whose people, with all below them, are meant."""
    wanted: tuple[Wanted, ...]
    halls: tuple[Hall, ...]
    days: tuple[date, ...]
    length: Length
    kind_ids: tuple[int, ...] = ()
    """Kinds of staff; none for every kind."""
    at_once: int = 1
    """How many classes can be held at the same time."""
    theory: int = 0
    """Periods of theory in each class."""
    practice: int = 0
    percent: int = 100
    """At least this share of the gaps is to be closed."""

    @property
    def first_day(self) -> date:
        """The day as of which gaps are looked for."""
        return min(self.days)

    @cached_property
    def times(self) -> list[tuple[HalfDayKey, ...]]:
        """The half-days that one class takes, for every time at which one can be held; in their order."""
        return [
            tuple((day, half) for half in halves)
            for day in sorted(set(self.days))
            for halves in HALVES_OF[self.length]
        ]


@dataclass(frozen=True)
class ProposedClass:
    """A class with everybody whose gap it closes, by commune and name."""

    topic: int
    """Its position among the topics asked for, as place and time are positions too."""
    place: int
    time: int
    people: tuple[Candidate, ...]


@dataclass(frozen=True)
class Left:
    """Somebody with a gap that no class of the proposal closes."""

    candidate: Candidate
    topic: int
    reached: bool
    """Whether one of the places is in reach of her at all."""


@dataclass(frozen=True)
class Proposed:
    """The classes in the order of their times, and whose gaps stay open."""

    classes: tuple[ProposedClass, ...]
    left: tuple[Left, ...]
    seated: int
    """How many more gaps there are for which a seat in a planned class waits already."""

    @property
    def closed(self) -> int:
        """How many gaps the classes close."""
        return sum(len(each.people) for each in self.classes)

    @property
    def gaps(self) -> int:
        """How many gaps were looked at."""
        return self.closed + len(self.left)


@dataclass(frozen=True)
class Chosen:
    """One class of a proposal that is to be planned."""

    topic: int
    place: int
    time: int
    person_ids: tuple[int, ...]


def propose_classes(asker: Person, question: Question) -> Proposed:
    """The fewest classes found that close the gaps asked about, with their people. Writes nothing."""
    gaps, lacking, means = _situation(asker, question)
    count = sum(len(each.topics) for each in lacking)
    found = propose(lacking, means, -(-count * question.percent // 100))
    communes = frozenset[int]().union(*(place.communes for place in means.places))
    left = [
        Left(gaps.people[person], topic, gaps.people[person].unit.id in communes)
        for person, topic in found.left
    ]
    return Proposed(
        classes=tuple(
            ProposedClass(
                each.topic,
                each.place,
                each.time,
                tuple(sorted((gaps.people[person] for person in each.people), key=_by_commune)),
            )
            for each in found.sessions
        ),
        left=tuple(sorted(left, key=lambda each: (each.reached, each.topic, *_by_commune(each.candidate)))),
        seated=gaps.seated,
    )


def plan_classes(
    asker: Person, question: Question, chosen: Sequence[Chosen], *, by: int | None
) -> list[Activity]:
    """Put chosen classes of a proposal into the plan, each with its roster.

    Raises :class:`BadSeat` where somebody no longer has the gap, has got a seat in the meantime, or would sit
    in two classes at once: then nothing of it should be kept.
    """
    lock_for_writing("activities")
    _check(asker, question, chosen)
    return [_plan(question, each, by) for each in chosen]


def _plan(question: Question, chosen: Chosen, by: int | None) -> Activity:
    wanted, hall = question.wanted[chosen.topic], question.halls[chosen.place]
    taught = PlannedTopic(
        title=wanted.name_vi,  # like the papers that name the class
        competency_id=wanted.competency.id,
        theory=question.theory,
        practice=question.practice,
        clause_ids=clauses_to_teach(wanted, question.first_day),
    )
    plan = Plan(
        kind=ActivityKind.TRAINING,
        title=wanted.name_vi,
        unit_id=question.unit.id,
        half_days=question.times[chosen.time],
        topics=(taught,),
        place=hall.name,
        capacity=hall.seats,
    )
    activity = plan_activity(plan, by=by)
    seat(activity.id, chosen.person_ids, by=by)
    return activity


def _situation(asker: Person, question: Question) -> tuple[Gaps, list[Lacking], Means]:
    """The gaps on record, and the same as the pure core sees them."""
    gaps = gaps_of(
        asker,
        question.wanted,
        unit_ids=question.unit_ids,
        kind_ids=question.kind_ids,
        day=question.first_day,
    )
    busy = _busy(question.times)
    lacking = [
        Lacking(person, gaps.people[person].unit.id, frozenset(topics), frozenset(busy.get(person, ())))
        for person, topics in gaps.topics.items()
    ]
    places = tuple(
        Place(frozenset(db.session.scalars(subtree_ids(hall.unit_ids, question.first_day))), hall.seats)
        for hall in question.halls
    )
    return gaps, lacking, Means(places, len(question.times), question.at_once)


def _busy(times: Sequence[Iterable[HalfDayKey]]) -> dict[int, set[int]]:
    """At which of these times each person is expected elsewhere."""
    expected = expected_at({half_day for time in times for half_day in time})
    busy: dict[int, set[int]] = {}
    for position, time in enumerate(times):
        for half_day in time:
            for person in expected.get(half_day, ()):
                busy.setdefault(person, set()).add(position)
    return busy


def _check(asker: Person, question: Question, chosen: Sequence[Chosen]) -> None:
    """Refuse what does not follow from how things stand now."""
    _gaps, lacking, means = _situation(asker, question)
    known = {each.person: each for each in lacking}
    taken: set[tuple[str, int, int]] = set()
    for each in chosen:
        uses = [("hall", each.place, each.time)]
        for person in each.person_ids:
            uses += [("topic", person, each.topic), ("time", person, each.time)]
        fits = all(person in known and _fits(known[person], each, means) for person in each.person_ids)
        full = len(each.person_ids) > means.places[each.place].seats
        if full or not fits or len({*uses, *taken}) < len(uses) + len(taken):
            raise BadSeat(_CHANGED)
        taken.update(uses)


_CHANGED = message(
    "Since this proposal was made something has changed: somebody in it has learned the topic, has got a "
    "seat or has left. Nothing was planned; here is a new proposal."
)


def _fits(person: Lacking, chosen: Chosen, means: Means) -> bool:
    return (
        chosen.topic in person.topics
        and chosen.time not in person.busy
        and person.commune in means.places[chosen.place].communes
    )


def _by_commune(each: Candidate) -> tuple[str, str, str, int]:
    return each.unit.folded, each.unit.code, each.person.sort_key, each.person.id

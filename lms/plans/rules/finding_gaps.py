"""Who lacks what a class can teach and has no seat in one yet, and when people are expected elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from lms.activities.models import Activity, ActivityState, HalfDay, RosterEntry, Topic
from lms.activities.rules.choosing import Candidate, Wish, described
from lms.activities.rules.planning import HalfDayKey
from lms.base.database import db
from lms.people.models import Person
from lms.people.queries import merged_people
from lms.standards.models import Competency, EvidenceKind, Mode, Requirement
from lms.standards.queries import requirements_on
from lms.standards.rules.gathering import rules_of

ATTENDED = {Mode.SELF, Mode.PAPER}
"""How attendance shows something: ticked in the room, or written on the sheet."""


@dataclass(frozen=True)
class Wanted:
    """What a class would teach, and with that whose gap it would close."""

    competency: Competency
    requirement: Requirement | None = None
    """Those lack it who are asked for this and do not hold it; with None those who never showed it."""

    @property
    def name_vi(self) -> str:
        """What it is called."""
        return (self.requirement or self.competency).name_vi

    @property
    def name_en(self) -> str:
        """What it is called in English."""
        return (self.requirement or self.competency).name_en


@dataclass(frozen=True)
class Gaps:
    """Everybody who lacks something, each under the unit where she was found first."""

    people: dict[int, Candidate]
    """By the id of the person."""
    topics: dict[int, set[int]]
    """What each of them lacks, by position among the topics asked for."""
    seated: int
    """How many gaps are not among them because a seat in such a class waits for the person already."""


def closed_by_classes(day: date) -> list[Requirement]:
    """The requirements of ``day`` that attending a class can meet, in the order of the coverage table."""
    return [
        each
        for each in requirements_on(day)
        if EvidenceKind.WORKSHOP in each.kinds_accepted
        and ATTENDED & set(each.modes_accepted)
        and each.minimum_level <= 1
    ]


def gaps_of(
    asker: Person,
    wanted: Sequence[Wanted],
    *,
    unit_ids: tuple[int, ...],
    kind_ids: tuple[int, ...],
    day: date,
) -> Gaps:
    """Who lacks which of these topics on ``day`` in the units and below, among those whom the asker may seat.

    Who has a seat in a class about it, planned for that year or later and not closed yet, is not among them.
    """
    gaps = Gaps({}, {}, 0)
    seated = 0
    for position, topic in enumerate(wanted):
        wish = Wish(
            unit_ids,
            day,
            kind_ids,
            requirement_id=topic.requirement.id if topic.requirement else None,
            competency_id=None if topic.requirement else topic.competency.id,
        )
        waiting = _seated_for(topic.competency.id, date(day.year, 1, 1))
        for each in described(asker, wish):
            if each.person.id in waiting:
                seated += 1
            else:
                gaps.people.setdefault(each.person.id, each)
                gaps.topics.setdefault(each.person.id, set()).add(position)
    return Gaps(gaps.people, gaps.topics, seated)


def expected_at(half_days: Collection[HalfDayKey]) -> dict[HalfDayKey, set[int]]:
    """Who has a seat in an activity at each of these half-days; where nobody has, it is not listed."""
    found: dict[HalfDayKey, set[int]] = {}
    read_as = merged_people()
    rows = db.session.execute(
        select(HalfDay.day, HalfDay.half, RosterEntry.person_id)
        .join(Activity, Activity.id == HalfDay.activity_id)
        .join(RosterEntry, RosterEntry.activity_id == Activity.id)
        .where(HalfDay.day.in_({day for day, _half in half_days}), Activity.state != ActivityState.CANCELLED)
    )
    for day, half, person_id in rows:
        if person_id is not None:
            found.setdefault((day, half), set()).add(read_as.get(person_id, person_id))
    return found


def clauses_to_teach(wanted: Wanted, day: date) -> tuple[int, ...]:
    """The clauses that a class must teach so that its evidence counts: those in force on ``day`` where the
    requirement ends with a change of them; elsewhere whoever plans the class says which, if any."""
    if wanted.requirement is None:
        return ()
    rule = rules_of([wanted.requirement])[wanted.requirement.id]
    return tuple(sorted(rule.clauses_on(day)))


def _seated_for(competency_id: int, since: date) -> set[int]:
    """Who has a seat in a class that teaches a competency, begins on ``since`` or later and is not closed."""
    entries = (
        select(RosterEntry.person_id)
        .join(Activity, Activity.id == RosterEntry.activity_id)
        .join(Topic, Topic.activity_id == Activity.id)
        .where(Topic.competency_id == competency_id, Activity.state == ActivityState.PLANNED)
        .where(Activity.valid_from >= since)
    )
    read_as = merged_people()
    return {read_as.get(each, each) for each in db.session.scalars(entries) if each is not None}

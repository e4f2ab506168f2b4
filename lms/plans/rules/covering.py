"""Covering: what closed classes have taught to whom of a kind of staff, and who still lacks it, and why."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from lms.activities.models import Activity, ActivityState
from lms.activities.rules.attending import taught_by
from lms.activities.rules.crediting import Taught, counts
from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.base.text import sort_key
from lms.people.models import Person, StaffKind
from lms.places.models import Unit
from lms.plans.models.tally import Lack, Subject, SubjectLine, Why
from lms.plans.queries import InPost, Presence, in_post, presences_in, programmes_of
from lms.standards.models import Clause


class Sitting(NamedTuple):
    """A class with what it taught, and the seats of the staff in it."""

    activity: Activity
    topics: Sequence[Taught]
    present: Mapping[int, frozenset[int]]
    """The half-days in which somebody was there, by person; none for who did not come."""
    notes: Mapping[int, str]

    @property
    def is_closed(self) -> bool:
        """Whether its attendance counts."""
        return self.activity.state is ActivityState.CLOSED

    def teaching(self, subject: Subject) -> list[Taught]:
        """The topics that teach a subject."""
        return [each for each in self.topics if subject.is_taught_by(each.competency, each.clauses)]

    def met(self, subject: Subject) -> set[int]:
        """Who attended the minimum of every topic that teaches a subject."""
        topics, minimum = self.teaching(subject), self.activity.minimum_attendance
        return {
            person
            for person, present in self.present.items()
            if topics and all(counts(topic, present, minimum) for topic in topics)
        }


def sittings_of(activities: Iterable[Activity]) -> list[Sitting]:
    """What these activities teach, and who has a seat in them, the oldest first."""
    ids = [each.id for each in activities]
    present: dict[int, dict[int, frozenset[int]]] = {}
    notes: dict[int, dict[int, str]] = {}
    for seat in presences_in(ids):
        days = present.setdefault(seat.activity_id, {})
        days[seat.person_id] = days.get(seat.person_id, frozenset()) | _days(seat)
        notes.setdefault(seat.activity_id, {})[seat.person_id] = seat.note or ""
    return [
        Sitting(each, taught_by(each), present.get(each.id, {}), notes.get(each.id, {}))
        for each in programmes_of(ids)
    ]


def subjects_of(sittings: Iterable[Sitting]) -> list[Subject]:
    """What was taught in those of the classes that are closed: competencies in their order, then clauses."""
    topics = [topic for each in sittings if each.is_closed for topic in each.activity.topics]
    competencies = {topic.competency for topic in topics if topic.competency}
    clauses = {clause for topic in topics for clause in topic.clauses}
    return [
        *(Subject(each) for each in sorted(competencies, key=lambda each: (each.position, each.id))),
        *(Subject(each) for each in sorted(clauses, key=_clause_order)),
    ]


def coverage(subject: Subject, sittings: Sequence[Sitting], staff: Collection[int]) -> SubjectLine:
    """How far a subject has come among the staff in post."""
    met = [each.met(subject) for each in sittings if each.is_closed and each.teaching(subject)]
    return SubjectLine(
        subject=subject,
        activities=len(met),
        seats=sum(len(people) for people in met),
        taught=frozenset().union(*met) & frozenset(staff),
        asked=len(staff),
    )


def lacking(
    subject: Subject, sittings: Sequence[Sitting], unit: Unit, kind: StaffKind, day: date
) -> list[Lack]:
    """Who of a kind of staff in post on ``day`` has not been taught a subject, by unit, then by name.

    The reason is what rosters tell: it is never guessed.
    """
    teaching = [each for each in sittings if each.teaching(subject)]
    staff = {each.person_id: each for each in in_post(unit.id, kind.id, day)}
    missing = staff.keys() - coverage(subject, sittings, staff).taught
    people, places = _people(missing), _places({staff[each].unit_id for each in missing})
    found = [_lack(people[each], staff[each], places, teaching) for each in missing]
    return sorted(found, key=lambda each: (sort_key(each.place), each.person.sort_key, each.person.id))


def _lack(person: Person, post: InPost, places: Mapping[int, str], teaching: Sequence[Sitting]) -> Lack:
    """Her latest seat tells most; without one, whether she was here when the last class was held."""
    place = places[post.unit_id]
    for each in reversed(teaching):
        if person.id in each.present:
            why = (
                Why.WAITING
                if not each.is_closed
                else Why.TOO_SHORT
                if each.present[person.id]
                else Why.ABSENT
            )
            return Lack(person, place, why, each.activity, each.notes[person.id])
    if teaching and post.since > teaching[-1].activity.valid_from:
        return Lack(person, place, Why.NEW, teaching[-1].activity)
    return Lack(person, place, Why.UNKNOWN)


def _days(seat: Presence) -> frozenset[int]:
    return frozenset() if seat.half_day_id is None else frozenset({seat.half_day_id})


def _clause_order(clause: Clause) -> tuple[str, str, int]:
    return clause.document.number, clause.article, clause.version


def _people(ids: Collection[int]) -> dict[int, Person]:
    found: dict[int, Person] = {}
    for piece in in_pieces(sorted(ids)):
        found.update(
            (each.id, each) for each in db.session.scalars(select(Person).where(Person.id.in_(piece)))
        )
    return found


def _places(ids: Collection[int]) -> dict[int, str]:
    return {each.id: each.name for each in db.session.scalars(select(Unit).where(Unit.id.in_(ids)))}

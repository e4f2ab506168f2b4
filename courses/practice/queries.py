"""Reading checklists and what was observed by them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from courses.practice.models import (
    Checklist,
    ChecklistVersion,
    Observation,
    ObservationConflict,
    ObservationEvent,
)
from courses.practice.policies import (
    ANSWERS,
    colleagues_of,
    decidable_by,
    observable_by,
    standings,
    teaches_on,
    visible_to,
)
from lms.base.database import db
from lms.people.models import PERMISSIONS, Grant, Person, PersonAlias, Posting, PostPlace
from lms.people.queries import merged_into, posting_rows
from lms.places.queries import ancestors_of, find_units, subtree_ids, units_with_ids
from lms.standards.models import Evidence
from lms.standards.rules.knowing import levels_held

MOST_PEOPLE = 200  # on a page: who answers for more says of which commune

_TOLD = (
    joinedload(Observation.person),
    joinedload(Observation.observer),
    joinedload(Observation.version).joinedload(ChecklistVersion.checklist),
    joinedload(Observation.version).joinedload(ChecklistVersion.competency),
)


def checklist(code: str) -> Checklist | None:
    """The checklist of this code, also one that only has a draft."""
    return db.session.scalar(select(Checklist).where(Checklist.code == code))


def checklists() -> Sequence[Checklist]:
    """All checklists by their codes, with their versions."""
    found = select(Checklist).options(
        joinedload(Checklist.versions).joinedload(ChecklistVersion.competency),
        joinedload(Checklist.draft_by),
    )
    return db.session.scalars(found.order_by(Checklist.code)).unique().all()


def newest_versions() -> Sequence[ChecklistVersion]:
    """Of every checklist the version that is signed today, by title."""
    newest = select(func.max(ChecklistVersion.id)).group_by(ChecklistVersion.checklist_id)
    return db.session.scalars(
        _versions().where(ChecklistVersion.id.in_(newest)).order_by(ChecklistVersion.title_vi)
    ).all()


def newest_version(code: str) -> ChecklistVersion | None:
    """The version of a checklist that is signed today."""
    found = _versions().join(Checklist).where(Checklist.code == code)
    return db.session.scalar(found.order_by(ChecklistVersion.number.desc()).limit(1))


def version(version_id: int) -> ChecklistVersion | None:
    """One version, with what it shows."""
    return db.session.scalar(_versions().where(ChecklistVersion.id == version_id))


def _versions() -> Select[ChecklistVersion]:
    return select(ChecklistVersion).options(
        joinedload(ChecklistVersion.checklist), joinedload(ChecklistVersion.competency)
    )


def observation_for(asker: Person, observation_id: str) -> Observation | None:
    """An observation that the asker may see."""
    found = select(Observation).where(Observation.id == observation_id, visible_to(asker))
    return db.session.scalar(found.options(*_TOLD))


def observations_for(asker: Person) -> Select[Observation]:
    """All observations that the asker may see: what waits for a decision first, then the latest."""
    waits = Observation.apart.is_not(None) & ~_decided()
    return (
        select(Observation)
        .where(visible_to(asker))
        .options(*_TOLD)
        .order_by(~waits, Observation.observed_on.desc(), Observation.received_at.desc(), Observation.id)
    )


def observations_of(person_id: int, code: str | None = None, most: int = 20) -> Sequence[Observation]:
    """The latest observations of a person, and of whoever was merged into her, by one checklist or by all."""
    hers = Observation.person_id.in_([person_id, *merged_into([person_id])])
    found = select(Observation).where(hers).options(*_TOLD)
    if code:
        found = found.where(
            Observation.version_id.in_(
                select(ChecklistVersion.id).join(Checklist).where(Checklist.code == code)
            )
        )
    return db.session.scalars(
        found.order_by(Observation.observed_on.desc(), Observation.received_at.desc()).limit(most)
    ).all()


def number_to_decide(asker: Person) -> int:
    """How many observations wait for a decision that the asker may make."""
    waits = Observation.apart.is_not(None), ~_decided(), decidable_by(asker)
    return db.session.scalar(select(func.count()).select_from(Observation).where(*waits)) or 0


def number_apart(observer_id: int) -> int:
    """How many observations of one observer wait for a decision."""
    waits = Observation.observer_id == observer_id, Observation.apart.is_not(None), ~_decided()
    return db.session.scalar(select(func.count()).select_from(Observation).where(*waits)) or 0


def _decided() -> ColumnElement[bool]:
    return select(ObservationEvent.kind).where(ObservationEvent.observation_id == Observation.id).exists()


def conflicts_of(observation_id: str) -> Sequence[ObservationConflict]:
    """What else arrived under the id of an observation."""
    found = select(ObservationConflict).where(ObservationConflict.observation_id == observation_id)
    return db.session.scalars(found.order_by(ObservationConflict.received_at)).all()


def may_observe_somebody(person: Person, day: date) -> bool:
    """Whether there is a checklist by which somebody may observe somebody on ``day``. For those on whose
    record nothing stands that a checklist shows it costs one query."""
    if not _has_shown_something(person.id):
        return False
    if not any(each.suffices for each in standings(person, newest_versions(), day).values()):
        return False
    return db.session.scalar(select(Person.id).where(observable_by(person, day)).limit(1)) is not None


def _has_shown_something(person_id: int) -> bool:
    """Whether there is evidence, hers or of whoever was merged into her, of what any checklist shows."""
    merged = select(PersonAlias.merged_id).where(
        PersonAlias.kept_id == person_id, PersonAlias.undone_at.is_(None)
    )
    hers = or_(Evidence.person_id == person_id, Evidence.person_id.in_(merged))
    shown = Evidence.competency_id.in_(select(ChecklistVersion.competency_id))
    return db.session.scalar(select(Evidence.id).where(hers, shown).limit(1)) is not None


class PeopleToObserve(NamedTuple):
    """The people of a page of observing, by name."""

    people: Sequence[Person]
    more: bool
    """Whether there are more than a page names."""


def people_to_observe(observer: Person, commune: str, day: date) -> PeopleToObserve:
    """Whom somebody may observe on ``day``; where words name communes, only those who serve there."""
    found = select(Person).where(observable_by(observer, day)).order_by(Person.sort_key, Person.id)
    if commune.strip():
        tops = [unit.id for unit in find_units(commune.strip(), day)]
        rows = posting_rows(subtree_ids(tops, day), day).subquery()
        found = found.where(Person.id.in_(select(rows.c.person_id)))
    people = db.session.scalars(found.limit(MOST_PEOPLE + 1)).all()
    return PeopleToObserve(people[:MOST_PEOPLE], len(people) > MOST_PEOPLE)


def observers_near(person: Person, version: ChecklistVersion, day: date) -> list[Person]:
    """Who may observe somebody by a version today: those who serve beside her and those who answer for her
    units, as far as they hold what it shows; the first by name."""
    places = select(PostPlace.unit_id).join(Posting, Posting.post_id == PostPlace.post_id)
    hers = Posting.person_id == person.id, Posting.holding_on(day), PostPlace.holding_on(day)
    units = units_with_ids(db.session.scalars(places.where(*hers)).all()).values()
    above = {each.id for unit in units for each in (unit, *ancestors_of(unit))}
    answers = [role for role, may in PERMISSIONS.items() if ANSWERS in may]
    granted = select(Grant.person_id).where(
        Grant.unit_id.in_(above), Grant.access_role.in_(answers), Grant.holding_on(day)
    )
    near = or_(Person.id.in_(granted), Person.id.in_(colleagues_of(person, day)))
    found = select(Person).where(near, Person.id != person.id).order_by(Person.sort_key, Person.id)
    people = db.session.scalars(found.limit(MOST_PEOPLE)).all()
    held = levels_held([each.id for each in people], [version.competency_id], day)
    return [
        each
        for each in people
        if held.get((each.id, version.competency_id), 0) >= (1 if teaches_on(each, day) else version.level)
    ]

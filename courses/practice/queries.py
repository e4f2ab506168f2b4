"""Reading checklists and what was observed by them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from courses.practice.models import (
    Checklist,
    ChecklistVersion,
    Observation,
    ObservationConflict,
    ObservationEvent,
)
from courses.practice.policies import decidable_by, visible_to
from lms.base.database import db
from lms.people.models import Person
from lms.people.queries import merged_into

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


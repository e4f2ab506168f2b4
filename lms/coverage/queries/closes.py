"""Reading closed periods, and what was recorded after one was closed."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased, joinedload, undefer

from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.coverage.models import Period, PeriodClose
from lms.people.models import Person, PersonAlias, Post, Posting, PostPlace
from lms.people.queries import kept_persons
from lms.standards.models import Evidence, EvidenceKind


class Recorded(NamedTuple):
    """A piece of evidence that was written after a moment."""

    person_id: int
    """Whose it is; of somebody merged, of the one who is kept."""
    competency_id: int
    kind: EvidenceKind


class Names(NamedTuple):
    """What a list says of a person."""

    id: int
    full_name: str
    phone: str | None


def latest_close(unit_id: int, period: Period) -> PeriodClose | None:
    """The closing of a period that nothing supersedes; None where it is open."""
    found: PeriodClose | None = db.session.scalar(_not_superseded().where(_of(unit_id, period)))
    return found


def latest_close_id(unit_id: int, period: Period) -> int | None:
    """Its id alone."""
    found: int | None = db.session.scalar(
        _not_superseded().with_only_columns(PeriodClose.id).where(_of(unit_id, period))
    )
    return found


def closes_in(unit_ids: Select[int]) -> Select[PeriodClose]:
    """What was closed for some units and still counts: the latest periods first, then by unit."""
    return (
        _not_superseded()
        .where(PeriodClose.unit_id.in_(unit_ids))
        .options(joinedload(PeriodClose.unit), joinedload(PeriodClose.by))
        .order_by(PeriodClose.day.desc(), PeriodClose.unit_id, PeriodClose.period_code)
    )


def close_by_id(close_id: int) -> PeriodClose | None:
    """A closing with all that it keeps."""
    kept = undefer(PeriodClose.snapshot), undefer(PeriodClose.workbook)
    return db.session.get(PeriodClose, close_id, options=[*kept, joinedload(PeriodClose.unit)])


def versions_of(close: PeriodClose) -> list[PeriodClose]:
    """Every closing of the same period of the same unit, the first one first."""
    found = select(PeriodClose).where(_of(close.unit_id, close.period)).options(joinedload(PeriodClose.by))
    return list(db.session.scalars(found.order_by(PeriodClose.id)))


def read_as(person_ids: Collection[int]) -> dict[int, int]:
    """As whom those of some people are read who have been merged into others; not the rest."""
    kept = kept_persons()
    found: dict[int, int] = {}
    for piece in in_pieces(sorted(person_ids)):
        query = select(kept.c.merged_id, kept.c.kept_id).where(kept.c.merged_id.in_(piece))
        found.update(db.session.execute(query).all())
    return found


def parted_since(moment: datetime) -> set[int]:
    """Who was read as somebody else at a moment, and no longer is."""
    undone = select(PersonAlias.merged_id).where(PersonAlias.at <= moment, PersonAlias.undone_at > moment)
    return set(db.session.scalars(undone))


def recorded_since(moment: datetime, person_ids: Collection[int]) -> set[Recorded]:
    """The evidence of some people, and of those read as them, that was written after a moment."""
    kept = kept_persons()
    found: set[Recorded] = set()
    for piece in in_pieces(sorted(person_ids)):
        whose = select(kept.c.merged_id).where(kept.c.kept_id.in_(piece))
        query = (
            select(Evidence.person_id, kept.c.kept_id, Evidence.competency_id, Evidence.kind)
            .outerjoin(kept, kept.c.merged_id == Evidence.person_id)
            .where(Evidence.recorded_at > moment)
            .where(or_(Evidence.person_id.in_(piece), Evidence.person_id.in_(whose)))
        )
        found.update(
            Recorded(kept_id or person_id, competency_id, kind)
            for person_id, kept_id, competency_id, kind in db.session.execute(query)
        )
    return found


def placed_by_decision(person_ids: Collection[int], day: date) -> set[int]:
    """Those of some people whose post serves on a day where somebody put it after its unit was split."""
    found: set[int] = set()
    for piece in in_pieces(sorted(person_ids)):
        query = (
            select(Posting.person_id)
            .join(Post, Post.id == Posting.post_id)
            .join(PostPlace, PostPlace.post_id == Post.id)
            .where(Posting.person_id.in_(piece), Posting.holding_on(day))
            .where(PostPlace.holding_on(day), PostPlace.part_id.is_not(None))
        )
        found.update(db.session.scalars(query))
    return found


def names_of(person_ids: Collection[int]) -> dict[int, Names]:
    """The people with these ids, in the order of a list of names; who was erased is not among them."""
    found: list[tuple[str, Names]] = []
    for piece in in_pieces(sorted(person_ids)):
        query = select(Person.sort_key, Person.id, Person.full_name, Person.phone).where(Person.id.in_(piece))
        rows = db.session.execute(query)
        found += [(key, Names(person_id, name, phone)) for key, person_id, name, phone in rows]
    found.sort(key=lambda each: (each[0], each[1].id))
    return {each.id: each for _key, each in found}


def _not_superseded() -> Select[PeriodClose]:
    later = aliased(PeriodClose)
    return select(PeriodClose).where(~select(later.id).where(later.supersedes_id == PeriodClose.id).exists())


def _of(unit_id: int, period: Period) -> ColumnElement[bool]:
    return and_(PeriodClose.unit_id == unit_id, PeriodClose.period_code == period.code)

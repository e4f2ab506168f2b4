"""Finding access: by whose it is, over which unit, of which role, in force or ended."""

import enum
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from lms.base.database import db
from lms.base.text import clean, fold
from lms.people.models import AccessRole, Grant, Person
from lms.places.models import Unit, UnitKind
from lms.places.queries import lineage_ids
from lms.roles.policies import seen_by

SOON = timedelta(days=14)


class Which(enum.StrEnum):
    """Which access is listed."""

    NOW = "now"
    ENDING = "ending"
    ENDED = "ended"
    ALL = "all"


def find_grants(
    asker: Person, day: date, *, words: str = "", unit: Unit | None = None,
    role: AccessRole | None = None, which: Which = Which.NOW,
) -> Select[Grant]:  # fmt: skip
    """Access that the asker sees: of whom the words name, over a unit or below it; by name, then newest."""
    query = (
        select(Grant)
        .join(Person, Person.id == Grant.person_id)
        .options(joinedload(Grant.unit).joinedload(Unit.parent).joinedload(Unit.parent))
        .where(seen_by(asker), _standing(which, day))
        .order_by(Person.sort_key, Person.id, Grant.valid_from.desc(), Grant.id.desc())
    )
    if words:
        named = Person.folded.contains(fold(words), autoescape=True)
        query = query.where(or_(named, func.lower(Person.code) == clean(words).lower()))
    if unit:
        query = query.where(Grant.unit_id.in_(lineage_ids([unit.id])))
    return query.where(Grant.access_role == role) if role else query


def _standing(which: Which, day: date) -> ColumnElement[bool]:
    lasts = or_(Grant.valid_until.is_(None), Grant.valid_until > day)
    return {
        Which.NOW: lasts,
        Which.ENDING: and_(lasts, Grant.valid_until <= day + SOON),
        Which.ENDED: Grant.valid_until <= day,
        Which.ALL: Grant.id.is_not(None),
    }[which]


def grants_of(asker: Person, person_id: int) -> list[Grant]:
    """All access of a person that the asker sees, the newest first."""
    query = select(Grant).where(Grant.person_id == person_id, seen_by(asker))
    return list(db.session.scalars(query.order_by(Grant.valid_from.desc(), Grant.id.desc())))


def people_by_id(ids: set[int]) -> dict[int, Person]:
    """People by their keys."""
    return {each.id: each for each in db.session.scalars(select(Person).where(Person.id.in_(ids)))}


def administrators_after(day: date, *, but: int) -> int:
    """How many people administer the whole system from ``day`` on without an end, other than by one grant."""
    whole = select(func.count(func.distinct(Grant.person_id))).join(Unit, Unit.id == Grant.unit_id)
    lasting = whole.where(
        Grant.access_role == AccessRole.ADMINISTRATOR,
        Unit.kind == UnitKind.COUNTRY,
        Grant.valid_from <= day,
        Grant.valid_until.is_(None),
        Grant.id != but,
    )
    return db.session.scalar(lasting) or 0


def ending_soon(day: date) -> list[Grant]:
    """Access that ends within :data:`SOON` and has not ended."""
    query = select(Grant).where(Grant.valid_until > day, Grant.valid_until <= day + SOON)
    return list(db.session.scalars(query.order_by(Grant.valid_until, Grant.id)))

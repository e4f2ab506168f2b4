"""Until when the rosters of communes are confirmed: what every figure says of the names it stands on."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.orm import joinedload

from lms.base.database import db
from lms.places.models import Unit, UnitKind
from lms.places.queries import subtree_ids
from lms.staffing.models import CONFIRMED_FOR_DAYS, RosterConfirmation


class Confirmed(NamedTuple):
    """How many communes have confirmed their rosters."""

    number: int
    """Those whose confirmation is not older than 35 days."""
    of: int
    """All communes in question."""
    oldest: date | None
    """Until when even the oldest of these confirmations says that its roster is right; None for none."""


def confirmed_units(unit: Unit, day: date) -> Confirmed:
    """How many communes of ``day`` at or below ``unit`` have confirmed their rosters for that day: with a
    roster that is right until some later day, or until one at most 35 days before. One query."""
    last = last_confirmed(day)
    query = (
        select(func.count(), func.count(last.c.day), func.min(last.c.day))
        .select_from(Unit)
        .outerjoin(last, last.c.unit_id == Unit.id)
        .where(Unit.kind == UnitKind.COMMUNE, Unit.id.in_(subtree_ids([unit.id], day)))
    )
    of, number, oldest = db.session.execute(query).one()
    return Confirmed(number, of, oldest)


def last_confirmed(day: date) -> Subquery:
    """``unit_id, day``: until when each roster is confirmed, where that holds for ``day``."""
    earliest = day - timedelta(days=CONFIRMED_FOR_DAYS)
    return (
        select(RosterConfirmation.unit_id, func.max(RosterConfirmation.day).label("day"))
        .where(RosterConfirmation.day >= earliest)
        .group_by(RosterConfirmation.unit_id)
        .subquery("last_confirmed")
    )


def communes_with_confirmations(communes: Select[Unit]) -> Select[Any]:
    """``Unit, day``: the communes with until when their rosters are confirmed, however long ago, those that
    never were first."""
    last = (
        select(RosterConfirmation.unit_id, func.max(RosterConfirmation.day).label("day"))
        .group_by(RosterConfirmation.unit_id)
        .subquery("last_ever")
    )
    return (
        communes.outerjoin(last, last.c.unit_id == Unit.id)
        .add_columns(last.c.day)
        .options(joinedload(Unit.parent).joinedload(Unit.parent))
        .order_by(None)
        .order_by(last.c.day.is_not(None), last.c.day, Unit.folded, Unit.code)
    )


def confirmations_of(unit_id: int, most: int) -> Sequence[RosterConfirmation]:
    """The newest confirmations of a unit's roster, newest first, with who said it."""
    return db.session.scalars(
        select(RosterConfirmation)
        .where(RosterConfirmation.unit_id == unit_id)
        .options(joinedload(RosterConfirmation.by), joinedload(RosterConfirmation.roster_import))
        .order_by(RosterConfirmation.day.desc(), RosterConfirmation.id.desc())
        .limit(most)
    ).all()


def late_number(communes: Select[Unit], day: date) -> int:
    """How many of the communes have no confirmation that holds for ``day``."""
    last = last_confirmed(day)
    late = communes.outerjoin(last, last.c.unit_id == Unit.id).where(last.c.day.is_(None)).order_by(None)
    return db.session.scalar(select(func.count()).select_from(late.subquery())) or 0

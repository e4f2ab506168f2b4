"""Bringing access over a change of units: it follows its unit to the one that took the whole of it.

Over a unit that was split, or that nothing followed, it gives nothing any more, until an administrator says
where it goes.
"""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.people.models import Grant, Person
from lms.people.rules.granting import grant, withdraw
from lms.places.models import Unit
from lms.places.queries import successions_from
from lms.places.rules.succeeding import follow


class NotAPart(Refusal):
    """The unit is none of those that followed."""


def move_grants(day: date, *, by: int | None) -> list[Grant]:
    """Let every grant over a unit that ended by ``day`` go on over the one that took the whole of it.

    Returns the new grants. Doing it again changes nothing.
    """
    lock_for_writing("grants")
    moved: list[Grant] = []
    left = grants_left_behind(day)
    while left:
        step = [new for granted in left if (new := _follow(granted, by))]
        moved += step
        left = [new for new in step if new.unit.valid_until and new.unit.valid_until <= day]
    return moved


def hand_grant(grant_id: int, unit_ids: Collection[int], *, by: int | None) -> list[Grant]:
    """Let a grant over a unit that was split go on over some of its parts; with none it ends.

    Raises :class:`NotAPart`.
    """
    lock_for_writing("grants")
    granted = db.session.get_one(Grant, grant_id, populate_existing=True)
    parts = {each.to_id: each.new for each in successions_from([granted.unit_id])}
    if granted not in grants_left_behind(date.max) or not set(unit_ids) <= parts.keys():
        raise NotAPart(message("Choose among the units that followed."))
    return _hand_over(granted, [parts[each] for each in sorted(unit_ids)], by)


def grants_left_behind(day: date) -> Sequence[Grant]:
    """The grants over units that ended by ``day``, and which did not end with them, with their units."""
    lasts = or_(Grant.valid_until.is_(None), Grant.valid_until > Unit.valid_until)
    return db.session.scalars(
        select(Grant)
        .join(Unit, Unit.id == Grant.unit_id)
        .where(lasts, Unit.valid_until <= day)
        .options(joinedload(Grant.unit))
        .order_by(Unit.valid_until, Grant.id)
    ).all()


def _follow(granted: Grant, by: int | None) -> Grant | None:
    ended = granted.unit.valid_until
    successor = follow(granted.unit_id, ended) if ended else None
    return _hand_over(granted, [successor], by)[0] if successor else None


def _hand_over(granted: Grant, units: list[Unit], by: int | None) -> list[Grant]:
    """End a grant with its unit and give the same over others, on its day or since it was given."""
    person, role, reason = db.session.get_one(Person, granted.person_id), granted.access_role, granted.reason
    ended, until = granted.unit.valid_until or granted.valid_from, granted.valid_until
    since = max(granted.valid_from, ended)
    withdraw(granted, ended, by=by)
    db.session.expire(person, ["grants"])
    return [grant(person, role, unit, since, until, by, reason) for unit in units]

"""Giving access, extending it and ending it, each with a reason and by whoever may."""

from datetime import date, timedelta

from sqlalchemy import select

from lms.base import clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.people.models import AccessRole, Grant, Person
from lms.people.queries import merged_people
from lms.people.rules.granting import REASON_AT_MOST, grant, prolong, withdraw
from lms.places.models import Unit, UnitKind
from lms.roles.policies import may_extend, may_give, may_keep
from lms.roles.queries import administrators_after

SHORTEST_REASON = 5
FARTHEST = timedelta(days=366)


class NotYours(Refusal):
    """She may not give, extend or end this access."""


class BadTime(Refusal):
    """The days cannot be meant so."""


class NoReason(Refusal):
    """A change of access needs a reason."""


class HasIt(Refusal):
    """She has this access already."""


class LastAdministrator(Refusal):
    """Nobody would administer the system any more."""


def give(
    asker: Person, person: Person, role: AccessRole, unit: Unit, since: date, until: date | None, reason: str
) -> Grant:  # fmt: skip
    """Give a person access over a unit and all below it, from today or a later day; ``until`` is the first
    day without it.

    Raises :class:`NotYours`, :class:`BadTime`, :class:`NoReason`, :class:`HasIt`, ``BadGrant``.
    """
    lock_for_writing("roles", f"grants:{person.id}")
    today = clock.today()
    if person.id == asker.id:
        raise NotYours(message("Nobody gives herself access. Ask another administrator."))
    if person.id in merged_people():
        raise NotYours(message("This record is read as another person's: give the access there."))
    if not may_give(asker, role, unit.id, today):
        raise NotYours(message("You cannot give this access over this unit."))
    if not today <= since <= today + FARTHEST:
        raise BadTime(message("Access begins today or on a day of the year to come."))
    held = db.session.scalars(select(Grant).where(Grant.person_id == person.id, Grant.access_role == role))
    if any(each.unit_id == unit.id and _meet(each, since, until) for each in held):
        raise HasIt(
            message("She has this access over this unit at that time already. Extend it, or end it first.")
        )
    return grant(person, role, unit, since, until, by=asker.id, reason=checked_reason(reason))


def extend(asker: Person, granted: Grant, until: date | None, reason: str) -> None:
    """Let access hold until a later day; None for no end. Raises :class:`NotYours`, :class:`NoReason`,
    ``BadGrant``."""
    lock_for_writing("roles", f"grants:{granted.person_id}")
    if not may_extend(asker, granted):
        raise NotYours(message("Nobody extends her own access. Ask another administrator."))
    prolong(granted, until, by=asker.id, reason=checked_reason(reason))


def finish(asker: Person, granted: Grant, until: date, reason: str) -> None:
    """End access: ``until`` is the first day without it, today at the earliest.

    Raises :class:`NotYours`, :class:`BadTime`, :class:`NoReason`, :class:`LastAdministrator`.
    """
    lock_for_writing("roles", f"grants:{granted.person_id}")
    if not may_keep(asker, granted):
        raise NotYours(message("You cannot end this access."))
    today = clock.today()
    if granted.valid_until is not None and not today < granted.valid_until:
        raise BadTime(message("This access has ended already."))
    latest = granted.valid_until or today + FARTHEST
    if not today <= until <= latest:
        raise BadTime(message("Access ends today or later, and not after its end on record."))
    whole = granted.access_role is AccessRole.ADMINISTRATOR and granted.unit.kind is UnitKind.COUNTRY
    if whole and granted.valid_until is None and not administrators_after(until, but=granted.id):
        raise LastAdministrator(
            message("She is the last administrator. Give somebody else this access first, without an end.")
        )
    withdraw(granted, until, by=asker.id, reason=checked_reason(reason))


def checked_reason(reason: str) -> str:
    """The reason as it is kept. Raises :class:`NoReason`."""
    text = clean(reason)
    if len(text) < SHORTEST_REASON:
        raise NoReason(message("Write why, e.g. the decision by which she was appointed."))
    if len(text) > REASON_AT_MOST:
        raise NoReason(message("A reason may have at most %(longest)s characters.", longest=REASON_AT_MOST))
    return text


def _meet(granted: Grant, since: date, until: date | None) -> bool:
    """Whether two times have a day in common."""
    ends_before = granted.valid_until is not None and granted.valid_until <= since
    begins_after = until is not None and until <= granted.valid_from
    return not (ends_before or begins_after)

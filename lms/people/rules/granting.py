"""Giving and withdrawing access."""

from datetime import date

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.people.models import AccessRole, Grant, Person
from lms.places.models import Unit

REASON_AT_MOST = 200


class BadGrant(Refusal):
    """Access cannot be given or withdrawn in this way."""


def grant(
    person: Person,
    access_role: AccessRole,
    unit: Unit,
    since: date,
    until: date | None = None,
    by: int | None = None,
    reason: str | None = None,
) -> Grant:
    """Give a person an access role over a unit and all below it; ``until`` is the first day without it.

    The same role over the same unit for a time that has begun and has not ended is not given twice: the
    grant in force comes back.
    """
    lock_for_writing(f"grants:{person.id}")
    if until is not None and until <= since:
        raise BadGrant(message("Access must end after it begins."))
    for each in person.grants_on(since):
        if (each.access_role, each.unit_id, each.valid_until) == (access_role, unit.id, until):
            return each
    granted = Grant(
        person_id=person.id,
        access_role=access_role,
        unit=unit,
        granted_by_id=by,
        reason=reason[:REASON_AT_MOST] if reason else None,
        valid_from=since,
        valid_until=until,
    )
    person.grants.append(granted)
    db.session.flush()
    audit.record("grant:given", granted, by=by, facts={"role": access_role.value, "unit": unit.id})
    return granted


def prolong(granted: Grant, until: date | None, *, by: int, reason: str) -> None:
    """Let a grant hold longer: ``until`` is the first day without it, None for no end.

    Refuses a grant that has ended and a day that makes it shorter.
    """
    lock_for_writing(f"grants:{granted.person_id}")
    before = granted.valid_until
    if before is None or before <= clock.today() or (until is not None and until <= before):
        raise BadGrant(message("Access that has not ended can be extended to a later day only."))
    granted.valid_until, granted.changed_by_id = until, by
    granted.change_reason = reason[:REASON_AT_MOST]
    facts = {"before": before.isoformat(), "until": until.isoformat() if until else None}
    audit.record("grant:extended", granted, by=by, facts=facts)
    db.session.flush()


def withdraw(granted: Grant, until: date, *, by: int | None = None, reason: str | None = None) -> None:
    """End a grant: ``until`` is the first day without it. One that has not begun by then is removed."""
    lock_for_writing(f"grants:{granted.person_id}")
    audit.record("grant:withdrawn", granted, by=by, facts={"until": until.isoformat()})
    if until <= granted.valid_from:
        db.session.delete(granted)
    else:
        granted.valid_until = until
        if reason:
            granted.changed_by_id, granted.change_reason = by, reason[:REASON_AT_MOST]
    db.session.flush()

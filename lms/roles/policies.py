"""Which access somebody sees, and which she may give, extend and end.

An administrator any, a head that of officers and trainers over the units she answers for; nobody her own,
but that anybody may lay hers down.
"""

from datetime import date

from sqlalchemy import ColumnElement, false, select, true

from lms.base.database import db
from lms.people.models import AccessRole, Grant, Person
from lms.people.policies import may_act, scope_ever
from lms.web.access import Permission

BY_HEADS = (AccessRole.OFFICER, AccessRole.TRAINER)
"""What heads may give."""


def roles_given_by(asker: Person) -> tuple[AccessRole, ...]:
    """The access roles that she may give over some unit."""
    if asker.may(Permission.SYSTEM_ADMINISTER):
        return tuple(AccessRole)
    return BY_HEADS if asker.may(Permission.ROLES_GRANT) else ()


def may_give(asker: Person, role: AccessRole, unit_id: int, day: date) -> bool:
    """Whether she may give this access over a unit of ``day``."""
    return role in roles_given_by(asker) and may_act(asker, Permission.ROLES_GRANT, unit_id, day)


def seen_by(asker: Person) -> ColumnElement[bool]:
    """Condition on ``Grant``: access over units of any time that she answers for."""
    scope = scope_ever(asker, Permission.ROLES_GRANT)
    if scope is None:
        return false()
    if asker.may(Permission.SYSTEM_ADMINISTER):
        return true()
    return Grant.unit_id.in_(scope)


def may_keep(asker: Person, granted: Grant) -> bool:
    """Whether she may end access: what she sees and could give, and her own."""
    seen = db.session.scalar(select(Grant.id).where(Grant.id == granted.id, seen_by(asker)))
    own = granted.person_id == asker.id
    return seen is not None and (own or granted.access_role in roles_given_by(asker))


def may_extend(asker: Person, granted: Grant) -> bool:
    """Whether she may extend access: the same, but not her own."""
    return granted.person_id != asker.id and may_keep(asker, granted)

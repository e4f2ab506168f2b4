"""Who may see which support visits, and correct them."""

from sqlalchemy import ColumnElement, false, or_, select

from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import scope_ever
from lms.visits.models import SupportVisit
from lms.web.access import Permission


def may_see_visit(asker: Person, visit: SupportVisit) -> bool:
    """Whether the asker may see this visit and close its findings: :func:`visit_seen_by` for one."""
    found = select(SupportVisit.id).where(SupportVisit.id == visit.id, visit_seen_by(asker))
    return db.session.scalar(found) is not None


def visit_seen_by(asker: Person) -> ColumnElement[bool]:
    """Condition on ``SupportVisit``: those to her units, and those that her units made."""
    units = scope_ever(asker, Permission.ACTIVITIES_RUN)
    if units is None:
        return false()
    return or_(SupportVisit.unit_id.in_(units), SupportVisit.visiting_unit_id.in_(units))


def may_change_visit(asker: Person, visit: SupportVisit) -> bool:
    """Whether the asker may correct this visit and open its findings again: :func:`visit_made_by` for one."""
    found = select(SupportVisit.id).where(SupportVisit.id == visit.id, visit_made_by(asker))
    return db.session.scalar(found) is not None


def visit_made_by(asker: Person) -> ColumnElement[bool]:
    """Condition on ``SupportVisit``: those that her units made; who was visited writes no minutes."""
    units = scope_ever(asker, Permission.ACTIVITIES_RUN)
    return false() if units is None else SupportVisit.visiting_unit_id.in_(units)

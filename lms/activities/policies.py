"""Who may run which activities."""

from sqlalchemy import ColumnElement, false, or_, select

from lms.activities.models import Activity, SupportVisit
from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import scope_ever, seen_by
from lms.places.models import Unit
from lms.web.access import Permission


def may_run(asker: Person, activity: Activity) -> bool:
    """Whether the asker may see and run this activity: the question of :func:`run_by` for one of them."""
    found = select(Activity.id).where(Activity.id == activity.id, run_by(asker))
    return db.session.scalar(found) is not None


def run_by(asker: Person) -> ColumnElement[bool]:
    """Condition on ``Activity``: those of the units that she answers for, and of those they followed."""
    units = scope_ever(asker, Permission.ACTIVITIES_RUN)
    return false() if units is None else Activity.unit_id.in_(units)


def seatable_by(asker: Person) -> ColumnElement[bool]:
    """Condition on ``Person``: whom the asker may put on a roster: those of her units, at any time."""
    return seen_by(asker, None, Permission.ACTIVITIES_RUN)


def may_lead(asker: Person, unit: Unit) -> bool:
    """Whether the asker leads the meetings of a unit: the question of :func:`led_by` for one of them."""
    return db.session.scalar(select(Unit.id).where(Unit.id == unit.id, led_by(asker))) is not None


def led_by(asker: Person) -> ColumnElement[bool]:
    """Condition on ``Unit``: where the asker runs activities and sees how people stand."""
    units = scope_ever(asker, Permission.ACTIVITIES_RUN, Permission.PEOPLE_SEE)
    return false() if units is None else Unit.id.in_(units)


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

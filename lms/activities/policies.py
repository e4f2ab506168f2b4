"""Who may run which activities."""

from datetime import date

from sqlalchemy import ColumnElement, false, select

from lms.activities.models import Activity
from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import scope_ever, seen_by
from lms.web.access import Permission


def may_run(asker: Person, activity: Activity, on: date | None = None) -> bool:
    """Whether the asker may see and run this activity: the question of :func:`run_by` for one of them."""
    found = select(Activity.id).where(Activity.id == activity.id, run_by(asker, on))
    return db.session.scalar(found) is not None


def run_by(asker: Person, on: date | None = None) -> ColumnElement[bool]:
    """Condition on ``Activity``: those of the units that she answers for, or did ``on`` a day, and of those
    they followed."""
    units = scope_ever(asker, Permission.ACTIVITIES_RUN, on=on)
    return false() if units is None else Activity.unit_id.in_(units)


def seatable_by(asker: Person) -> ColumnElement[bool]:
    """Condition on ``Person``: whom the asker may put on a roster: those of her units, at any time."""
    return seen_by(asker, None, Permission.ACTIVITIES_RUN)

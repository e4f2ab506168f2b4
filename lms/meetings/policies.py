"""Who leads the meetings of which communes."""

from datetime import date

from sqlalchemy import ColumnElement, false, select

from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import scope_ever
from lms.places.models import Unit
from lms.web.access import Permission


def may_lead(asker: Person, unit: Unit, on: date | None = None) -> bool:
    """Whether the asker leads the meetings of a unit: the question of :func:`led_by` for one of them."""
    return db.session.scalar(select(Unit.id).where(Unit.id == unit.id, led_by(asker, on))) is not None


def led_by(asker: Person, on: date | None = None) -> ColumnElement[bool]:
    """Condition on ``Unit``: where the asker runs activities and sees how people stand, or did ``on`` a
    day."""
    units = scope_ever(asker, Permission.ACTIVITIES_RUN, Permission.PEOPLE_SEE, on=on)
    return false() if units is None else Unit.id.in_(units)

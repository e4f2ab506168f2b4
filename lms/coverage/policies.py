"""Whose numbers somebody may see: those of the units over which she may, on that day."""

from datetime import date

from sqlalchemy import ColumnElement, false, select

from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import scope_of
from lms.places.models import Unit
from lms.web.access import Permission


def may_see_coverage(asker: Person, unit: Unit, day: date) -> bool:
    """Whether the asker may see the numbers of a unit on a day: :func:`covered_by` for one unit."""
    return db.session.scalar(select(Unit.id).where(Unit.id == unit.id, covered_by(asker, day))) is not None


def covered_by(asker: Person, day: date) -> ColumnElement[bool]:
    """Condition on ``Unit``: whose numbers on ``day`` the asker may see."""
    scope = scope_of(asker, Permission.COVERAGE_SEE, day)
    return false() if scope is None else Unit.id.in_(scope)

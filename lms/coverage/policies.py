"""Whose numbers somebody may see: those of the units over which she may, on that day."""

from datetime import date

from sqlalchemy import ColumnElement, Select, false, select

from lms.base.database import db
from lms.coverage.models import PeriodClose
from lms.people.models import Person
from lms.people.policies import scope_ever, scope_of
from lms.places.models import Unit
from lms.web.access import Permission


def may_see_coverage(asker: Person, unit: Unit, day: date) -> bool:
    """Whether the asker may see the numbers of a unit on a day: :func:`covered_by` for one unit."""
    return db.session.scalar(select(Unit.id).where(Unit.id == unit.id, covered_by(asker, day))) is not None


def covered_by(asker: Person, day: date) -> ColumnElement[bool]:
    """Condition on ``Unit``: whose numbers on ``day`` the asker may see."""
    scope = scope_of(asker, Permission.COVERAGE_SEE, day)
    return false() if scope is None else Unit.id.in_(scope)


def may_read_close(asker: Person, close: PeriodClose) -> bool:
    """Whether the asker may read what was closed: :func:`read_closes` for one closing."""
    return db.session.scalar(read_closes(asker).where(Unit.id == close.unit_id)) is not None


def read_closes(asker: Person) -> Select[int]:
    """The ids of the units whose closed periods the asker may read: hers, and those that hers followed."""
    scope = scope_ever(asker, Permission.COVERAGE_SEE)
    return select(Unit.id).where(false() if scope is None else Unit.id.in_(scope))

"""Whose assignments somebody may see and take back: those of the people she answers for today."""

from sqlalchemy import ColumnElement, select

from lms.assignments.models import Assignment
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import seen_by
from lms.web.access import Permission


def followed_by(asker: Person) -> ColumnElement[bool]:
    """Condition on ``Person``: whose assignments the asker follows."""
    return seen_by(asker, clock.today(), Permission.COVERAGE_SEE)


def may_take_back(asker: Person, assignment: Assignment) -> bool:
    """Whether the asker may take an assignment back; never her own, unless she gave it."""
    if asker.id in (assignment.person_id, assignment.assigned_by_id):
        return asker.id == assignment.assigned_by_id
    found = select(Person.id).where(Person.id == assignment.person_id, followed_by(asker))
    return db.session.scalar(found) is not None

"""Whose reminders somebody passes on: those of the people whom she sees on that day, but for her own."""

from datetime import date

from sqlalchemy import ColumnElement

from lms.people.models import Person
from lms.people.policies import seen_by
from lms.web.access import Permission


def reminded_by(asker: Person, day: date) -> ColumnElement[bool]:
    """Condition on ``Person``: whom the asker may tell what stands in their reminders."""
    return seen_by(asker, day, Permission.PEOPLE_SEE) & (Person.id != asker.id)

"""Who may open which course, and who may hand in what somebody else learned."""

from datetime import date

from sqlalchemy import ColumnElement

from courses.models import Edition
from lms.people.models import Person
from lms.people.policies import may_have_seen, may_see
from lms.web.access import Permission


def may_open(edition: Edition) -> bool:
    """Whether learners may open an edition: what is published is open to everybody signed in; also once it
    is withdrawn, for those who are in it or hand in what they did."""
    return edition.published_at is not None


def open_to_learners() -> ColumnElement[bool]:
    """The same question for SQL."""
    return Edition.published_at.is_not(None)


def offered() -> ColumnElement[bool]:
    """Condition on ``Edition``: those that somebody may begin; none that was withdrawn."""
    return Edition.published_at.is_not(None) & Edition.withdrawn_at.is_(None)


def may_help(helper: Person, person: Person, day: date) -> bool:
    """Whether somebody may hand in what this person did with her help on ``day``: who kept the staff of her
    unit then, or today keeps that of the unit in which she served then."""
    staff = Permission.STAFFING_IMPORT
    return may_see(helper, person, day, staff) or may_have_seen(helper, person, day, staff)

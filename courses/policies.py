"""Who may open which course: what is published is open to everybody signed in."""

from sqlalchemy import ColumnElement

from courses.models import Edition


def may_open(edition: Edition) -> bool:
    """Whether learners may open an edition."""
    return edition.published_at is not None


def open_to_learners() -> ColumnElement[bool]:
    """The same question for SQL."""
    return Edition.published_at.is_not(None)

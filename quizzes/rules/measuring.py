"""What a monitoring system may know of exercises."""

from collections.abc import Iterator

from sqlalchemy import func, select

from lms.base.database import db
from lms.base.measures import Kind, Measure
from quizzes.models import Attempt


def attempts_received() -> Iterator[Measure]:
    """How many attempts have arrived since the beginning."""
    number = db.session.scalar(select(func.count()).select_from(Attempt)) or 0
    yield Measure("lop520_attempts_received", Kind.GAUGE, "Attempts that arrived and were kept.", number)

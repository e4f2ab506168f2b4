"""What of attempts people are reminded of: a test that was failed and may be tried again."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.base import clock
from lms.base.database import db
from lms.base.matters import Matter
from lms.base.messages import message
from quizzes.exercise.graph import Kind
from quizzes.models import Attempt, ExerciseVersion
from quizzes.queries.results import passed_now
from quizzes.rules.drawing import allowance

LATEST = timedelta(days=30)  # who did not try again by then was reminded once, and has chosen


def failed_tests(day: date) -> Sequence[Matter]:
    """A matter for each test of which somebody's last attempt failed before ``day`` and may be tried again on
    it."""
    morning = datetime.combine(day, time(), clock.VIETNAM)
    tried = (
        select(Attempt.person_id, Attempt.step_id)
        .join(ExerciseVersion, ExerciseVersion.id == Attempt.version_id)
        .where(ExerciseVersion.kind == Kind.ASSESSMENT, ~passed_now())
        .where(Attempt.received_at >= morning - LATEST, Attempt.received_at < morning)
        .distinct()
        .subquery()
    )
    found = (
        select(Attempt)
        .join(tried, (tried.c.person_id == Attempt.person_id) & (tried.c.step_id == Attempt.step_id))
        .options(joinedload(Attempt.version).selectinload(ExerciseVersion.texts))
        .order_by(Attempt.person_id, Attempt.step_id, Attempt.received_at, Attempt.id)
    )
    by_test = groupby(db.session.scalars(found), lambda each: (each.person_id, each.step_id))
    return [matter for _key, some in by_test if (matter := _matter(some, morning))]


def _matter(attempts: Iterable[Attempt], morning: datetime) -> Matter | None:
    hers = list(attempts)
    last = hers[-1]
    if last.result.passed or last.received_at >= morning or allowance(last.version, hers, morning).again_at:
        return None
    return Matter(
        last.person_id,
        f"retry:{last.id}",
        clock.day_of(last.received_at),
        message(
            "The test “%(title)s” was not passed on %(day)s. It may be tried again now;"
            " please read the lessons first.",
            title=last.version.text("vi").title,
            day=f"{clock.day_of(last.received_at):%d/%m/%Y}",
        ),
    )

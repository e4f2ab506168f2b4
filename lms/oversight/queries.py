"""Reading what the product did by itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from lms.base.database import Moment, db
from lms.base.scheduling import JobRun


def failures_of(since: datetime, at_most: int) -> Sequence[JobRun]:
    """The runs since a moment that failed or whose process was gone, the newest first."""
    failed = select(JobRun).where(JobRun.started_at >= since, JobRun.problem.is_not(None))
    return db.session.scalars(
        failed.order_by(JobRun.started_at.desc(), JobRun.id.desc()).limit(at_most)
    ).all()


class JobNumbers(NamedTuple):
    """How often a job ran, of what is still remembered."""

    job: str
    runs: int
    failed: int
    last_success: datetime | None


def numbers_of_jobs() -> list[JobNumbers]:
    """For each job that has run, how often, how often in vain, and when it ended well last."""
    counted = select(
        JobRun.job, func.count(), func.count(JobRun.problem), func.max(JobRun.finished_at, type_=Moment)
    )
    rows = db.session.execute(counted.group_by(JobRun.job).order_by(JobRun.job))
    return [JobNumbers(*row) for row in rows]

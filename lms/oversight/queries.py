"""Reading what the product did by itself."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from lms.base.database import db
from lms.base.scheduling import JobRun


def failures_of(since: datetime, at_most: int) -> Sequence[JobRun]:
    """The runs since a moment that failed or whose process was gone, the newest first."""
    failed = select(JobRun).where(JobRun.started_at >= since, JobRun.problem.is_not(None))
    return db.session.scalars(
        failed.order_by(JobRun.started_at.desc(), JobRun.id.desc()).limit(at_most)
    ).all()

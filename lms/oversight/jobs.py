"""What is tidied up by the clock."""

from datetime import timedelta

from lms.base import clock
from lms.base.job_runs import forget_before
from lms.base.messages import message
from lms.base.scheduling import Job

RUNS_KEPT = timedelta(days=30)


def forget_runs() -> None:
    """Forget the runs of jobs that nobody will ask about any more."""
    forget_before(clock.now() - RUNS_KEPT)


JOBS = (
    Job(
        "forget-job-runs",
        timedelta(days=1),
        forget_runs,
        message("Forgets the runs of jobs after 30 days, but for the last one of each."),
    ),
)

"""How each job stands: when it ran, how long that took, when it is due again, whether it is late."""

import enum
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from lms.base.job_runs import DIED
from lms.base.scheduling import Job, JobRun, is_late, slot_of


class JobState(enum.StrEnum):
    """How a job stands; what somebody should look at comes first."""

    FAILED = "failed"
    LATE = "late"
    RUNNING = "running"
    NEVER = "never"
    WELL = "well"


class JobStanding(NamedTuple):
    """One job and its last run."""

    job: Job
    state: JobState
    run: JobRun | None
    took: timedelta | None
    """How long the last run took; None where it has not ended."""
    next_at: datetime
    """When its next slot begins."""


def standings(jobs: Iterable[Job], runs: Mapping[str, JobRun], now: datetime) -> list[JobStanding]:
    """Every job by what should be looked at first, then by name; ``runs`` holds the last run of each."""
    found = [_standing(job, runs.get(job.name), now) for job in jobs]
    order = list(JobState)
    return sorted(found, key=lambda each: (order.index(each.state), each.job.name))


def _standing(job: Job, run: JobRun | None, now: datetime) -> JobStanding:
    took = run.finished_at - run.started_at if run and run.finished_at else None
    return JobStanding(job, _state(job, run, now), run, took, slot_of(job, now) + job.every)


def _state(job: Job, run: JobRun | None, now: datetime) -> JobState:
    if run is None:
        return JobState.NEVER
    if run.lives(now):
        return JobState.RUNNING
    if run.problem:
        return JobState.FAILED
    return JobState.LATE if run.is_open or is_late(job, run, now) else JobState.WELL


def has_died(run: JobRun) -> bool:
    """Whether nobody wrote down how a run ended, because its process was gone."""
    return run.problem == DIED

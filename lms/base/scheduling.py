"""Jobs: functions that ask what is due and do it, run once per slot by whichever process comes first.

APScheduler only runs what it is handed. A slot is claimed by a row (:mod:`lms.base.job_runs`), so that
several processes run a job once, and a slot missed while the machine was off is caught up at the next tick,
once. The ticks are paced by a waiting that knows no time of day: setting the machine's clock neither stops
nor repeats them.
"""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask, current_app
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from lms.base import clock
from lms.base.database import db
from lms.base.job_runs import Claim, JobRun, alive, claim, close, is_done
from lms.base.messages import Message

__all__ = [
    "Job",
    "JobClock",
    "JobRun",
    "is_late",
    "run_claimed",
    "run_due",
    "run_soon",
    "slot_of",
    "start_clock",
]

PACE = 60.0  # seconds between two ticks
PATIENCE = timedelta(minutes=10)  # how late a job may be before somebody should look


@dataclass(frozen=True)
class Job:
    """Something due every ``every``: ``run`` does it, twice without harm. What it has written is committed
    after it; long work may commit pieces that are consistent by themselves."""

    name: str
    every: timedelta
    run: Callable[[], object]
    about: Message | None = None
    """What it does, in a sentence for whoever runs the product."""
    limit: timedelta = timedelta(hours=6)
    """What runs longer counts as hanging, and its slot as free."""


def slot_of(job: Job, moment: datetime) -> datetime:
    """The beginning of the slot in which ``moment`` falls; slots count from midnight UTC, 1 January 2020."""
    epoch = datetime(2020, 1, 1, tzinfo=moment.tzinfo)
    return epoch + ((moment - epoch) // job.every) * job.every


def is_late(job: Job, run: JobRun, now: datetime) -> bool:
    """Whether the last run of a job was begun so long ago that one must have been missed, or never ends."""
    return run.started_at < now - 2 * job.every - PATIENCE and not run.lives(now)


def run_due(jobs: Iterable[Job]) -> list[str]:
    """Run every job whose present slot nobody has claimed; returns the names of those run here."""
    return [job.name for job in jobs if _run_once(job)]


def run_claimed(job: Job, claimed: Claim) -> None:
    """Do a run that is ours and write down how it ended; what goes wrong is logged."""
    problem = None
    try:
        with alive(claimed, job.limit):
            job.run()
            db.session.commit()
    except Exception as error:
        db.session.rollback()
        current_app.logger.exception("The job %s failed", job.name)
        problem = _said(error)
    close(claimed, problem)
    db.session.commit()


def _run_once(job: Job) -> bool:
    slot = slot_of(job, clock.now())
    if is_done(job.name, slot):
        return False
    claimed = claim(job.name, slot)
    db.session.commit()
    if claimed is None:
        return False
    run_claimed(job, claimed)
    return True


def _said(error: Exception) -> str:
    """An error in one line; what a database says behind its first line repeats the values of a row."""
    if isinstance(error, DBAPIError):
        first = str(error.orig).partition("\n")[0]
        return f"{type(error.orig).__name__}: {first}"[:500]
    return f"{type(error).__name__}: {error}"[:500]


class JobClock:
    """The clock beside a process: hands APScheduler what is due, once a ``pace``."""

    def __init__(self, app: Flask, jobs: Iterable[Job], pace: float = PACE) -> None:
        self._app, self._pace = app, pace
        self._jobs = {job.name: job for job in jobs}
        self._over = threading.Event()
        self._scheduler = BackgroundScheduler(timezone=clock.VIETNAM)
        self._pacing = threading.Thread(target=self._tick_on, daemon=True, name="job-clock")
        self.last_tick = time.monotonic()
        """When it ticked last, in seconds of :func:`time.monotonic`."""

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()
        self._pacing.start()

    def shutdown(self, wait: bool = True) -> None:
        """Tick no more; ``wait`` for what runs just now."""
        self._over.set()
        self._scheduler.shutdown(wait=wait)

    def run_soon(self, name: str, claimed: Claim | None = None) -> None:
        """Run a job at once beside what is due; ``claimed`` is the run, where somebody claimed it already."""
        self._scheduler.add_job(self._run, args=[self._jobs[name], claimed], misfire_grace_time=None)

    def _tick_on(self) -> None:
        while not self._over.wait(self._pace):
            self.last_tick = time.monotonic()
            self._scheduler.add_job(
                self._tick, id="tick", replace_existing=True, misfire_grace_time=None, max_instances=1
            )

    def _tick(self) -> None:
        with self._app.app_context():
            for job in self._jobs.values():
                try:
                    run_due([job])
                except SQLAlchemyError:  # somebody writes long, or the database is away: ask next time
                    db.session.rollback()
                    current_app.logger.exception("The job %s could not be begun or closed", job.name)

    def _run(self, job: Job, claimed: Claim | None) -> None:
        with self._app.app_context():
            if claimed is None:
                claimed = claim(job.name, None, beside=True)
                db.session.commit()
            if claimed is not None:
                run_claimed(job, claimed)


def start_clock(app: Flask, jobs: Iterable[Job], pace: float = PACE) -> JobClock:
    """Tick in the background and run what is due; the caller shuts it down."""
    app.extensions["clock"] = ticking = JobClock(app, jobs, pace)
    ticking.start()
    return ticking


def run_soon(name: str) -> None:
    """Have the clock beside this process run a job at once, for somebody who waits. Where none ticks, the
    job's next slot does it. What goes wrong is logged, and noted with the run."""
    if ticking := current_app.extensions.get("clock"):
        ticking.run_soon(name)

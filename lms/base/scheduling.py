"""Jobs: functions that ask what is due and do it, run once per slot by whichever process comes first.

APScheduler is only the clock. A slot is claimed by a row (unique by job and slot), so that several
processes run a job once, and a slot missed while the machine was off is caught up at the next tick.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask, current_app
from sqlalchemy import String, UniqueConstraint
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from lms.base import clock
from lms.base.database import Base, Moment, db, lock_for_writing


@dataclass(frozen=True)
class Job:
    """Something due every ``every``: ``run`` does it, twice without harm. What it has written is committed
    after it; long work may commit pieces that are consistent by themselves."""

    name: str
    every: timedelta
    run: Callable[[], object]


class JobRun(Base):
    """A claimed slot of a job."""

    __tablename__ = "job_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(64))
    slot: Mapped[datetime] = mapped_column(Moment)
    """The beginning of the slot that was claimed."""
    started_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    """NULL while it runs, or when it failed: see ``problem``."""
    problem: Mapped[str | None] = mapped_column(String(500))
    """What went wrong, in the words of the error."""

    __table_args__ = (UniqueConstraint("job", "slot"),)


def slot_of(job: Job, moment: datetime) -> datetime:
    """The beginning of the slot in which ``moment`` falls; slots count from midnight UTC, 1 January 2020."""
    epoch = datetime(2020, 1, 1, tzinfo=moment.tzinfo)
    return epoch + ((moment - epoch) // job.every) * job.every


def run_due(jobs: Iterable[Job]) -> list[str]:
    """Run every job whose present slot nobody has claimed; returns the names of those run here."""
    return [job.name for job in jobs if _run_once(job)]


def _run_once(job: Job) -> bool:
    lock_for_writing(f"job:{job.name}")
    claim = JobRun(job=job.name, slot=slot_of(job, clock.now()), started_at=clock.now())
    db.session.add(claim)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return False
    claim_id = claim.id
    problem = None
    try:
        job.run()
        db.session.commit()
    except Exception as error:
        db.session.rollback()
        problem = f"{type(error).__name__}: {error}"[:500]
    _close(claim_id, problem)
    return True


def _close(claim_id: int, problem: str | None) -> None:
    lock_for_writing("jobs")  # reading first would end in "database is locked" while another process claims
    claim = db.session.get_one(JobRun, claim_id)
    claim.problem = problem
    claim.finished_at = None if problem else clock.now()
    db.session.commit()


def start_clock(app: Flask, jobs: Iterable[Job]) -> BackgroundScheduler:
    """Tick once a minute in the background and run what is due; the caller shuts it down."""
    known = tuple(jobs)

    def tick() -> None:
        with app.app_context():
            run_due(known)

    def run_now(name: str) -> None:
        with app.app_context():
            next(job for job in known if job.name == name).run()
            db.session.commit()

    scheduler = BackgroundScheduler(timezone=clock.VIETNAM)
    scheduler.add_job(tick, "interval", minutes=1, coalesce=True, misfire_grace_time=None, max_instances=1)
    scheduler.start()
    app.extensions["clock"] = lambda name: scheduler.add_job(run_now, args=[name], misfire_grace_time=None)
    return scheduler


def run_soon(name: str) -> None:
    """Have the clock beside this process run a job at once, for somebody who waits. Where none ticks, the
    job's next slot does it. What goes wrong is logged by the clock."""
    if run_at_once := current_app.extensions.get("clock"):
        run_at_once(name)

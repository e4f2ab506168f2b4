"""The runs of jobs: who claimed a slot, whether whoever did still lives, and how it ended.

While a job runs, whoever runs it says every half minute that it lives. A run of which nothing was heard for
five minutes lost its process (power cut, ``kill -9``, no memory): the next tick, of whatever process, takes
its slot over.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from flask import Flask, current_app
from sqlalchemy import Index, Select, String, UniqueConstraint, delete, exists, false, func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from lms.base import clock
from lms.base.database import Base, Moment, db, lock_for_writing, turn_to_write

BEAT = timedelta(seconds=30)  # how often a run says that it lives
LOST = timedelta(minutes=5)  # of silence, after which its process is taken for dead
MOST_BEGINNINGS = 3  # of one slot; what kills its process each time is left to the next slot
CLOCK_WAS_WRONG = timedelta(days=1)  # a slot claimed further ahead tells nothing about what is due
DIED = "its process ended before it did"


class JobRun(Base):
    """A claimed slot of a job, or a run that somebody asked for."""

    __tablename__ = "job_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(64))
    slot: Mapped[datetime] = mapped_column(Moment)
    """The beginning of the slot that was claimed; of a run that was asked for, when that was."""
    started_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    """NULL while it runs, or when it failed: see ``problem``."""
    problem: Mapped[str | None] = mapped_column(String(500))
    """What went wrong, in the words of the error."""
    beat_at: Mapped[datetime | None] = mapped_column(Moment)
    """When whoever runs it last said that it lives; NULL in rows of times in which nobody said so."""
    begun: Mapped[int] = mapped_column(default=1, server_default="1")
    """How often it was begun: more than once where its process died."""
    asked: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether somebody asked for it, beside the slots."""

    __table_args__ = (UniqueConstraint("job", "slot"), Index("ix_job_run_started_at", "started_at"))

    @property
    def is_open(self) -> bool:
        """Whether nobody has told its end."""
        return self.finished_at is None and self.problem is None

    def lives(self, now: datetime) -> bool:
        """Whether it runs, as far as anybody knows; a clock that was set back makes nobody immortal."""
        return self.is_open and self.beat_at is not None and abs(now - self.beat_at) < LOST


class Claim(NamedTuple):
    """A run that is ours to do."""

    run_id: int
    begun: int
    """The how-manieth beginning ours is; somebody may have begun it anew since."""


def is_done(job: str, slot: datetime) -> bool:
    """Whether a slot, or a later one, needs nobody any more; asked without a lock, at every tick."""
    closed = JobRun.finished_at.is_not(None) | JobRun.problem.is_not(None)
    return bool(db.session.scalar(select(exists(_taken(job, slot).where(closed)))))


def claim(job: str, slot: datetime | None, *, beside: bool = False) -> Claim | None:
    """Take a slot, or take it over from a process that died; without a slot, a run that somebody asks for.

    None where the slot is taken, where a later one is (the clock was set back), and while another run of the
    job lives, unless ours may run ``beside`` it. The caller commits in any case.
    """
    lock_for_writing(f"job:{job}")
    now = clock.now()
    for run in db.session.scalars(_open_ones(job)).all():
        if run.lives(now):
            if not beside:
                return None
        elif run.slot == slot and not run.asked and run.begun < MOST_BEGINNINGS:
            run.begun, run.started_at, run.beat_at = run.begun + 1, now, now
            db.session.flush()
            return Claim(run.id, run.begun)
        else:
            run.problem = DIED
    db.session.flush()
    if slot is not None and db.session.scalar(select(exists(_taken(job, slot)))):
        return None
    mine = JobRun(job=job, slot=slot or now, started_at=now, beat_at=now, begun=1, asked=slot is None)
    db.session.add(mine)
    db.session.flush()
    return Claim(mine.id, mine.begun)


def close(claimed: Claim, problem: str | None) -> None:
    """Write down how it ended, unless somebody else has begun it anew; the caller commits."""
    lock_for_writing("jobs")  # reading first would end in "database is locked" while another process claims
    run = db.session.get_one(JobRun, claimed.run_id)
    if run.begun == claimed.begun:
        run.problem = problem
        run.finished_at = None if problem else clock.now()
    db.session.flush()


@contextmanager
def alive(claimed: Claim, limit: timedelta) -> Iterator[None]:
    """Say that a run lives while the block is worked on, but for no longer than ``limit``: what hangs is
    taken over like what died."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    over = threading.Event()
    given = (app, claimed, limit // BEAT, over)
    threading.Thread(target=_beat, args=given, daemon=True, name="job-beat").start()
    try:
        yield
    finally:
        over.set()


def forget_before(moment: datetime) -> int:
    """Delete the runs begun before ``moment``, but for the last of each job; returns how many. The caller
    commits."""
    lock_for_writing("jobs")
    last = select(func.max(JobRun.id)).group_by(JobRun.job)
    old = delete(JobRun).where(JobRun.started_at < moment, JobRun.id.not_in(last))
    return len(db.session.scalars(old.returning(JobRun.id)).all())


def _beat(app: Flask, claimed: Claim, times: int, over: threading.Event) -> None:
    mine = JobRun.id == claimed.run_id, JobRun.begun == claimed.begun
    for _ in range(times):
        if over.wait(BEAT.total_seconds()):
            return
        # whoever writes for long is asked again
        with app.app_context(), suppress(OperationalError), turn_to_write(), db.engine.begin() as connection:
            connection.execute(update(JobRun).where(*mine).values(beat_at=clock.now()))


def _open_ones(job: str) -> Select[JobRun]:
    return select(JobRun).where(JobRun.job == job, JobRun.finished_at.is_(None), JobRun.problem.is_(None))


def _taken(job: str, slot: datetime) -> Select[int]:
    """The claims of a slot and of later ones, but for what a clock that was far ahead has left behind."""
    slots = JobRun.slot.between(slot, max(slot, clock.now() + CLOCK_WAS_WRONG))
    return select(JobRun.id).where(JobRun.job == job, slots, JobRun.asked.is_(False))

"""What is due is done once, by whichever process comes first, and caught up after a power cut."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask
from sqlalchemy import select

from lms.base.database import db
from lms.base.scheduling import Job, JobRun, run_due, slot_of


def test_a_job_runs_once_in_its_slot_and_again_in_the_next(both_app: Flask) -> None:
    done: list[str] = []
    job = Job("count", timedelta(hours=1), lambda: done.append("x"))
    with time_machine.travel(datetime(2026, 11, 22, 8, 10, tzinfo=UTC), tick=False) as clock:
        assert run_due([job]) == ["count"]
        assert run_due([job]) == []
        clock.shift(timedelta(hours=1))
        assert run_due([job]) == ["count"]
    assert len(done) == 2


def test_several_processes_run_it_once(both_app: Flask) -> None:
    done: list[int] = []
    job = Job("count", timedelta(days=1), lambda: done.append(1))

    def tick(_: int) -> list[str]:
        with both_app.app_context():
            return run_due([job])

    with (
        time_machine.travel(datetime(2026, 11, 22, 8, 10, tzinfo=UTC), tick=True),
        ThreadPoolExecutor(4) as pool,
    ):
        ran = [name for names in pool.map(tick, range(4)) for name in names]
    assert ran == ["count"]
    assert done == [1]


def test_a_failing_job_is_noted_and_does_not_stop_the_others(app: Flask) -> None:
    done: list[str] = []

    def fail() -> None:
        raise ValueError("the disk is full")

    jobs = [
        Job("fails", timedelta(hours=1), fail),
        Job("works", timedelta(hours=1), lambda: done.append("x")),
    ]
    assert run_due(jobs) == ["fails", "works"]
    runs = {run.job: run for run in db.session.scalars(select(JobRun))}
    assert runs["fails"].problem == "ValueError: the disk is full"
    assert runs["fails"].finished_at is None
    assert runs["works"].finished_at is not None
    assert done == ["x"]


def test_a_slot_missed_while_the_machine_was_off_is_run_at_the_first_tick() -> None:
    job = Job("nightly", timedelta(days=1), lambda: None)
    moment = datetime(2026, 11, 22, 8, 10, tzinfo=UTC)
    assert slot_of(job, moment) == datetime(2026, 11, 22, tzinfo=UTC)
    assert slot_of(job, moment + timedelta(days=3)) == datetime(2026, 11, 25, tzinfo=UTC)

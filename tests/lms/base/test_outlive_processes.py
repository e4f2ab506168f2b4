"""Jobs go on whatever happens to processes and clocks: each slot is done once, and none is forgotten."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from lms.base import clock, job_runs
from lms.base.database import db
from lms.base.job_runs import DIED, LOST, MOST_BEGINNINGS, claim, close, forget_before
from lms.base.scheduling import Job, JobRun, run_claimed, run_due, start_clock
from tests.conftest import make_app
from tests.house.tree import ROOT

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MORNING = datetime(2026, 11, 22, 8, 10, tzinfo=UTC)
ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


class Counted:
    """A job that counts how often it ran."""

    def __init__(self, every: timedelta = HOUR) -> None:
        self.times = 0
        self.job = Job("hourly", every, self._run)

    def _run(self) -> None:
        self.times += 1


class Process:
    """A process of its own that runs jobs."""

    def __init__(self, url: str, written: Path) -> None:
        self.running = subprocess.Popen(
            [sys.executable, "-m", "tests.factories.job_process", url, str(written)],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def hear(self, word: str) -> None:
        """Wait until it says a word."""
        assert self.running.stdout
        assert self.running.stdout.readline().strip() == word

    def tell(self, *lines: str) -> None:
        """Tell it what to do."""
        assert self.running.stdin
        self.running.stdin.write("".join(f"{line}\n" for line in lines))
        self.running.stdin.flush()


@contextmanager
def processes(number: int, url: str, written: Path) -> Iterator[list[Process]]:
    """So many processes on one database, ready to be told."""
    started = [Process(url, written) for _ in range(number)]
    try:
        for each in started:
            each.hear("ready")
        yield started
    finally:
        for each in started:
            each.running.kill()
            each.running.communicate()


def runs() -> list[JobRun]:
    """All runs, in the order in which they were claimed."""
    db.session.rollback()
    return list(db.session.scalars(select(JobRun).order_by(JobRun.id)))


@pytest.mark.parametrize("engine", ENGINES)
def test_two_processes_run_each_slot_once(
    database: Callable[[str, str], str], tmp_path: Path, engine: str
) -> None:
    written, slots = tmp_path / "runs.txt", 12
    with processes(2, database(engine, "blank"), written) as both:
        moments = [f"at {(MORNING + number * HOUR).isoformat()}" for number in range(slots)]
        for each in both:
            each.tell(*moments)
        for each in both:
            for _ in moments:
                each.hear("done")
    assert len(written.read_text().splitlines()) == slots


@pytest.mark.parametrize("engine", ENGINES)
def test_what_a_killed_process_had_begun_is_done_by_another_after_a_while(
    database: Callable[[str, str], str], tmp_path: Path, engine: str
) -> None:
    url, counted = database(engine, "blank"), Counted(DAY)
    with processes(1, url, tmp_path / "runs.txt") as (killed,):
        killed.tell("hang")
        killed.hear("begun")
    app = make_app(url, tmp_path)
    with app.app_context():
        begun = runs()[0].started_at
        job = Job("hourly", HOUR, counted.job.run)
        with time_machine.travel(begun, tick=False) as now:
            assert run_due([job]) == []
            now.shift(LOST)
            ran = run_due([job])
            assert run_due([job]) == []
        assert (ran, counted.times) == (["hourly"], 1)
        assert [each.finished_at is not None for each in runs() if each.problem is None] == [True]
        db.session.remove()
        db.engine.dispose()


def test_a_dead_run_of_the_present_slot_is_taken_over_and_counted(both_app: Flask) -> None:
    counted = Counted(DAY)
    with time_machine.travel(MORNING, tick=False) as now:
        assert claim("hourly", MORNING.replace(hour=0, minute=0))
        db.session.commit()
        now.shift(LOST)
        assert run_due([counted.job]) == ["hourly"]
    (run,) = runs()
    assert (run.begun, run.problem, counted.times) == (2, None, 1)


def test_what_kills_its_process_each_time_is_left_to_the_next_slot(app: Flask) -> None:
    counted, slot = Counted(DAY), MORNING.replace(hour=0, minute=0)
    with time_machine.travel(MORNING, tick=False) as now:
        for _ in range(MOST_BEGINNINGS):
            assert claim("hourly", slot)
            db.session.commit()
            now.shift(LOST)
        assert run_due([counted.job]) == []
        assert [run.problem for run in runs()] == [DIED]
        now.shift(DAY)
        assert run_due([counted.job]) == ["hourly"]


def test_a_run_that_lives_is_not_joined_in_its_next_slot(app: Flask) -> None:
    counted = Counted()
    with time_machine.travel(MORNING, tick=False) as now:
        claimed = claim("hourly", MORNING.replace(minute=0))
        db.session.commit()
        assert claimed
        now.shift(HOUR)
        db.session.get_one(JobRun, claimed.run_id).beat_at = clock.now()
        db.session.commit()
        assert run_due([counted.job]) == []
        close(claimed, None)
        db.session.commit()
        assert run_due([counted.job]) == ["hourly"]


def test_a_run_says_that_it_lives_while_it_works(both_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_runs, "BEAT", timedelta(milliseconds=5))
    beats: list[datetime | None] = []

    def wait_for_a_beat() -> None:
        while len(beats) < 2:
            db.session.rollback()
            beat = db.session.scalar(select(JobRun.beat_at))
            if beat not in beats:
                beats.append(beat)

    assert run_due([Job("long", DAY, wait_for_a_beat)]) == ["long"]
    assert runs()[0].finished_at is not None


def test_what_hangs_is_taken_over_like_what_died(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_runs, "BEAT", timedelta(milliseconds=5))
    begun, over, ended = threading.Event(), threading.Event(), []

    def hang() -> None:
        begun.set()
        over.wait()

    job = Job("hangs", DAY, hang, limit=timedelta(milliseconds=20))
    with time_machine.travel(MORNING, tick=False) as now:
        first = claim("hangs", MORNING.replace(hour=0, minute=0))
        db.session.commit()
        assert first

        def work() -> None:
            with app.app_context():
                run_claimed(job, first)
                ended.append(first)

        hanging = threading.Thread(target=work)
        hanging.start()
        begun.wait()
        for beat in [each for each in threading.enumerate() if each.name == "job-beat"]:
            beat.join()
        now.shift(LOST)
        second = claim("hangs", MORNING.replace(hour=0, minute=0))
        db.session.commit()
        assert second
        assert second.begun == 2
        over.set()
        hanging.join()
        (run,) = runs()
        assert ended
        assert run.is_open, "who was given up writes nothing down"
        close(second, None)
        db.session.commit()
        assert not runs()[0].is_open


def test_after_three_days_without_power_a_job_runs_once(app: Flask) -> None:
    counted = Counted()
    with time_machine.travel(MORNING, tick=False) as now:
        run_due([counted.job])
        now.shift(3 * DAY)
        assert run_due([counted.job]) == ["hourly"]
        assert run_due([counted.job]) == []
    assert counted.times == 2


def test_a_clock_set_back_runs_nothing_again(app: Flask) -> None:
    counted = Counted()
    with time_machine.travel(MORNING, tick=False) as now:
        run_due([counted.job])
        now.shift(-5 * HOUR)
        for _ in range(5):
            assert run_due([counted.job]) == []
            now.shift(HOUR)
        now.shift(HOUR)
        assert run_due([counted.job]) == ["hourly"]
    assert counted.times == 2


def test_a_clock_that_was_years_ahead_keeps_no_job_from_running(app: Flask) -> None:
    counted = Counted()
    with time_machine.travel(MORNING + 3650 * DAY, tick=False) as now:
        run_due([counted.job])
        now.move_to(MORNING)
        assert run_due([counted.job]) == ["hourly"]
        assert run_due([counted.job]) == []


def test_the_clock_ticks_on_while_the_machine_is_set_back(app: Flask) -> None:
    ticked = threading.Semaphore(0)
    jobs = [Job("often", timedelta(seconds=1), ticked.release)]
    with time_machine.travel(MORNING, tick=False) as now:
        ticking = start_clock(app, jobs, pace=0.01)
        try:
            assert ticked.acquire(timeout=30)
            now.shift(-3 * DAY)  # beyond what counts as the same day's slots
            assert ticked.acquire(timeout=30)
        finally:
            ticking.shutdown()


def test_what_somebody_asks_for_runs_at_once_and_takes_no_slot(app: Flask) -> None:
    counted = Counted()
    with time_machine.travel(MORNING, tick=False):
        claimed = claim("hourly", None)
        db.session.commit()
        assert claimed
        assert claim("hourly", None) is None, "one at a time"
        db.session.commit()
        run_claimed(counted.job, claimed)
        assert run_due([counted.job]) == ["hourly"]
    assert [run.asked for run in runs()] == [True, False]


def test_old_runs_are_forgotten_but_the_last_of_each_job_stays(app: Flask) -> None:
    counted, once = Counted(), Job("once", HOUR, lambda: None)
    with time_machine.travel(MORNING, tick=False) as now:
        run_due([counted.job, once])
        now.shift(40 * DAY)
        run_due([counted.job])
        now.shift(HOUR)
        run_due([counted.job])
        assert forget_before(clock.now() - 30 * DAY) == 1
        db.session.commit()
    assert [run.job for run in runs()] == ["once", "hourly", "hourly"]


def test_a_failure_is_noted_without_the_values_of_a_row(both_app: Flask) -> None:
    def twice() -> None:
        for _ in range(2):
            db.session.add(JobRun(job="Nguyễn Thị Hoa", slot=MORNING, started_at=MORNING))
        db.session.flush()

    run_due([Job("broken", HOUR, twice)])
    (run,) = runs()
    assert run.problem
    assert "Hoa" not in run.problem

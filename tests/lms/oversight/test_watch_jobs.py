"""The administrator sees what runs by the clock, and has a job run now."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.base import clock
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.base.job_runs import LOST, JobRun, claim
from lms.base.scheduling import Job, run_due, start_clock
from lms.oversight.jobs import RUNS_KEPT, forget_runs
from lms.people.queries import person_by_code
from tests.factories.account import client_of


@pytest.fixture
def administrator(demo_app: Flask) -> FlaskClient:
    """Whoever runs the demonstration."""
    person = person_by_code("DEMO-QT")
    assert person
    return client_of(demo_app, person)


def every_job(app: Flask) -> list[Job]:
    """All jobs of the product."""
    return [job for feature in app.extensions["features"] for job in feature.jobs]


def test_each_job_says_what_it_does_in_vietnamese(demo_app: Flask, administrator: FlaskClient) -> None:
    run_due([job for job in every_job(demo_app) if job.name == "seal-audit"])
    page = administrator.get("/jobs").text
    for job in every_job(demo_app):
        assert f'id="job-{job.name}"' in page
        assert f'<th scope="row">{job.name}' not in page
    assert "Niêm phong nhật ký" in page
    assert "chưa chạy lần nào" in page
    assert "bình thường" in page


def test_a_run_whose_process_died_is_shown_until_it_is_done(
    demo_app: Flask, administrator: FlaskClient
) -> None:
    claim("seal-audit", clock.now())
    db.session.commit()
    assert "state-waiting" in administrator.get("/jobs").text
    with time_machine.travel(clock.now() + LOST, tick=False):
        assert "state-waiting" not in administrator.get("/jobs").text
        run_due([job for job in every_job(demo_app) if job.name == "seal-audit"])
        page = administrator.get("/jobs").text
    assert "Phần mềm bị tắt khi việc chưa xong." in page


def test_a_job_runs_when_she_asks_and_who_asked_is_on_record(
    demo_app: Flask, administrator: FlaskClient
) -> None:
    begun = threading.Event()
    job = next(each for each in every_job(demo_app) if each.name == "seal-audit")

    def seal() -> None:
        begun.set()
        job.run()

    ticking = start_clock(demo_app, [replace(job, run=seal)])
    try:
        page = administrator.post("/jobs/seal-audit/run", follow_redirects=True).text
        assert "Việc bắt đầu chạy." in page
        assert begun.wait(30)
    finally:
        ticking.shutdown()
    db.session.rollback()
    run = db.session.scalars(select(JobRun)).one()
    assert (run.job, run.asked, run.problem, run.finished_at is not None) == ("seal-audit", True, None, True)
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "job_run:asked")).one()
    her = person_by_code("DEMO-QT")
    assert her
    assert (noted.actor_id, noted.facts) == (her.id, {"job": "seal-audit"})


def test_a_job_that_runs_is_not_begun_beside_itself(demo_app: Flask, administrator: FlaskClient) -> None:
    claim("seal-audit", None)
    db.session.commit()
    ticking = start_clock(demo_app, every_job(demo_app))
    try:
        page = administrator.post("/jobs/seal-audit/run", follow_redirects=True).text
    finally:
        ticking.shutdown()
    assert "Việc này đang chạy." in page
    assert len(db.session.scalars(select(JobRun)).all()) == 1


def test_where_no_clock_ticks_nothing_is_promised(demo_app: Flask, administrator: FlaskClient) -> None:
    assert "Chạy ngay" not in administrator.get("/jobs").text
    page = administrator.post("/jobs/seal-audit/run", follow_redirects=True).text
    assert "việc sẽ chạy khi đến giờ" in page
    assert db.session.scalars(select(JobRun)).all() == []


def test_runs_are_forgotten_after_a_month(app: Flask) -> None:
    job = Job("often", timedelta(minutes=1), lambda: None)
    with time_machine.travel(clock.now(), tick=False) as now:
        run_due([job])
        now.shift(RUNS_KEPT + timedelta(days=1))
        run_due([job])
        forget_runs()
        db.session.commit()
    assert len(db.session.scalars(select(JobRun)).all()) == 1

"""The administrator sees how the installation stands, and what to do where it is not well."""

from datetime import timedelta
from pathlib import Path

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.base import audit, clock, sealing
from lms.base.database import db
from lms.base.health import Finding, Health
from lms.base.scheduling import Job, JobRun, run_due, slot_of
from lms.home.rules.examining import Installation, examine
from lms.people.queries import person_by_code
from lms.staffing.models import RosterImport
from lms.staffing.rules.importing import drop
from tests.factories.account import sign_in

TOMORROW = timedelta(days=1)


def nothing() -> None:
    """A job with nothing to do."""


def broken() -> None:
    """A job that cannot do what it should."""
    raise OSError("Ổ đĩa đầy 100%")


HOURLY = Job("hourly", timedelta(hours=1), nothing)
BROKEN = Job("broken", timedelta(hours=1), broken)


def findings(app: Flask, *jobs: Job, migrations: Path | None = None) -> dict[str, Finding]:
    """The lines of the installation, by what they are about."""
    place = Installation(
        instance=Path(app.instance_path),
        migrations=migrations or Path(app.config["MIGRATIONS"]),
        version="0.1.0",
        is_production=True,
    )
    return {str(each.about): each for each in examine(place, jobs, clock.now())}


def as_administrator(app: Flask) -> FlaskClient:
    """The administrator of the demonstration."""
    client = app.test_client()
    person = person_by_code("DEMO-QT")
    assert person
    sign_in(client, person)
    return client


def test_a_sound_installation_is_well(both_app: Flask) -> None:
    run_due([HOURLY])
    found = findings(both_app, HOURLY)
    assert {about: each.health for about, each in found.items()} == {
        "Version": Health.GOOD,
        "Database": Health.GOOD,
        "Structure of the database": Health.GOOD,
        "Disk": found["Disk"].health,
        "Failures of the last 7 days": Health.GOOD,
        "Seals of the audit": Health.GOOD,
        "Jobs": Health.GOOD,
    }
    assert found["Database"].sentence.params["kind"] in ("SQLite", "PostgreSQL")
    assert int(found["Database"].sentence.params["size"]) > 0


def test_jobs_that_never_ran_are_told_in_one_line(app: Flask) -> None:
    found = findings(app, HOURLY, BROKEN)
    assert found["Jobs"].health is Health.WATCH
    assert "Job hourly" not in found


def test_a_failed_job_says_why_in_its_own_words(app: Flask) -> None:
    run_due([HOURLY, BROKEN])
    found = findings(app, HOURLY, BROKEN)
    assert found["Job broken"].health is Health.BAD
    assert "Ổ đĩa đầy 100%" in str(found["Job broken"].sentence)
    assert "Ổ đĩa đầy 100%" in str(found["Failures of the last 7 days"].sentence)
    assert found["Jobs"].sentence.params["number"] == 1  # the other


def test_a_job_that_stopped_running_is_to_be_looked_at(app: Flask) -> None:
    with time_machine.travel(clock.now() - TOMORROW, tick=False):
        run_due([HOURLY])
    assert findings(app, HOURLY)["Job hourly"].health is Health.WATCH


def test_a_new_job_waits_for_its_first_turn(app: Flask) -> None:
    run_due([HOURLY])
    assert findings(app, HOURLY, BROKEN)["Job broken"].health is Health.WATCH


def test_a_database_behind_its_migrations_is_wrong(app: Flask, tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    script = 'revision = "9999_to_come"\ndown_revision = None\n'
    (versions / "9999_to_come.py").write_text(script, "utf-8")
    (tmp_path / "env.py").write_text("", "utf-8")
    found = findings(app, migrations=tmp_path)["Structure of the database"]
    assert found.health is Health.BAD
    assert found.sentence.params == {"revision": "9999_to_come"}


def test_entries_that_wait_too_long_for_their_seal_are_to_be_looked_at(app: Flask) -> None:
    run = JobRun(job="x", slot=slot_of(HOURLY, clock.now()), started_at=clock.now())
    db.session.add(run)
    db.session.flush()
    with time_machine.travel(clock.now() - 2 * TOMORROW, tick=False):
        audit.record("job:noted", run, by=None)
        db.session.commit()
    assert findings(app)["Seals of the audit"].health is Health.WATCH
    sealing.seal()
    db.session.commit()
    assert findings(app)["Seals of the audit"].health is Health.GOOD


def test_the_page_has_a_line_of_every_part_and_no_path(demo_app: Flask) -> None:
    page = as_administrator(demo_app).get("/health").text
    for about in ("Phiên bản", "Cơ sở dữ liệu", "Tài khoản người dùng", "Nhập danh sách", "Giấy chứng nhận"):
        assert f"<b>{about}</b>" in page
    assert "người có tài khoản" in page
    assert demo_app.instance_path not in page
    assert "sqlite://" not in page


def test_her_start_page_names_only_what_to_look_at(demo_app: Flask) -> None:
    client = as_administrator(demo_app)
    first = client.get("/").text
    assert "Chưa việc nào chạy." in first
    run_due([job for feature in demo_app.extensions["features"] for job in feature.jobs])
    drop(db.session.scalars(select(RosterImport.id)).one(), by=None)
    db.session.commit()
    assert "Mọi thứ bình thường." in client.get("/").text


def test_nobody_else_sees_it(demo_app: Flask) -> None:
    client = demo_app.test_client()
    head = person_by_code("DEMO-LD")
    assert head
    sign_in(client, head)
    assert client.get("/health").status_code == 403
    assert 'href="/health"' not in client.get("/").text

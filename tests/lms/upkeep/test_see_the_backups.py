"""The administrator's page of backups: which there are, and one now."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError

from lms.base import clock
from lms.base.health import Health
from lms.base.messages import Refusal, message
from lms.people.queries import person_by_code
from lms.upkeep import health
from lms.upkeep.jobs import JOBS
from lms.upkeep.rules.asking import is_asked
from lms.upkeep.rules.failing import note_failure
from lms.upkeep.rules.keeping import backups_in, note_bad
from tests.conftest import make_app
from tests.factories.account import client_of
from tests.factories.upkeep import backed_up, premises


@pytest.fixture
def administrator(demo_app: Flask) -> FlaskClient:
    """The demonstration's administrator, signed in."""
    person = person_by_code("DEMO-QT")
    assert person
    return client_of(demo_app, person)


def test_she_asks_for_a_backup_and_finds_it_on_the_page(administrator: FlaskClient) -> None:
    assert "Chưa có bản sao lưu nào" in administrator.get("/backups").text
    answer = administrator.post("/backups", follow_redirects=True)
    assert "Đang sao lưu" in answer.text
    assert 'http-equiv="refresh"' in answer.text
    JOBS[0].run()
    made = backups_in(premises().backups)[0]
    page = administrator.get("/backups").text
    assert made.path.name in page
    assert str(made.sha256) in page
    assert 'http-equiv="refresh"' not in page


def test_one_that_was_not_found_good_is_told_apart(administrator: FlaskClient) -> None:
    made = backed_up(now=clock.now() - timedelta(days=1))
    note_bad(made.path)
    assert "chưa được xác nhận là tốt" in administrator.get("/backups").text


def test_why_the_last_one_could_not_be_made_stands_on_the_page_until_one_is(
    administrator: FlaskClient,
) -> None:
    backed_up()
    note_failure(
        premises().backups, message("The last backup could not be made (%(reason)s).", reason="sét đánh")
    )
    assert "không thành công (sét đánh)" in administrator.get("/backups").text
    assert "không thành công (sét đánh)" in administrator.get("/").text
    administrator.post("/backups")
    JOBS[0].run()
    assert "không thành công (sét đánh)" not in administrator.get("/backups").text
    note_failure(premises().backups, message("The last backup could not be made. The page Jobs says why."))
    backed_up()  # by whatever way
    assert "Lần sao lưu gần nhất không thành công" not in administrator.get("/backups").text


def test_a_backup_that_fails_by_the_clock_keeps_its_reason(tmp_path: Path) -> None:
    app = make_app(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path, BACKUP_DIR=str(tmp_path / "kept"))
    with app.app_context():
        with pytest.raises(Refusal):
            JOBS[0].run()
        assert not is_asked(tmp_path / "kept")
        said = health.backups()
        assert (said.health, "There is no database yet" in str(said.sentence)) == (Health.BAD, True)


def test_a_server_that_is_away_at_night_is_named_as_the_reason(tmp_path: Path) -> None:
    url = "postgresql+psycopg://x@127.0.0.1:1/x"
    app = make_app(url, tmp_path, BACKUP_DIR=str(tmp_path / "kept"))
    with app.app_context():
        with pytest.raises(DBAPIError):
            JOBS[0].run()
        said = health.backups()
        assert (said.health, "127.0.0.1" in str(said.sentence)) == (Health.BAD, True)


def test_even_a_reason_that_could_not_be_written_shows_as_a_failure(administrator: FlaskClient) -> None:
    backed_up()
    (premises().backups / "failed").touch()
    assert "Lần sao lưu gần nhất không thành công" in administrator.get("/backups").text


def test_a_monitoring_system_reads_when_the_last_good_one_was_made(administrator: FlaskClient) -> None:
    local = {"REMOTE_ADDR": "127.0.0.1"}
    assert "lop520_backup" not in administrator.get("/metrics", environ_base=local).text
    made = backed_up(now=clock.now().replace(microsecond=0))
    figures = administrator.get("/metrics", environ_base=local).text.splitlines()
    (moment,) = (line for line in figures if line.startswith("lop520_backup_last_good_seconds"))
    assert float(moment.split()[-1]) == made.manifest.made_at.timestamp()
    (size,) = (line for line in figures if line.startswith("lop520_backup_bytes"))
    assert float(size.split()[-1]) == made.size


def test_what_a_killed_process_left_behind_does_not_hold_up_the_next(administrator: FlaskClient) -> None:
    folder = premises().backups / ".growing-left"
    folder.mkdir(parents=True)
    assert "Đang sao lưu" in administrator.get("/backups").text
    an_hour_ago = (clock.now() - timedelta(hours=1)).timestamp()
    os.utime(folder, (an_hour_ago, an_hour_ago))
    assert "Sao lưu ngay" in administrator.get("/backups").text

"""The administrator's page of backups: which there are, and one now."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.base import clock
from lms.base.messages import Refusal, message
from lms.people.queries import person_by_code
from lms.upkeep.here import premises
from lms.upkeep.jobs import JOBS
from lms.upkeep.rules.asking import is_asked, note_failure
from lms.upkeep.rules.keeping import backups_in, note_bad
from tests.conftest import make_app
from tests.factories.account import client_of
from tests.factories.upkeep import backed_up


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
    note_failure(premises().backups, message("There is no room left on the disk. Make room, then try again."))
    assert "Ổ đĩa đã hết chỗ" in administrator.get("/backups").text
    assert "Ổ đĩa đã hết chỗ" in administrator.get("/").text
    administrator.post("/backups")
    JOBS[0].run()
    assert "Ổ đĩa đã hết chỗ" not in administrator.get("/backups").text


def test_a_backup_that_fails_by_the_clock_keeps_its_reason(tmp_path: Path) -> None:
    app = make_app(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path, BACKUP_DIR=str(tmp_path / "kept"))
    with app.app_context():
        with pytest.raises(Refusal):
            JOBS[0].run()
        assert not is_asked(tmp_path / "kept")
        assert (tmp_path / "kept/failed").exists()


def test_what_a_killed_process_left_behind_does_not_hold_up_the_next(administrator: FlaskClient) -> None:
    folder = premises().backups / ".growing-left"
    folder.mkdir(parents=True)
    assert "Đang sao lưu" in administrator.get("/backups").text
    an_hour_ago = (clock.now() - timedelta(hours=1)).timestamp()
    os.utime(folder, (an_hour_ago, an_hour_ago))
    assert "Sao lưu ngay" in administrator.get("/backups").text

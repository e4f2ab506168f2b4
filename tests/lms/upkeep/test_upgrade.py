"""Bringing the database up to a new version: said before, saved before, tried before."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import text

from lms import loading
from lms.base import clock
from lms.base.database import db
from lms.upkeep.rules.keeping import backups_in
from lms.upkeep.rules.revisions import newest, revision_of
from lms.upkeep.rules.upgrading import TrialFailed, upgrade
from tests.conftest import make_app
from tests.databases import PostgresServer
from tests.factories.upkeep import backed_up, premises, row_counts, run_command


def go_back(migrations: int) -> str:
    """Take migrations back; the revision at which the database then stands."""
    downgrade(revision=f"-{migrations}")
    db.session.remove()
    db.engine.dispose()
    return revision_of(premises().url)


def test_the_plan_names_every_migration_and_the_room_that_is_needed_and_does_nothing(both_app: Flask) -> None:
    before, head = go_back(2), newest(premises().migrations)
    code, said = run_command(both_app, "upgrade", "--plan")
    assert code == 0, said
    assert f"Từ {before} lên {head}" in said
    assert len([line for line in said.splitlines() if line.startswith("  00")]) == 2
    assert "Cần" in said
    assert (revision_of(premises().url), backups_in(premises().backups)) == (before, [])


def test_an_upgrade_is_saved_first_and_tried_on_a_copy(both_demo_app: Flask) -> None:
    go_back(2)
    code, said = run_command(both_demo_app, "upgrade")
    assert code == 0, said
    saved = backups_in(premises().backups)
    assert [each.reason for each in saved] == ["before-upgrade"]
    assert str(saved[0].path) in said
    assert "Chưa thử trước" not in said
    assert revision_of(premises().url) == newest(premises().migrations)
    assert row_counts()["person"] > 0


def test_what_is_up_to_date_is_left_alone(app: Flask) -> None:
    code, said = run_command(app, "upgrade")
    assert (code, backups_in(premises().backups)) == (0, [])
    assert "đã đúng phiên bản" in said


def test_a_migration_that_fails_on_the_copy_leaves_the_database_as_it_was(both_app: Flask) -> None:
    """A table that a migration makes is there already."""
    downgrade(revision="0041_illustrate_exercises")
    before = "0041_illustrate_exercises"
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE arrived_course (id integer)"))
    db.engine.dispose()
    with pytest.raises(TrialFailed) as refusal:
        upgrade(premises(), clock.now())
    assert "arrived_course" in str(refusal.value)
    assert revision_of(premises().url) == before


@pytest.mark.postgresql
def test_without_the_right_to_make_a_database_it_is_said_that_nothing_was_tried(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    url = postgres.url(postgres.create())
    role = f"plain_{url.rpartition('/')[2]}"
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN")
        connection.execute(f"ALTER DATABASE {url.rpartition('/')[2]} OWNER TO {role}")
    app = make_app(url.replace("lop520@", f"{role}@"), tmp_path)
    assert run_command(app, "upgrade")[0] == 0
    with app.app_context():
        go_back(1)
    code, said = run_command(app, "upgrade")
    assert code == 0, said
    assert "Chưa thử trước" in said


def test_a_database_that_is_in_use_is_not_upgraded(app: Flask) -> None:
    before = go_back(1)
    with closing(sqlite3.connect(premises().database_file)) as other:
        other.execute("SELECT count(*) FROM person").fetchone()
        code, said = run_command(app, "upgrade")
    assert code == 1
    assert "Hãy dừng phần mềm" in said
    assert revision_of(premises().url) == before


def test_a_database_of_a_newer_version_is_refused(both_app: Flask) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '0999_from_the_future'"))
    db.session.commit()
    db.session.remove()
    code, said = run_command(both_app, "upgrade")
    assert code == 1
    assert "0999_from_the_future" in said


def test_in_real_use_a_start_saves_the_database_before_it_migrates(demo_app: Flask, tmp_path: Path) -> None:
    go_back(1)
    serious = make_app(str(db.engine.url), tmp_path, DEMO="0", PASSWORD_MEMORY_MB="19")
    with serious.app_context():
        loading.prepare(serious, demo=False)
        assert [each.reason for each in backups_in(premises().backups)] == ["before-upgrade"]
        loading.prepare(serious, demo=False)
        assert len(backups_in(premises().backups)) == 1
        db.session.remove()
        db.engine.dispose()


def test_an_empty_place_is_made_ready_without_a_backup(tmp_path: Path) -> None:
    app = make_app(f"sqlite:///{tmp_path / 'new.sqlite'}", tmp_path)
    code, said = run_command(app, "upgrade")
    assert code == 0, said
    assert not (tmp_path / "backups").exists()


def test_a_backup_says_at_which_migration_its_database_stands(both_app: Flask) -> None:
    before = go_back(1)
    assert backed_up().manifest.revision == before

"""Bringing a backup back: everything as it was, or nothing touched and a sentence."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, inspect, select, text

from lms.base import clock
from lms.base.audit import AuditEntry
from lms.base.database import Base, db, lock_for_writing
from lms.loading import prepare
from lms.people.models import Person
from lms.people.rules.joining import add_person
from lms.upkeep.rules.connecting import program_address
from lms.upkeep.rules.keeping import backups_in
from lms.upkeep.rules.restoring import NotBroughtUp, restore
from lms.upkeep.rules.revisions import newest, revision_of
from lms.upkeep.rules.standing_still import Found, what_is_there
from migrations.triggers import APPEND_ONLY
from tests.factories.upkeep import (
    backed_up,
    members_of,
    migrations_and_one_that_fails,
    others_writing,
    packed,
    premises,
    row_counts,
    run_command,
)
from tests.house.test_migrations import _triggers as triggers

NEWCOMER = "Nguyễn Thị Đến Sau"


def contents() -> dict[str, list[str]]:
    """Every row of every table, but for the entry that a restore writes."""
    found = {
        table.name: sorted(str(tuple(row)) for row in db.session.execute(select(table)))
        for table in Base.metadata.sorted_tables
    }
    found["audit"] = [row for row in found["audit"] if "backup:restored" not in row]
    db.session.remove()
    return found


def add_newcomer() -> None:
    lock_for_writing("people")
    add_person(full_name=NEWCOMER)
    db.session.commit()
    db.session.remove()


def newcomers() -> int:
    count = db.session.scalar(select(func.count()).where(Person.full_name == NEWCOMER)) or 0
    db.session.remove()
    return count


def test_after_a_restore_every_row_is_as_it_was(both_demo_app: Flask) -> None:
    before = contents()
    made = backed_up()
    add_newcomer()
    code, said = run_command(both_demo_app, "restore", made.path, "--over")
    assert (code, newcomers()) == (0, 0), said
    assert contents() == before
    assert triggers() == set(APPEND_ONLY)
    db.session.remove()


def test_what_was_there_is_saved_before_it_is_replaced_and_can_be_brought_back(both_demo_app: Flask) -> None:
    made = backed_up()
    add_newcomer()
    code, said = run_command(both_demo_app, "restore", made.path, "--over")
    saved = next(each for each in backups_in(premises().backups) if each.reason == "before-restore")
    assert str(saved.path) in said
    assert (code, newcomers()) == (0, 0)
    code, said = run_command(both_demo_app, "restore", saved.path, "--over")
    assert (code, newcomers()) == (0, 1), said


def test_a_backup_made_under_writes_comes_back_as_its_manifest_says(both_demo_app: Flask) -> None:
    with others_writing(both_demo_app):
        made = backed_up()
    code, said = run_command(both_demo_app, "restore", made.path, "--over")
    assert code == 0, said
    counted = row_counts()
    counted["audit"] -= 1  # the entry of the restore
    assert counted == {name: made.manifest.tables[name] for name in counted}
    assert counted["audit_personal"] == made.manifest.tables["audit_personal"]


def test_into_an_empty_place_nothing_needs_to_be_said(both_demo_app: Flask, tmp_path: Path) -> None:
    made = backed_up()
    before = contents()
    here = premises()
    if here.engine == "sqlite":
        here = replace(here, url=here.url.set(database=str(tmp_path / "new place" / "x.sqlite")))
        done = restore(here, made.path, clock.now(), over=False)
        with closing(sqlite3.connect(here.database_file)) as connection:
            counted = {
                name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in before
            }
    else:
        downgrade(revision="base")
        db.engine.dispose()
        done = restore(here, made.path, clock.now(), over=False)
        counted = row_counts()
    assert done.saved is None
    assert counted == {name: len(rows) for name, rows in before.items()}


def test_a_restore_is_noted_and_features_do_what_follows_it(both_app: Flask) -> None:
    made, called = backed_up(), []
    first = both_app.extensions["features"][0]
    both_app.extensions["features"] = (replace(first, restored=[lambda: called.append("erased again")]),)
    code, said = run_command(both_app, "restore", made.path)
    assert (code, called) == (0, ["erased again"]), said
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry
    assert (entry.action, entry.object_id) == ("backup:restored", made.path.name)


def test_what_follows_a_restore_is_done_at_the_next_start_where_the_command_was_killed(app: Flask) -> None:
    made, called = backed_up(), []
    restore(premises(), made.path, clock.now(), over=False)
    first = app.extensions["features"][0]
    app.extensions["features"] = (replace(first, restored=[lambda: called.append("erased again")]),)
    for _start in range(2):
        prepare(app, demo=False)
    assert called == ["erased again"]


def test_an_older_backup_is_brought_up_to_this_version(both_app: Flask) -> None:
    head = newest(premises().migrations)
    downgrade(revision="-3")
    made = backed_up()
    upgrade()
    db.engine.dispose()
    code, said = run_command(both_app, "restore", made.path)
    assert code == 0, said
    assert "3 thay đổi" in said
    assert revision_of(premises().url) == head


@pytest.mark.parametrize("people", [True, False])
def test_an_older_backup_whose_migration_fails_leaves_everything_as_it_was(
    both_demo_app: Flask, tmp_path: Path, people: bool
) -> None:
    made = backed_up()
    if people:
        add_newcomer()
    else:
        downgrade(revision="base")
        upgrade()
    before = contents()
    db.engine.dispose()
    here = replace(premises(), migrations=migrations_and_one_that_fails(tmp_path / "migrations"))
    with pytest.raises(NotBroughtUp) as refusal:
        restore(here, made.path, clock.now(), over=True)
    assert "it broke off" in str(refusal.value)
    assert here.version in str(refusal.value)
    assert "half_done" not in inspect(db.engine).get_table_names()
    if people:
        assert (contents(), newcomers()) == (before, 1)
        assert triggers() == set(APPEND_ONLY)
        db.session.remove()
    else:  # nobody is there, as before; the next start prepares what is missing
        assert what_is_there(here.url) in (Found.NOBODY, Found.NOTHING)


# What is refused, and touches nothing


@contextmanager
def untouched() -> Iterator[None]:
    """Within the block nothing in the database changes."""
    before = contents()
    db.engine.dispose()
    yield
    assert contents() == before


def test_data_is_not_replaced_unless_somebody_says_so(both_demo_app: Flask) -> None:
    made = backed_up()
    add_newcomer()
    with untouched():
        code, said = run_command(both_demo_app, "restore", made.path)
    assert code == 1
    assert "--over" in said


def test_a_database_that_somebody_has_open_is_left_alone(both_demo_app: Flask) -> None:
    made, url = backed_up(), db.engine.url
    with untouched():
        other = (
            sqlite3.connect(url.database or "")
            if url.get_backend_name() == "sqlite"
            else psycopg.connect(program_address(url))
        )
        with closing(other):
            other.execute("SELECT count(*) FROM person").fetchone()
            code, said = run_command(both_demo_app, "restore", made.path, "--over")
    assert code == 1
    assert "Hãy dừng phần mềm" in said


def changed(path: Path, to: Path, **changes: object) -> Path:
    members = members_of(path)
    said = json.loads(members["manifest.json"]) | changes
    return packed(to, members | {"manifest.json": json.dumps(said).encode()})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"revision": "0999_from_the_future", "version": "9.1"},
            "phần mềm tạo ra (9.1)",
        ),
        ({"revision": "../../etc/passwd"}, "phiên bản mới hơn"),
        ({"engine": "postgresql"}, "database move"),
        ({"engine": "oracle"}, "không nguyên vẹn"),
        ({"tables": {"person": 3}}, "không nguyên vẹn"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused_with_its_reason(
    demo_app: Flask, tmp_path: Path, changes: dict[str, object], sentence: str
) -> None:
    file = changed(backed_up().path, tmp_path / "changed.tar.gz", **changes)
    with untouched():
        code, said = run_command(demo_app, "restore", file, "--over")
    assert code == 1
    assert sentence in said


@pytest.mark.parametrize("share", [0.0, 0.01, 0.4, 0.99])
def test_half_a_backup_touches_nothing(demo_app: Flask, tmp_path: Path, share: float) -> None:
    whole = backed_up().path.read_bytes()
    (tmp_path / "half").write_bytes(whole[: int(len(whole) * share)])
    with untouched():
        code, said = run_command(demo_app, "restore", tmp_path / "half", "--over")
    assert code == 1
    assert "không" in said


def test_a_file_that_names_keys_among_its_contents_is_refused(app: Flask, tmp_path: Path) -> None:
    made = backed_up()
    members = members_of(made.path)
    said = json.loads(members["manifest.json"])
    said["members"]["files/secret.key"] = {
        "size": 0,
        "sha256": hashlib.sha256().hexdigest(),
    }
    evil = packed(
        tmp_path / "evil", members | {"manifest.json": json.dumps(said).encode(), "files/secret.key": b""}
    )
    code, output = run_command(app, "restore", evil)
    assert code == 1
    assert "không nguyên vẹn" in output
    assert not (tmp_path / "secret.key").exists()


# Files, and a database that is no database any more


def test_files_come_back_journals_keep_their_newer_lines_and_keys_stay(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads/picture.bin").write_bytes(b"then")
    (tmp_path / "erased.jsonl").write_text('{"id": 1}\n', "utf-8")
    (tmp_path / "secret.key").write_text("then", "utf-8")
    made = backed_up()
    (tmp_path / "uploads/picture.bin").write_bytes(b"now")
    (tmp_path / "uploads/later.bin").write_bytes(b"later")
    (tmp_path / "erased.jsonl").write_text('{"id": 2}\n', "utf-8")
    (tmp_path / "secret.key").write_text("now", "utf-8")
    code, said = run_command(app, "restore", made.path)
    assert code == 0, said
    assert (tmp_path / "uploads/picture.bin").read_bytes() == b"then"
    assert (tmp_path / "uploads/later.bin").read_bytes() == b"later"
    assert (tmp_path / "erased.jsonl").read_text("utf-8") == '{"id": 2}\n{"id": 1}\n'
    assert (tmp_path / "secret.key").read_text("utf-8") == "now"


def test_a_damaged_database_is_put_aside_and_replaced(demo_app: Flask) -> None:
    made, before = backed_up(), contents()
    db.engine.dispose()
    file = premises().database_file
    file.write_bytes(os.urandom(8192))
    code, said = run_command(demo_app, "restore", made.path)
    assert (code, "--over" in said) == (1, True)
    code, said = run_command(demo_app, "restore", made.path, "--over")
    assert code == 0, said
    assert contents() == before
    assert len([*premises().backups.glob("*-damaged.sqlite")]) == 1


def test_no_helper_files_of_before_are_left_beside_the_database(demo_app: Flask) -> None:
    made = backed_up()
    add_newcomer()
    db.engine.dispose()
    done = restore(premises(), made.path, clock.now(), over=True)
    assert done.saved
    assert [*premises().database_file.parent.glob("*-wal")] == []
    assert db.session.execute(text("PRAGMA integrity_check")).scalar() == "ok"

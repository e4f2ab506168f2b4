"""Making a backup, and finding out whether one is good."""

import hashlib
import io
import json
import os
import sqlite3
import subprocess
import tarfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.base.scheduling import run_due
from lms.upkeep.formats.manifest import BrokenBackup, Manifest, Member, NewerBackup, NotABackup, is_safe
from lms.upkeep.jobs import JOBS
from lms.upkeep.rules.asking import ask, is_asked
from lms.upkeep.rules.backing_up import GROWING, check
from lms.upkeep.rules.keeping import backups_in
from lms.upkeep.rules.making_room import NoRoom, check_room
from lms.upkeep.rules.programs import run_program
from tests.conftest import make_app
from tests.factories.upkeep import (
    backed_up,
    members_of,
    others_writing,
    packed,
    premises,
    row_counts,
    run_command,
)


def test_a_backup_holds_every_row_of_every_table(both_demo_app: Flask) -> None:
    made = backed_up()
    counted = row_counts()
    assert {name: made.manifest.tables[name] for name in counted} == counted
    assert check(made.path) == made.manifest


def test_a_backup_can_be_read_by_its_owner_only(app: Flask) -> None:
    made = backed_up()
    assert made.path.stat().st_mode & 0o077 == 0
    assert made.path.parent.stat().st_mode & 0o077 == 0


def test_nothing_but_the_backup_and_its_digest_is_left_in_the_folder(both_app: Flask) -> None:
    made = backed_up()
    assert {path.name for path in made.path.parent.iterdir()} == {made.path.name, made.path.name + ".sha256"}
    assert subprocess.run(
        ["sha256sum", "--check", made.path.name + ".sha256"], cwd=made.path.parent, check=True
    )


def test_two_backups_within_a_second_are_two_files(app: Flask) -> None:
    now = clock.now()
    assert backed_up(now=now).path != backed_up(now=now).path


def test_files_of_the_data_folder_are_in_it_and_keys_are_not(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads/ảnh.bin").write_bytes(b"\0\1")
    for secret in ("secret.key", "lop520.env", "signing.pem", "config.py"):
        (tmp_path / secret).write_text("never seen by others", "utf-8")
    members = members_of(backed_up().path)
    assert [*members] == ["manifest.json", "database.sqlite", "files/uploads/ảnh.bin"]
    assert not any(b"never seen by others" in content for content in members.values())


def test_keys_are_saved_apart_with_an_advice(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("the key", "utf-8")
    keys = tmp_path / "apart.tar"
    code, said = run_command(app, "backup", "--with-keys", keys)
    assert code == 0
    assert "nơi có khóa" in said
    assert members_of(keys) == {"secret.key": b"the key"}
    assert keys.stat().st_mode & 0o077 == 0
    code, said = run_command(app, "backup", "--with-keys", keys)
    assert (code, "không bao giờ bị ghi đè" in said) == (1, True)


def test_a_backup_made_while_others_write_is_of_one_moment(both_app: Flask) -> None:
    with others_writing(both_app):
        counted = [backed_up().manifest.tables for _ in range(4)]
    assert all(each["audit"] == each["audit_personal"] for each in counted)
    assert counted[0]["audit"] < counted[-1]["audit"]


def test_the_command_says_where_the_backup_is_and_that_it_is_good(both_app: Flask) -> None:
    code, said = run_command(both_app, "backup")
    made = backups_in(premises().backups)[0]
    assert code == 0
    assert str(made.path) in said
    assert str(made.sha256) in said
    code, said = run_command(both_app, "backup", "--check", made.path)
    assert code == 0
    assert "Bản sao lưu tốt" in said


def test_without_a_database_a_sentence_says_how_to_begin(tmp_path: Path) -> None:
    app = make_app(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path)
    code, said = run_command(app, "backup")
    assert code == 1
    assert "python3 run.py" in said
    assert not [*(tmp_path / "backups").iterdir()]


def test_a_server_that_cannot_be_reached_is_said(tmp_path: Path) -> None:
    app = make_app("postgresql+psycopg://x@127.0.0.1:1/x", tmp_path)
    code, said = run_command(app, "backup")
    assert code == 1
    assert "DATABASE_URL" in said


def test_a_program_that_refuses_is_quoted(app: Flask) -> None:
    with pytest.raises(Refusal) as refusal:
        run_program("pg_restore", None, "--list", "/no/such/file")
    assert "pg_restore" in str(refusal.value)
    assert "/no/such/file" in str(refusal.value)


def test_what_was_left_by_a_process_that_was_killed_is_cleared_away(app: Flask, tmp_path: Path) -> None:
    left, fresh = (tmp_path / "backups" / f"{GROWING}{name}" for name in ("old", "new"))
    for folder in (left, fresh):
        folder.mkdir(parents=True)
    long_ago = (clock.now() - timedelta(days=2)).timestamp()
    os.utime(left, (long_ago, long_ago))
    backed_up()
    assert (left.exists(), fresh.exists()) == (False, True)


# What is no good backup


@tried(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_backup_that_was_cut_off_anywhere_is_refused(app: Flask, tmp_path: Path, share: float) -> None:
    kept = backups_in(premises().backups)
    whole = (kept[0].path if kept else backed_up().path).read_bytes()
    half = tmp_path / "half.tar.gz"
    half.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises((NotABackup, BrokenBackup)):
        check(half)


@tried(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0.01, 1, exclude_max=True), sign=st.integers(1, 255))
def test_a_backup_of_which_a_byte_was_changed_is_refused_unless_it_says_the_same(
    app: Flask, tmp_path: Path, share: float, sign: int
) -> None:
    kept = backups_in(premises().backups)
    whole = kept[0].path if kept else backed_up().path
    content = bytearray(whole.read_bytes())
    content[int(len(content) * share)] ^= sign
    changed = tmp_path / "changed.tar.gz"
    changed.write_bytes(content)
    try:
        check(changed)
    except (NotABackup, BrokenBackup):
        return
    assert members_of(changed) == members_of(whole)  # zeros copied from elsewhere are zeros


def test_other_files_are_no_backups(app: Flask, tmp_path: Path) -> None:
    manifest = json.dumps({"product": "moodle", "shape": 1}).encode()
    others = {
        "empty": b"",
        "text": b"STT;Ho ten\n" * 400,
        "other tar": packed(tmp_path / "a", {"backup.xml": b"<x/>"}).read_bytes(),
        "other product": packed(tmp_path / "b", {"manifest.json": manifest}).read_bytes(),
        "no json": packed(tmp_path / "c", {"manifest.json": b"{"}).read_bytes(),
        "a list": packed(tmp_path / "d", {"manifest.json": b"[]"}).read_bytes(),
    }
    for name, content in others.items():
        file = tmp_path / "file"
        file.write_bytes(content)
        with pytest.raises(NotABackup):
            check(file)
        code, said = run_command(app, "backup", "--check", file)
        assert (code, "không phải bản sao lưu" in said) == (1, True), name


def spoiled(path: Path, **changes: object) -> dict[str, bytes]:
    """The members of a backup, its manifest changed."""
    members = members_of(path)
    said = json.loads(members["manifest.json"]) | changes
    return members | {"manifest.json": json.dumps(said).encode()}


def test_a_shape_of_the_future_is_left_to_the_product_of_the_future(app: Flask, tmp_path: Path) -> None:
    members = spoiled(backed_up().path, shape=2, version="9.0.0")
    with pytest.raises(NewerBackup, match=r"9\.0\.0"):
        check(packed(tmp_path / "newer", members))


@pytest.mark.parametrize(
    "name", ["../out", "files/../../out", "/tmp/out", "files//out", "C:/out", "..\\out", "files/..", "."]
)
def test_a_name_that_leads_out_of_the_folder_is_refused(app: Flask, tmp_path: Path, name: str) -> None:
    made = backed_up()
    said = json.loads(made.manifest.to_json())["members"] | {name: {"size": 1, "sha256": "0" * 64}}
    with pytest.raises(NotABackup):
        check(packed(tmp_path / "evil", spoiled(made.path, members=said) | {name: b"x"}))
    with pytest.raises(BrokenBackup):
        check(packed(tmp_path / "evil", members_of(made.path) | {name: b"x"}))
    assert not is_safe(name)


def test_a_link_in_place_of_a_file_is_refused(app: Flask, tmp_path: Path) -> None:
    made = backed_up()
    with pytest.raises(BrokenBackup):
        check(with_link(made.path, tmp_path / "linked.tar.gz"))


def with_link(path: Path, to: Path) -> Path:
    """The backup with its database as a link elsewhere."""
    members = members_of(path)
    with tarfile.open(to, "w:gz") as tar:
        info = tarfile.TarInfo("manifest.json")
        info.size = len(members["manifest.json"])
        tar.addfile(info, io.BytesIO(members["manifest.json"]))
        link = tarfile.TarInfo("database.sqlite")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    return to


def test_a_database_with_other_rows_than_the_manifest_says_is_refused(app: Flask, tmp_path: Path) -> None:
    made = backed_up()
    tables = {**made.manifest.tables, "person": 7}
    with pytest.raises(BrokenBackup):
        check(packed(tmp_path / "other", spoiled(made.path, tables=tables)))


def test_a_damaged_database_is_found_even_when_its_digest_fits(app: Flask, tmp_path: Path) -> None:
    made = backed_up()
    members = members_of(made.path)
    damaged = bytearray(members["database.sqlite"])
    damaged[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    (tmp_path / "damaged").write_bytes(damaged)
    manifest = with_member(made.manifest, "database.sqlite", bytes(damaged))
    members |= {"manifest.json": manifest.to_json(), "database.sqlite": bytes(damaged)}
    with pytest.raises(BrokenBackup):
        check(packed(tmp_path / "other", members))


def with_member(manifest: Manifest, name: str, content: bytes) -> Manifest:
    """The manifest with another content of a member."""
    member = Member(len(content), hashlib.sha256(content).hexdigest())
    return replace(manifest, members={**manifest.members, name: member})


# By the clock


def test_the_backup_of_the_night_is_made_once_where_a_folder_was_said(app: Flask, tmp_path: Path) -> None:
    db.session.remove()
    folder = tmp_path / "elsewhere"
    other = make_app(str(db.engine.url), tmp_path, BACKUP_DIR=str(folder))
    with other.app_context():
        for _hour in range(2):
            JOBS[0].run()
        assert len(backups_in(folder)) == 1
        db.session.remove()
        db.engine.dispose()


def test_a_demonstration_makes_a_backup_only_when_somebody_asks(app: Flask) -> None:
    folder = premises().backups
    assert run_due(JOBS) == ["make-backup"]
    assert backups_in(folder) == []
    ask(folder)
    JOBS[0].run()
    assert len(backups_in(folder)) == 1
    assert not is_asked(folder)


def test_what_the_backup_holds_opens_as_a_database(demo_app: Flask, tmp_path: Path) -> None:
    content = members_of(backed_up().path)["database.sqlite"]
    (tmp_path / "opened.sqlite").write_bytes(content)
    with closing(sqlite3.connect(tmp_path / "opened.sqlite")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_folder_that_cannot_be_written_is_named(
    database: Callable[[str, str], str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    app = make_app(database("sqlite", "blank"), tmp_path, BACKUP_DIR=str(tmp_path / "file/kept"))
    code, said = run_command(app, "backup")
    assert code == 1
    assert "BACKUP_DIR" in said


def test_a_backup_that_will_not_fit_is_not_begun(tmp_path: Path) -> None:
    with pytest.raises(NoRoom):
        check_room(tmp_path, 10**18)


def test_the_locks_of_processes_that_start_together_are_no_content(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "lop520.sqlite.preparing.lock").touch()
    assert [*members_of(backed_up().path)] == ["manifest.json", "database.sqlite"]

"""Whoever was erased stays erased when a backup from before is restored."""

import json
import shutil
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from lms.base.database import db
from lms.people.models import Person
from lms.privacy.jobs import clear_erased, reapply
from lms.privacy.models import Basis, Erasure
from lms.privacy.rules.tombstones import FILE
from tests.factories.people import person
from tests.factories.privacy import (
    answers_of,
    erase_now,
    folder_of_database,
    leave_for_good,
    leave_traces,
    traces_in_files,
    traces_in_tables,
)

BACKUP = "backup"


def database_file(app: Flask) -> Path:
    return Path(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))


def back_up(app: Flask) -> Path:
    copy = Path(app.instance_path) / BACKUP
    db.session.rollback()
    source = db.engine.raw_connection()
    source.driver_connection.execute(f"VACUUM INTO '{copy}'")
    source.close()
    return copy


def restore(app: Flask, copy: Path) -> None:
    db.session.remove()
    db.engine.dispose()
    for ending in ("-wal", "-shm"):
        Path(f"{database_file(app)}{ending}").unlink(missing_ok=True)
    shutil.copyfile(copy, database_file(app))
    copy.unlink()


def test_a_restored_backup_is_erased_again(demo_app: Flask) -> None:
    leaver = leave_for_good()
    leave_traces(leaver)
    told, leaver_id = [leaver.full_name, str(leaver.phone)], leaver.id
    backup = back_up(demo_app)
    erased_at = erase_now(leaver, Basis.WITHDRAWN).erased_at
    clear_erased()
    restore(demo_app, backup)
    assert db.session.get_one(Person, leaver_id).full_name == told[0]

    assert reapply() == 1

    assert list(traces_in_tables(told)) == []
    assert answers_of(leaver_id) == []
    assert traces_in_files([Path(demo_app.instance_path), folder_of_database(demo_app)], told) == []
    row = db.session.scalars(select(Erasure)).one()
    assert (row.person_id, row.basis, row.erased_at, row.by_id) == (
        leaver_id,
        Basis.WITHDRAWN,
        erased_at,
        None,
    )
    assert reapply() == 0


def test_the_line_that_outlives_the_backup_names_nobody(demo_app: Flask) -> None:
    leaver = leave_for_good()
    name, code = leaver.full_name, leaver.code
    erase_now(leaver)
    clear_erased()
    text = (Path(demo_app.instance_path) / FILE).read_text("utf-8")
    assert set(json.loads(text)) == {"person", "at", "basis", "digest"}
    assert name not in text
    assert code not in text
    clear_erased()
    assert (Path(demo_app.instance_path) / FILE).read_text("utf-8") == text


def test_another_person_who_has_the_number_today_is_left_alone(demo_app: Flask) -> None:
    other = person("TD-C016")
    line = {"person": other.id, "at": "2026-01-01T00:00:00+00:00", "basis": "ended", "digest": "0" * 64}
    path = Path(demo_app.instance_path) / FILE
    path.write_text(json.dumps(line) + "\nno line at all\n{}\n", "utf-8")
    assert reapply() == 0
    assert person("TD-C016").full_name == other.full_name


def test_nothing_is_done_where_nobody_was_ever_erased(demo_app: Flask) -> None:
    assert reapply() == 0
    clear_erased()
    assert not (Path(demo_app.instance_path) / FILE).exists()

"""Taking everything over from SQLite into PostgreSQL and back, with nothing lost."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import insert, null, select, text

from lms.base import audit
from lms.base.audit import AuditEntry, AuditPersonal
from lms.base.database import db, lock_for_writing
from lms.people.models import Person
from lms.upkeep.rules.moving import move
from migrations.triggers import APPEND_ONLY
from tests.conftest import make_app, opened
from tests.databases import PostgresServer
from tests.factories.upkeep import premises, row_counts, run_command
from tests.house.test_migrations import _triggers as triggers

Copies = Callable[[str, str], str]


@pytest.mark.postgresql
def test_everything_goes_to_postgresql_and_comes_back_the_same(
    demo_app: Flask, postgres: PostgresServer, tmp_path: Path
) -> None:
    before = row_counts()
    there = postgres.url(postgres.create())
    code, said = run_command(demo_app, "database", "move", there)
    assert code == 0, said
    assert "KHÁC NHAU" not in said
    assert "DATABASE_URL" in said
    moved = opened(there, tmp_path / "moved")
    next(moved)
    assert row_counts() == before
    assert triggers() == set(APPEND_ONLY)
    db.session.remove()
    db.engine.dispose()
    back = f"sqlite:///{tmp_path / 'back.sqlite'}"
    compared = move(premises(), back)
    assert all(each.same for each in compared)
    assert {each.name: each.rows_there for each in compared} == before
    next(moved, None)
    again = opened(back, tmp_path / "again")
    next(again)
    assert triggers() == set(APPEND_ONLY)
    assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
    next(again, None)


@pytest.mark.postgresql
def test_new_rows_are_numbered_after_those_that_came(
    demo_app: Flask, postgres: PostgresServer, tmp_path: Path
) -> None:
    there = postgres.url(postgres.create())
    assert run_command(demo_app, "database", "move", there)[0] == 0
    moved = opened(there, tmp_path / "moved")
    next(moved)
    lock_for_writing("audit")
    audit.record("backup:tried", db.session.scalars(select(Person).limit(1)).one(), by=None)
    db.session.commit()
    next(moved, None)


@pytest.mark.postgresql
def test_nothing_and_the_word_null_stay_two_things(
    app: Flask, postgres: PostgresServer, tmp_path: Path
) -> None:
    lock_for_writing("audit")
    for _each in range(2):
        audit.record("backup:tried", Person(id=1), by=None, personal={"tên": "Nguyễn Thị Ánh"})
    db.session.flush()
    first, second = db.session.scalars(select(AuditEntry.id).order_by(AuditEntry.id)).all()
    db.session.execute(text("UPDATE audit_personal SET facts = NULL WHERE audit_id = :id"), {"id": first})
    db.session.execute(text("UPDATE audit_personal SET facts = 'null' WHERE audit_id = :id"), {"id": second})
    db.session.commit()
    there = postgres.url(postgres.create())
    assert run_command(app, "database", "move", there)[0] == 0
    moved = opened(there, tmp_path / "moved")
    next(moved)
    erased = select(AuditPersonal.audit_id).where(AuditPersonal.facts.is_(null()))
    assert db.session.scalars(erased).all() == [first]
    next(moved, None)


# What is refused


def test_a_target_with_anything_in_it_is_refused(demo_app: Flask, database: Copies) -> None:
    filled = database("sqlite", "shipped")
    code, said = run_command(demo_app, "database", "move", filled)
    assert code == 1
    assert "không trống" in said


@pytest.mark.parametrize(
    "address", ["mysql://x/y", "nonsense", "sqlite://", "postgresql://x/y", "sqlite:///"]
)
def test_an_address_of_another_kind_is_refused(app: Flask, address: str) -> None:
    code, said = run_command(app, "database", "move", address)
    assert code == 1
    assert "không phải địa chỉ" in said


def test_a_target_that_cannot_be_reached_is_said(app: Flask) -> None:
    code, said = run_command(app, "database", "move", "postgresql+psycopg://x@127.0.0.1:1/x")
    assert code == 1
    assert "127.0.0.1" in said


def test_the_database_itself_is_no_target(app: Flask) -> None:
    code, said = run_command(app, "database", "move", premises().url.render_as_string(hide_password=False))
    assert code == 1
    assert "đang dùng" in said


def test_while_the_product_runs_nothing_is_taken_over(app: Flask, tmp_path: Path) -> None:
    with closing(sqlite3.connect(premises().database_file)) as other:
        other.execute("SELECT count(*) FROM person").fetchone()
        code, said = run_command(app, "database", "move", f"sqlite:///{tmp_path / 'new.sqlite'}")
    assert code == 1
    assert "Hãy dừng phần mềm" in said
    assert not (tmp_path / "new.sqlite").exists()


def test_a_database_that_is_not_there_cannot_be_taken_over(tmp_path: Path) -> None:
    app = make_app(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path)
    code, said = run_command(app, "database", "move", f"sqlite:///{tmp_path / 'new.sqlite'}")
    assert code == 1
    assert "chưa đúng phiên bản" in said


@pytest.mark.postgresql
def test_a_row_that_postgresql_refuses_is_named_by_its_table_and_nothing_is_taken_over(
    app: Flask, postgres: PostgresServer, tmp_path: Path
) -> None:
    long = {"action": "x" * 65, "object_kind": "x", "object_id": "x", "facts": json.loads("{}")}
    db.session.execute(insert(AuditEntry).values(at=db.func.now(), **long))
    db.session.commit()
    there = postgres.url(postgres.create())
    code, said = run_command(app, "database", "move", there)
    assert code == 1
    assert "bảng audit " in said
    moved = opened(there, tmp_path / "moved")
    next(moved)
    assert set(row_counts().values()) == {0}
    next(moved, None)

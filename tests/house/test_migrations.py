"""Laws of the migrations: numbered, reversible, complete, and no trigger lost on the way."""

import re

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, select, text

from lms.base.database import Base, db
from migrations.triggers import APPEND_ONLY
from tests.house.tree import ROOT

FILES = sorted((ROOT / "migrations/versions").glob("*.py"))
NAMES = [path.stem for path in FILES]


def test_they_are_numbered_one_after_the_other() -> None:
    assert [int(name[:4]) for name in NAMES] == list(range(1, len(NAMES) + 1))
    assert all(re.fullmatch(r"\d{4}_[a-z_0-9]+", name) for name in NAMES)


def test_each_revision_is_called_like_its_file_and_follows_the_one_before() -> None:
    script = ScriptDirectory(str(ROOT / "migrations"))
    assert [revision.revision for revision in script.walk_revisions()][::-1] == NAMES
    assert script.get_heads() == [NAMES[-1]]


def test_they_make_exactly_what_the_models_say(both_app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def _triggers() -> set[str]:
    if db.engine.dialect.name == "postgresql":
        found = text("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%append_only'")
        return set(db.session.scalars(found))
    found = text("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' GROUP BY 1 HAVING count(*) = 2")
    return set(db.session.scalars(found))


def test_every_append_only_table_has_its_triggers_after_every_migration(both_app: Flask) -> None:
    for name in NAMES[::-1][:-1]:
        made = {table for table in APPEND_ONLY if db.inspect(db.engine).has_table(table)}
        assert _triggers() == made, f"at {name}"
        db.session.rollback()
        downgrade(revision="-1")


def _counts() -> dict[str, int]:
    there = set(db.inspect(db.engine).get_table_names())
    counts = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
        if table.name in there
    }
    db.session.rollback()
    return counts


def test_taking_back_a_migration_loses_no_row_of_another_table(
    both_demo_app: Flask,
) -> None:
    before = _counts()
    for _ in NAMES:
        downgrade(revision="-1")
        left = _counts()
        assert left.items() <= before.items()
    upgrade()
    assert _counts().keys() == before.keys()

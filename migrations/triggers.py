"""Triggers that make a table append-only, on both engines.

A batch rebuild on SQLite drops a table's triggers silently: a migration that rebuilds one of
``APPEND_ONLY`` calls :func:`make_append_only` again. A test finds every trigger after every migration.
"""

from alembic import op

APPEND_ONLY = (
    "attempt_rescore",
    "audit",
    "audit_seal",
    "award_event",
    "checklist_version",
    "evidence",
    "evidence_clause",
    "local_text",
    "period_close",
    "rescoring",
    "roster_confirmation",
)


def make_append_only(table: str) -> None:
    """Refuse every UPDATE and DELETE of ``table``."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE OR REPLACE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
        )
        return
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def allow_changes(table: str) -> None:
    """Take the triggers of ``table`` away (only to drop the table, or to rebuild it)."""
    if op.get_bind().dialect.name == "postgresql":
        for name in ("append_only", "rows_append_only"):
            op.execute(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}")
        op.execute(f"DROP FUNCTION IF EXISTS {table}_is_append_only()")
        return
    for verb in ("update", "delete"):
        op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")


def make_erasable(table: str, *columns: str) -> None:
    """Refuse every UPDATE and DELETE of ``table`` but one that puts NULL into some of ``columns`` and leaves
    all else as it was: words about somebody whose data is erased. A table that is rebuilt needs it again."""
    allow_changes(table)
    if op.get_bind().dialect.name == "postgresql":
        _make_erasable_on_postgresql(table, columns)
        return
    every = [row[1] for row in op.get_bind().exec_driver_sql(f"PRAGMA table_info({table})")]
    kept = [f"NEW.{name} IS OLD.{name}" for name in every if name not in columns]
    erased = [f"(NEW.{name} IS NULL OR NEW.{name} IS OLD.{name})" for name in columns]
    op.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({' AND '.join(kept + erased)}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _make_erasable_on_postgresql(table: str, columns: tuple[str, ...]) -> None:
    names = ", ".join(f"'{name}'" for name in columns)
    kept = f"to_jsonb(NEW) - ARRAY[{names}] = to_jsonb(OLD) - ARRAY[{names}]"
    erased = [f"(NEW.{name} IS NULL OR NEW.{name} = OLD.{name})" for name in columns]
    op.execute(
        f"CREATE OR REPLACE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' AND {' AND '.join([kept, *erased])} THEN RETURN NEW; END IF; "
        f"RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    for name, verbs, each in (
        ("append_only", "DELETE OR TRUNCATE", "STATEMENT"),
        ("rows_append_only", "UPDATE", "ROW"),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_{name} BEFORE {verbs} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {table}_is_append_only()"
        )

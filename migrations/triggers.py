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
        op.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
        op.execute(f"DROP FUNCTION IF EXISTS {table}_is_append_only()")
        return
    for verb in ("update", "delete"):
        op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")

"""Let exercises be orientation tests and be written in the browser, and courses take them up."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0011_extend_exercises"
down_revision = "0010_extend_courses"
branch_labels = None
depends_on = None

KIND_BEFORE = "kind IN ('practice', 'assessment')"
KIND_AFTER = "kind IN ('practice', 'orientation', 'assessment')"


def upgrade() -> None:
    _allow_kinds(KIND_AFTER)
    with op.batch_alter_table("exercise_version") as table:
        table.add_column(sa.Column("origin", sa.String(32), nullable=False, server_default="shipped"))
        table.add_column(sa.Column("shipped_hash", sa.String(64)))
        table.add_column(sa.Column("published_by_id", sa.Integer()))
        table.create_check_constraint("origin", "origin IN ('shipped', 'local')")
        table.create_foreign_key(
            op.f("fk_exercise_version_published_by_id"), "person", ["published_by_id"], ["id"]
        )
    _name_orientation_tests()
    op.add_column("exercise_text", sa.Column("source", sa.Text()))
    op.create_table(
        "manuscript",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("code", sa.String(80), nullable=False, index=True),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("based_on_id", sa.Integer(), sa.ForeignKey("exercise_version.id")),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("person_id", "code", "language"),
    )
    op.create_table(
        "local_step",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("course_id", sa.Integer(), sa.ForeignKey("course.id"), nullable=False, index=True),
        sa.Column("section", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("reference", sa.JSON(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("local_step")
    op.drop_table("manuscript")
    with op.batch_alter_table("exercise_text") as table:
        table.drop_column("source")
    # An orientation test keeps its kind in its graph, from where an upgrade reads it again.
    op.execute("UPDATE exercise_version SET kind = 'practice' WHERE kind = 'orientation'")
    with op.batch_alter_table("exercise_version") as table:
        table.drop_constraint(op.f("fk_exercise_version_published_by_id"), type_="foreignkey")
        table.drop_constraint(op.f("ck_exercise_version_origin"), type_="check")
        table.drop_column("published_by_id")
        table.drop_column("shipped_hash")
        table.drop_column("origin")
    _allow_kinds(KIND_BEFORE)


def _allow_kinds(condition: str) -> None:
    with op.batch_alter_table("exercise_version") as table:
        table.drop_constraint(op.f("ck_exercise_version_kind"), type_="check")
        table.create_check_constraint("kind", condition)


def _name_orientation_tests() -> None:
    versions = sa.table(
        "exercise_version",
        sa.column("id", sa.Integer),
        sa.column("kind", sa.String),
        sa.column("graph", sa.JSON),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(versions.c.id, versions.c.graph)).all():
        graph = json.loads(row.graph) if isinstance(row.graph, str) else row.graph
        if graph["kind"] == "orientation":
            connection.execute(versions.update().where(versions.c.id == row.id).values(kind="orientation"))

"""Keep courses that are made here file by file, and media of kinds with four letters."""

import sqlalchemy as sa
from alembic import op

revision = "0035_make_own_courses"
down_revision = "0034_observe_practice"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("copied_from", sa.String(length=80), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_own_course_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_course")),
        sa.UniqueConstraint("slug", name=op.f("uq_own_course_slug")),
    )
    op.create_table(
        "own_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("own_course_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["own_course_id"], ["own_course.id"], name=op.f("fk_own_file_own_course_id")
        ),
        sa.ForeignKeyConstraint(["saved_by_id"], ["person.id"], name=op.f("fk_own_file_saved_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_file")),
        sa.UniqueConstraint("own_course_id", "path", name=op.f("uq_own_file_own_course_id_path")),
    )
    op.create_index(op.f("ix_own_file_own_course_id"), "own_file", ["own_course_id"])
    op.create_table(
        "own_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("own_course_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["own_course_id"], ["own_course.id"], name=op.f("fk_own_change_own_course_id")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_own_change_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_change")),
    )
    op.create_index(op.f("ix_own_change_own_course_id"), "own_change", ["own_course_id"])
    op.create_table(
        "own_change_file",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("own_file_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["change_id"], ["own_change.id"], name=op.f("fk_own_change_file_change_id")
        ),
        sa.ForeignKeyConstraint(
            ["own_file_id"], ["own_file.id"], name=op.f("fk_own_change_file_own_file_id")
        ),
        sa.PrimaryKeyConstraint("change_id", "own_file_id", name=op.f("pk_own_change_file")),
    )
    op.add_column("course", sa.Column("made_here", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("media") as media:
        media.alter_column("kind", existing_type=sa.String(length=3), type_=sa.String(length=4))


def downgrade() -> None:
    op.execute("DELETE FROM media WHERE length(kind) > 3")
    with op.batch_alter_table("media") as media:
        media.alter_column("kind", existing_type=sa.String(length=4), type_=sa.String(length=3))
    op.drop_column("course", "made_here")
    op.drop_table("own_change_file")
    op.drop_table("own_change")
    op.drop_table("own_file")
    op.drop_table("own_course")

"""Keep what an office changes in shipped lessons."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import allow_changes, make_append_only

revision = "0012_keep_local_lessons"
down_revision = "0011_extend_exercises"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "local_text",
        sa.Column("id", sa.Integer(), nullable=False),
        *_of_lesson(),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_local_text_course_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_local_text_decided_by_id")),
        sa.ForeignKeyConstraint(["follows_id"], ["local_text.id"], name=op.f("fk_local_text_follows_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_text")),
        sa.UniqueConstraint("follows_id", name=op.f("uq_local_text_follows_id")),
    )
    op.create_index(op.f("ix_local_text_course_id"), "local_text", ["course_id"])
    make_append_only("local_text")
    op.create_table(
        "lesson_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        *_of_lesson(),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("based_on_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["based_on_id"], ["local_text.id"], name=op.f("fk_lesson_draft_based_on_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_lesson_draft_course_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_lesson_draft_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_draft")),
    )
    op.create_index(op.f("ix_lesson_draft_course_id"), "lesson_draft", ["course_id"])
    op.create_index(op.f("ix_lesson_draft_person_id"), "lesson_draft", ["person_id"])


def downgrade() -> None:
    op.drop_table("lesson_draft")
    allow_changes("local_text")
    op.drop_table("local_text")


def _of_lesson() -> list[sa.Column]:
    """The lesson that a row is about, as it was shipped."""
    return [
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("lesson", sa.Integer(), nullable=False),
        sa.Column("shipped_text", sa.Text(), nullable=False),
        sa.Column("shipped_sha256", sa.String(64), nullable=False),
    ]

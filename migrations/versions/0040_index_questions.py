"""Index the questions of published lists, so that they are searched without reading their exercises."""

import sqlalchemy as sa
from alembic import op

revision = "0040_index_questions"
down_revision = "0039_rescore_attempts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bank_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("scene", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["exercise_id"], ["exercise.id"], name=op.f("fk_bank_question_exercise_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["exercise_version.id"], name=op.f("fk_bank_question_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_question")),
        sa.UniqueConstraint("exercise_id", "scene", name=op.f("uq_bank_question_exercise_id_scene")),
    )
    op.create_index(op.f("ix_bank_question_version_id"), "bank_question", ["version_id"])
    op.create_index(op.f("ix_bank_question_digest"), "bank_question", ["digest"])
    op.create_table(
        "bank_label",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["bank_question.id"], name=op.f("fk_bank_label_question_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "kind", "value", name=op.f("pk_bank_label")),
    )
    op.create_index(op.f("ix_bank_label_kind_value"), "bank_label", ["kind", "value"])


def downgrade() -> None:
    op.drop_table("bank_label")
    op.drop_table("bank_question")

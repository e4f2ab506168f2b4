"""Keep what a corrected answer key makes of attempts: beside them, never in their place."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import allow_changes, make_append_only

revision = "0039_rescore_attempts"
down_revision = "0038_take_in_material"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "rescoring",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("keeps_passed", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_rescoring_by_id")),
        sa.ForeignKeyConstraint(["version_id"], ["exercise_version.id"], name=op.f("fk_rescoring_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rescoring")),
    )
    op.create_index(op.f("ix_rescoring_version_id"), "rescoring", ["version_id"])
    op.create_table(
        "attempt_rescore",
        sa.Column("attempt_id", sa.String(length=36), nullable=False),
        sa.Column("rescoring_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("regret", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_attempt_rescore_attempt_id")),
        sa.ForeignKeyConstraint(
            ["rescoring_id"], ["rescoring.id"], name=op.f("fk_attempt_rescore_rescoring_id")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "rescoring_id", name=op.f("pk_attempt_rescore")),
    )
    make_append_only("rescoring")
    make_append_only("attempt_rescore")


def downgrade() -> None:
    allow_changes("attempt_rescore")
    op.drop_table("attempt_rescore")
    allow_changes("rescoring")
    op.drop_table("rescoring")

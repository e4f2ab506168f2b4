"""Keep a course that came as a file until somebody takes it in or drops it."""

import sqlalchemy as sa
from alembic import op

revision = "0042_keep_arrived_courses"
down_revision = "0041_illustrate_exercises"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "arrived_course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_arrived_course_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrived_course")),
    )
    op.create_index(op.f("ix_arrived_course_person_id"), "arrived_course", ["person_id"])


def downgrade() -> None:
    op.drop_table("arrived_course")

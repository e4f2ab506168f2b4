"""Erase somebody's data: note that it was done, and let what a record says in words be taken from evidence."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import allow_changes, make_append_only, make_erasable

revision = "0044_erase_people"
down_revision = "0043_watch_job_runs"
branch_labels = None
depends_on = None

BASES = ("ended", "withdrawn", "mistake", "ordered")


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column(
            "basis",
            sa.Enum(*BASES, name="erasure_basis", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_erasure_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_erasure_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("person_id", name=op.f("uq_erasure_person_id")),
    )
    make_erasable("evidence", "document", "note")


def downgrade() -> None:
    allow_changes("evidence")
    make_append_only("evidence")
    op.drop_table("erasure")

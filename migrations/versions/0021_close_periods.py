"""Freeze the figures of a period, and keep who wants which report again and again."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import allow_changes, make_append_only

revision = "0021_close_periods"
down_revision = "0020_decide_successions"
branch_labels = None
depends_on = None

FIRST = sa.text("supersedes_id IS NULL")


def upgrade() -> None:
    op.create_table(
        "period_close",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("workbook", sa.LargeBinary(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_period_close_by_id")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["period_close.id"], name=op.f("fk_period_close_supersedes_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_period_close_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_close")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_period_close_supersedes_id")),
    )
    op.create_index(op.f("ix_period_close_unit_id"), "period_close", ["unit_id"])
    op.create_index(
        "uq_period_close_unit_id_period_first",
        "period_close",
        ["unit_id", "period"],
        unique=True,
        sqlite_where=FIRST,
        postgresql_where=FIRST,
    )
    make_append_only("period_close")
    _create_subscriptions()


def _create_subscriptions() -> None:
    words = {"rhythm": ("month", "quarter"), "shape": ("pdf", "docx", "xlsx")}
    rhythm, shape = (
        sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
        for name, values in words.items()
    )
    op.create_table(
        "report_subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("rhythm", rhythm, nullable=False),
        sa.Column("shape", shape, nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_report_subscription_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_report_subscription_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_subscription")),
    )
    op.create_index(op.f("ix_report_subscription_person_id"), "report_subscription", ["person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_report_subscription_person_id"), table_name="report_subscription")
    op.drop_table("report_subscription")
    allow_changes("period_close")
    op.drop_index("uq_period_close_unit_id_period_first", table_name="period_close")
    op.drop_index(op.f("ix_period_close_unit_id"), table_name="period_close")
    op.drop_table("period_close")

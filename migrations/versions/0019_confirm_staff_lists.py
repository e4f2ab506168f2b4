"""Keep confirmations of rosters."""

import sqlalchemy as sa
from alembic import op

revision = "0019_confirm_staff_lists"
down_revision = "0018_create_year_plans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roster_confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("roster_import_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_roster_confirmation_by_id")),
        sa.ForeignKeyConstraint(
            ["roster_import_id"], ["roster_import.id"], name=op.f("fk_roster_confirmation_roster_import_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_roster_confirmation_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_confirmation")),
    )
    op.create_index("ix_roster_confirmation_unit_id_day", "roster_confirmation", ["unit_id", "day"])


def downgrade() -> None:
    op.drop_index("ix_roster_confirmation_unit_id_day", table_name="roster_confirmation")
    op.drop_table("roster_confirmation")

"""Keep confirmations of rosters, and how far a long list has been written."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import allow_changes, make_append_only

revision = "0019_confirm_staff_lists"
down_revision = "0018_create_year_plans"
branch_labels = None
depends_on = None

STATES_BEFORE = "state IN ('waiting', 'applied', 'dropped')"
STATES = "state IN ('waiting', 'applying', 'applied', 'dropped')"


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

    make_append_only("roster_confirmation")
    with op.batch_alter_table("roster_import") as table:
        table.drop_constraint(op.f("ck_roster_import_state"), type_="check")
        table.create_check_constraint("state", STATES)
        table.add_column(sa.Column("confirms", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("lines", sa.Integer(), nullable=True))
        table.add_column(sa.Column("written_lines", sa.JSON(), nullable=True))
        table.add_column(sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("roster_import") as table:
        table.alter_column("confirms", server_default=None)


def downgrade() -> None:
    op.execute("UPDATE roster_import SET state = 'waiting' WHERE state = 'applying'")
    with op.batch_alter_table("roster_import") as table:
        table.drop_column("claimed_until")
        table.drop_column("written_lines")
        table.drop_column("lines")
        table.drop_column("confirms")
        table.drop_constraint(op.f("ck_roster_import_state"), type_="check")
        table.create_check_constraint("state", STATES_BEFORE)
    allow_changes("roster_confirmation")
    op.drop_index("ix_roster_confirmation_unit_id_day", table_name="roster_confirmation")
    op.drop_table("roster_confirmation")

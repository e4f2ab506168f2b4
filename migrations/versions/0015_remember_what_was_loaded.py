"""Remember which shipped content was loaded last."""

import sqlalchemy as sa
from alembic import op

revision = "0015_remember_what_was_loaded"
down_revision = "0014_create_activities"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shipped_load",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipped_load")),
    )


def downgrade() -> None:
    op.drop_table("shipped_load")

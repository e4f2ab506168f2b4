"""Keep what phones hand in of half-days and monthly meetings, so that it is known when it comes again."""

import sqlalchemy as sa
from alembic import op

revision = "0030_gather_without_network"
down_revision = "0029_keep_things_apart"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "gathered",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=True),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_gathered_decided_by_id")),
        sa.ForeignKeyConstraint(["sender_id"], ["person.id"], name=op.f("fk_gathered_sender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gathered")),
    )
    op.create_index(op.f("ix_gathered_place"), "gathered", ["place"])


def downgrade() -> None:
    op.drop_table("gathered")

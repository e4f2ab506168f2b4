"""Keep what a monthly meeting passes on and follows up."""

import sqlalchemy as sa
from alembic import op

revision = "0016_keep_meeting_notes"
down_revision = "0015_remember_what_was_loaded"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("words", sa.String(500), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_meeting_message_unit_id")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_meeting_message_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_message")),
    )
    op.create_index("ix_meeting_message_unit_id_month", "meeting_message", ["unit_id", "month"])
    op.create_table(
        "meeting_follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("seen_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(done_on IS NULL) = (seen_by_id IS NULL)", name=op.f("ck_meeting_follow_up_done_was_seen")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_meeting_follow_up_unit_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_meeting_follow_up_person_id")),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["person.id"], name=op.f("fk_meeting_follow_up_given_by_id")
        ),
        sa.ForeignKeyConstraint(["seen_by_id"], ["person.id"], name=op.f("fk_meeting_follow_up_seen_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_follow_up")),
    )
    op.create_index(op.f("ix_meeting_follow_up_unit_id"), "meeting_follow_up", ["unit_id"])


def downgrade() -> None:
    op.drop_table("meeting_follow_up")
    op.drop_table("meeting_message")

"""Let messages leave as text messages too, and find those that were written lately."""

import sqlalchemy as sa
from alembic import op

revision = "0053_send_text_messages"
down_revision = "0052_limit_sessions"
branch_labels = None
depends_on = None

CHANNELS, CHANNELS_BEFORE = "channel IN ('email', 'sms')", "channel IN ('email')"


def upgrade() -> None:
    with op.batch_alter_table("delivery") as table:
        table.drop_constraint(op.f("ck_delivery_channel"), type_="check")
        table.create_check_constraint("channel", CHANNELS)
    op.create_index("ix_message_out_created_at", "message_out", ["created_at"])
    op.create_table(
        "text_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_text_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_consent")),
        sa.UniqueConstraint("person_id", name=op.f("uq_text_consent_person_id")),
    )


def downgrade() -> None:
    op.drop_table("text_consent")
    op.drop_index("ix_message_out_created_at", table_name="message_out")
    op.execute("DELETE FROM delivery WHERE channel = 'sms'")
    with op.batch_alter_table("delivery") as table:
        table.drop_constraint(op.f("ck_delivery_channel"), type_="check")
        table.create_check_constraint("channel", CHANNELS_BEFORE)

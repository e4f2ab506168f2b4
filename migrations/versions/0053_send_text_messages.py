"""Let messages leave as text messages too, and find those that were written lately."""

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


def downgrade() -> None:
    op.drop_index("ix_message_out_created_at", table_name="message_out")
    op.execute("DELETE FROM delivery WHERE channel = 'sms'")
    with op.batch_alter_table("delivery") as table:
        table.drop_constraint(op.f("ck_delivery_channel"), type_="check")
        table.create_check_constraint("channel", CHANNELS_BEFORE)

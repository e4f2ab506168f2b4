"""Keep whether a question came from a device that had been revoked."""

import sqlalchemy as sa
from alembic import op

revision = "0033_mark_revoked_questions"
down_revision = "0032_print_booklets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "question", sa.Column("device_revoked", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    op.drop_column("question", "device_revoked")

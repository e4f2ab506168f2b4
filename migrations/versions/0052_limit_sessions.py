"""Let the sign-ins of those who open the records of others end, however much they are used."""

import sqlalchemy as sa
from alembic import op

revision = "0052_limit_sessions"
down_revision = "0051_keep_passkeys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "sign_in_session", sa.Column("is_limited", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    op.drop_column("sign_in_session", "is_limited")

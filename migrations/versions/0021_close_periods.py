"""Freeze the figures of a period."""

revision = "0021_close_periods"
down_revision = "0020_decide_successions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

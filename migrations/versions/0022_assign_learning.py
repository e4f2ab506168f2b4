"""Keep assignments and the messages that go out."""

revision = "0022_assign_learning"
down_revision = "0021_close_periods"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

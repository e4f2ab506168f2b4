"""Create support visits and notes of meetings."""

revision = "0015_create_visits"
down_revision = "0014_create_activities"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

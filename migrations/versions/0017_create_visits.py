"""Create support visits."""

revision = "0017_create_visits"
down_revision = "0016_keep_meeting_notes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

"""Keep what a monthly meeting passes on and follows up."""

revision = "0016_keep_meeting_notes"
down_revision = "0015_remember_what_was_loaded"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

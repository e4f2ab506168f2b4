"""Keep what is decided about units that change."""

revision = "0020_decide_successions"
down_revision = "0019_confirm_staff_lists"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

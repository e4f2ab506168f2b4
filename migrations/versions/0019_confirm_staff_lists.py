"""Keep confirmations of staff lists and decisions on doubtful matches."""

revision = "0019_confirm_staff_lists"
down_revision = "0018_create_year_plans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

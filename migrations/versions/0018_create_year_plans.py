"""Create the year's plan."""

revision = "0018_create_year_plans"
down_revision = "0017_create_visits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

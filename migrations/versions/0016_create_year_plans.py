"""Create year plans, outside indicators and reporting times."""

revision = "0016_create_year_plans"
down_revision = "0015_create_visits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

"""create courses"""

revision = "0007_create_courses"
down_revision = "0006_create_staffing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

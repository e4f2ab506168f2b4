"""Let exercises be orientation tests and be written in the browser."""

revision = "0011_extend_exercises"
down_revision = "0010_extend_courses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

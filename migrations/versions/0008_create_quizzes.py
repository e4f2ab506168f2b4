"""create quizzes"""

revision = "0008_create_quizzes"
down_revision = "0007_create_courses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

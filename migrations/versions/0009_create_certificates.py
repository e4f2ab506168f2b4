"""create certificates"""

revision = "0009_create_certificates"
down_revision = "0008_create_quizzes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

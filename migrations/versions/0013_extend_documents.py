"""Let an office add its own documents."""

revision = "0013_extend_documents"
down_revision = "0012_keep_local_lessons"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

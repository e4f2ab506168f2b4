"""Keep what an office changes in shipped lessons."""

revision = "0012_keep_local_lessons"
down_revision = "0011_extend_exercises"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

"""create staffing"""

revision = "0006_create_staffing"
down_revision = "0005_create_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

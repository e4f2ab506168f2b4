"""create accounts"""

revision = "0005_create_accounts"
down_revision = "0004_create_standards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

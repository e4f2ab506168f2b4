"""Keep whom the doubtful rows of a waiting staff list mean."""

import sqlalchemy as sa
from alembic import op

revision = "0023_decide_doubtful_people"
down_revision = "0022_assign_learning"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("roster_import") as table:
        table.add_column(sa.Column("decisions", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("roster_import") as table:
        table.drop_column("decisions")

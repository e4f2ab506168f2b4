"""Keep when somebody who left a post for a time means to come back."""

import sqlalchemy as sa
from alembic import op

revision = "0024_expect_people_back"
down_revision = "0023_decide_doubtful_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("posting") as table:
        table.add_column(sa.Column("expected_back_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("posting") as table:
        table.drop_column("expected_back_on")

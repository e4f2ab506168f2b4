"""Keep the year in which somebody was born where nobody knows the day."""

import sqlalchemy as sa
from alembic import op

revision = "0031_know_birth_years"
down_revision = "0030_gather_without_network"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("birth_year", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("person", "birth_year")

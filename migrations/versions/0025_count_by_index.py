"""Let counting read holdings from an index alone."""

from alembic import op

revision = "0025_count_by_index"
down_revision = "0024_expect_people_back"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = ["person_id", "requirement_id", "valid_from", "valid_until", "status"]
    op.create_index("ix_holding_by_person", "holding", columns)


def downgrade() -> None:
    op.drop_index("ix_holding_by_person", "holding")

"""Keep when somebody went on in a newer edition of a course that she was in."""

import sqlalchemy as sa
from alembic import op

revision = "0037_go_on_in_newer_editions"
down_revision = "0036_propose_editions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enrolment", sa.Column("continued_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("enrolment", "continued_at")

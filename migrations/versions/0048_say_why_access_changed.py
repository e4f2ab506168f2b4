"""Keep who ended or extended somebody's access, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0048_say_why_access_changed"
down_revision = "0047_read_the_notice"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("grant_of_access") as batch:
        batch.add_column(sa.Column("changed_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("change_reason", sa.String(length=200), nullable=True))
        batch.create_foreign_key(
            op.f("fk_grant_of_access_changed_by_id"), "person", ["changed_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("grant_of_access") as batch:
        batch.drop_constraint(op.f("fk_grant_of_access_changed_by_id"), type_="foreignkey")
        batch.drop_column("change_reason")
        batch.drop_column("changed_by_id")

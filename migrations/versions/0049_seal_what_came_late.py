"""Give seals a place in their chain, so that rows that were committed late are sealed too; find acts by
action and by day."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import allow_changes, make_append_only

revision = "0049_seal_what_came_late"
down_revision = "0048_say_why_access_changed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    allow_changes("audit_seal")
    op.add_column("audit_seal", sa.Column("position", sa.Integer(), nullable=True))
    op.execute("UPDATE audit_seal SET position = audit_id")
    with op.batch_alter_table("audit_seal") as batch_op:
        batch_op.alter_column("position", existing_type=sa.Integer(), nullable=False)
        batch_op.create_unique_constraint(op.f("uq_audit_seal_position"), ["position"])
    make_append_only("audit_seal")
    op.create_index(op.f("ix_audit_action"), "audit", ["action"])
    op.create_index(op.f("ix_audit_at"), "audit", ["at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_audit_at"), "audit")
    op.drop_index(op.f("ix_audit_action"), "audit")
    allow_changes("audit_seal")
    with op.batch_alter_table("audit_seal") as batch_op:
        batch_op.drop_constraint(op.f("uq_audit_seal_position"), type_="unique")
        batch_op.drop_column("position")
    make_append_only("audit_seal")

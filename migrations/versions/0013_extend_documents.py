"""Let an office add its own documents and passages, and note how a shipped one ended."""

import sqlalchemy as sa
from alembic import op

revision = "0013_extend_documents"
down_revision = "0012_keep_local_lessons"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("document", "clause"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("added_by_id", sa.Integer(), nullable=True))
            table.add_column(sa.Column("added_at", sa.DateTime(timezone=True), nullable=True))
            table.create_foreign_key(op.f(f"fk_{name}_added_by_id"), "person", ["added_by_id"], ["id"])
    op.add_column("document", sa.Column("end_noted_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("document", "end_noted_at")
    for name in ("clause", "document"):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"fk_{name}_added_by_id"), type_="foreignkey")
            table.drop_column("added_at")
            table.drop_column("added_by_id")

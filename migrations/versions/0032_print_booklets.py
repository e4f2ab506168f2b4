"""Keep the booklet of an edition's lessons, for those who learn from paper."""

import sqlalchemy as sa
from alembic import op

revision = "0032_print_booklets"
down_revision = "0031_know_birth_years"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "booklet",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("paper", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_booklet_edition_id")),
        sa.PrimaryKeyConstraint("edition_id", "language", name=op.f("pk_booklet")),
    )


def downgrade() -> None:
    op.drop_table("booklet")

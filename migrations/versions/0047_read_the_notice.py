"""Keep who has read which version of the notice about personal data."""

import sqlalchemy as sa
from alembic import op

revision = "0047_read_the_notice"
down_revision = "0046_ask_about_own_data"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice_read",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_read_person_id")),
        sa.PrimaryKeyConstraint("person_id", "version", name=op.f("pk_notice_read")),
    )


def downgrade() -> None:
    op.drop_table("notice_read")

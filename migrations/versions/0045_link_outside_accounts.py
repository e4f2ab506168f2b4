"""Keep which account of another house signs whom in."""

import sqlalchemy as sa
from alembic import op

revision = "0045_link_outside_accounts"
down_revision = "0044_erase_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outside_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outside_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_link")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_outside_link_issuer_subject")),
        sa.UniqueConstraint("person_id", "issuer", name=op.f("uq_outside_link_person_id_issuer")),
    )


def downgrade() -> None:
    op.drop_table("outside_link")

"""Keep the pictures and sounds of exercises that are being written."""

import sqlalchemy as sa
from alembic import op

revision = "0041_illustrate_exercises"
down_revision = "0040_index_questions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "manuscript_media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sent_size", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_manuscript_media_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manuscript_media")),
        sa.UniqueConstraint(
            "person_id", "code", "name", name=op.f("uq_manuscript_media_person_id_code_name")
        ),
    )


def downgrade() -> None:
    op.drop_table("manuscript_media")

"""Keep apart what a revoked device hands in, and what cannot be what somebody played."""

import sqlalchemy as sa
from alembic import op

revision = "0029_keep_things_apart"
down_revision = "0028_hand_in_papers"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def word(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "sent_apart",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", word("thing", "attempt", "step"), nullable=False),
        sa.Column("sent_id", sa.String(length=36), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("why", word("why", "revoked", "impossible"), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_sent_apart_decided_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sent_apart_person_id")),
        sa.ForeignKeyConstraint(["sender_id"], ["person.id"], name=op.f("fk_sent_apart_sender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_apart")),
        sa.UniqueConstraint(
            "sender_id", "sent_id", "content_hash", name=op.f("uq_sent_apart_sender_id_sent_id_content_hash")
        ),
    )
    op.create_index("ix_sent_apart_person_id_decided_at", "sent_apart", ["person_id", "decided_at"])


def downgrade() -> None:
    op.drop_table("sent_apart")

"""Note losses of personal data; let the reason of what happened to a certificate be erased with its holder."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import allow_changes, make_append_only, make_erasable

revision = "0054_note_breaches"
down_revision = "0053_send_text_messages"
branch_labels = None
depends_on = None

LOSSES = ("phone", "account", "backup")


def upgrade() -> None:
    op.create_table(
        "breach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "loss",
            sa.Enum(*LOSSES, name="breach_loss", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("authority_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("people_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.String(length=1000), nullable=True),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_breach_entered_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_breach_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach")),
    )
    op.create_index("ix_breach_noticed_at", "breach", ["noticed_at"])
    op.create_index(op.f("ix_breach_person_id"), "breach", ["person_id"])
    make_erasable("award_event", "reason")


def downgrade() -> None:
    allow_changes("award_event")
    make_append_only("award_event")
    op.drop_table("breach")

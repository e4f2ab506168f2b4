"""Keep checklists of observed practice, their versions, and what was observed by them."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import allow_changes, make_append_only

revision = "0034_observe_practice"
down_revision = "0033_mark_revoked_questions"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "checklist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("draft_vi", sa.Text(), nullable=True),
        sa.Column("draft_en", sa.Text(), nullable=True),
        sa.Column("draft_revision", sa.Integer(), nullable=False),
        sa.Column("draft_by_id", sa.Integer(), nullable=True),
        sa.Column("draft_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["draft_by_id"], ["person.id"], name=op.f("fk_checklist_draft_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist")),
        sa.UniqueConstraint("code", name=op.f("uq_checklist_code")),
    )
    op.create_table(
        "checklist_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checklist_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title_vi", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=True),
        sa.Column("source_vi", sa.Text(), nullable=False),
        sa.Column("source_en", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("competency_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklist.id"], name=op.f("fk_checklist_version_checklist_id")
        ),
        sa.ForeignKeyConstraint(
            ["competency_id"], ["competency.id"], name=op.f("fk_checklist_version_competency_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["person.id"], name=op.f("fk_checklist_version_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_version")),
        sa.UniqueConstraint("checklist_id", "number", name=op.f("uq_checklist_version_checklist_id_number")),
    )
    op.create_table(
        "checklist_clause",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_checklist_clause_clause_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["checklist_version.id"], name=op.f("fk_checklist_clause_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "clause_id", name=op.f("pk_checklist_clause")),
    )
    _create_observations()
    make_append_only("checklist_version")


def _create_observations() -> None:
    op.create_table(
        "observation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("observer_id", sa.Integer(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("mode", _words("self", "read_aloud", "together", "paper", name="mode"), nullable=False),
        sa.Column("way", _words("phone", "form", "paper", name="way"), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("device", sa.String(length=36), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("receipt", sa.String(length=9), nullable=False),
        sa.Column("apart", _words("revoked", "not_entitled", name="apart"), nullable=True),
        sa.ForeignKeyConstraint(["observer_id"], ["person.id"], name=op.f("fk_observation_observer_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_observation_person_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["checklist_version.id"], name=op.f("fk_observation_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint("receipt", name=op.f("uq_observation_receipt")),
    )
    op.create_index("ix_observation_person_id_observed_on", "observation", ["person_id", "observed_on"])
    op.create_index("ix_observation_observer_id_received_at", "observation", ["observer_id", "received_at"])
    op.create_table(
        "observation_event",
        sa.Column("observation_id", sa.String(length=36), nullable=False),
        sa.Column("kind", _words("taken", "left", "voided", name="kind"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_observation_event_by_id")),
        sa.ForeignKeyConstraint(
            ["observation_id"], ["observation.id"], name=op.f("fk_observation_event_observation_id")
        ),
        sa.PrimaryKeyConstraint("observation_id", "kind", name=op.f("pk_observation_event")),
    )
    op.create_table(
        "observation_conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.String(length=36), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["observation_id"], ["observation.id"], name=op.f("fk_observation_conflict_observation_id")
        ),
        sa.ForeignKeyConstraint(["sender_id"], ["person.id"], name=op.f("fk_observation_conflict_sender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation_conflict")),
        sa.UniqueConstraint(
            "observation_id",
            "sender_id",
            "content_hash",
            name=op.f("uq_observation_conflict_observation_id_sender_id_content_hash"),
        ),
    )


def _words(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def downgrade() -> None:
    op.drop_table("observation_conflict")
    op.drop_table("observation_event")
    op.drop_table("observation")
    op.drop_table("checklist_clause")
    allow_changes("checklist_version")
    op.drop_table("checklist_version")
    op.drop_table("checklist")

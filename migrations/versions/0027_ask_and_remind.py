"""Keep questions to trainers, and who was reminded of what."""

import sqlalchemy as sa
from alembic import op

revision = "0027_ask_and_remind"
down_revision = "0026_enrol_devices"
branch_labels = None
depends_on = None

REASONS = ("names_somebody", "tells_where", "unfit")


def upgrade() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("scene", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("device", sa.String(length=36), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("faq_wording", sa.String(length=500), nullable=True),
        sa.Column("redacted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("redacted_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "redacted_for",
            sa.Enum(*REASONS, name="redacted_for", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_question_answer_has_its_moment")
        ),
        sa.CheckConstraint("(text IS NULL) = (redacted_at IS NOT NULL)", name=op.f("ck_question_text_or_redacted")),
        sa.CheckConstraint("faq_wording IS NULL OR answer IS NOT NULL", name=op.f("ck_question_faq_is_answered")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_question_person_id")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_question_step_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_question_course_id")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_question_answered_by_id")),
        sa.ForeignKeyConstraint(["redacted_by_id"], ["person.id"], name=op.f("fk_question_redacted_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index("ix_question_person_id_received_at", "question", ["person_id", "received_at"])
    op.create_index("ix_question_course_id_place", "question", ["course_id", "place"])
    op.create_index("ix_question_answered_at", "question", ["answered_at", "received_at"])
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("composed_on", sa.Date(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(told_at IS NULL) = (told_by_id IS NULL)", name=op.f("ck_reminder_told_by_somebody")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message_out.id"], name=op.f("fk_reminder_message_id")),
        sa.ForeignKeyConstraint(["told_by_id"], ["person.id"], name=op.f("fk_reminder_told_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("message_id", name=op.f("uq_reminder_message_id")),
        sa.UniqueConstraint("person_id", "composed_on", name=op.f("uq_reminder_person_id_composed_on")),
    )
    op.create_index("ix_reminder_composed_on", "reminder", ["composed_on"])
    op.create_table(
        "reminded_matter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminder.id"], name=op.f("fk_reminded_matter_reminder_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminded_matter_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminded_matter")),
        sa.UniqueConstraint(
            "person_id", "matter", "due_on", name=op.f("uq_reminded_matter_person_id_matter_due_on")
        ),
    )
    op.create_index("ix_reminded_matter_reminder_id", "reminded_matter", ["reminder_id"])


def downgrade() -> None:
    op.drop_table("reminded_matter")
    op.drop_table("reminder")
    op.drop_table("question")

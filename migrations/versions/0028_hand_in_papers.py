"""Keep papers that people hand in; let a course be set aside, or be carried to the record that is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0028_hand_in_papers"
down_revision = "0027_ask_and_remind"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "handed_in_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("competency_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("issuer", sa.String(length=120), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("photo", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("handed_in_at", MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('jpeg', 'png', 'webp')", name=op.f("ck_handed_in_paper_kind")),
        sa.ForeignKeyConstraint(
            ["competency_id"], ["competency.id"], name=op.f("fk_handed_in_paper_competency_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_handed_in_paper_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handed_in_paper")),
    )
    op.create_index(op.f("ix_handed_in_paper_person_id"), "handed_in_paper", ["person_id"])
    with op.batch_alter_table("enrolment") as table:
        table.add_column(sa.Column("set_aside_at", MOMENT, nullable=True))
        table.add_column(sa.Column("carried_from_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_enrolment_carried_from_id"), "enrolment", ["carried_from_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("enrolment") as table:
        table.drop_constraint(op.f("fk_enrolment_carried_from_id"), type_="foreignkey")
        table.drop_column("carried_from_id")
        table.drop_column("set_aside_at")
    op.drop_table("handed_in_paper")

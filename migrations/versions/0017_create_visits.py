"""Create support visits."""

import sqlalchemy as sa
from alembic import op

revision = "0017_create_visits"
down_revision = "0016_keep_meeting_notes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "support_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("visiting_unit_id", sa.Integer(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("received_by", sa.String(length=300), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.String(length=2000), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_support_visit_created_by_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_support_visit_unit_id")),
        sa.ForeignKeyConstraint(
            ["visiting_unit_id"], ["unit.id"], name=op.f("fk_support_visit_visiting_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_visit")),
    )
    with op.batch_alter_table("support_visit", schema=None) as batch_op:
        batch_op.create_index("ix_support_visit_unit_id_visited_on", ["unit_id", "visited_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_support_visit_visiting_unit_id"), ["visiting_unit_id"], unique=False
        )

    op.create_table(
        "visit_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("name_vi", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "met",
                "not_yet",
                "not_seen",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["support_visit.id"], name=op.f("fk_visit_check_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_check")),
        sa.UniqueConstraint("visit_id", "ordinal", name=op.f("uq_visit_check_visit_id_ordinal")),
    )
    op.create_table(
        "visit_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("advice", sa.String(length=1000), nullable=False),
        sa.Column("responsible", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["visit_id"], ["support_visit.id"], name=op.f("fk_visit_finding_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_finding")),
    )
    with op.batch_alter_table("visit_finding", schema=None) as batch_op:
        batch_op.create_index("ix_visit_finding_closed_on_due_on", ["closed_on", "due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_finding_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "visit_team_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("office", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_visit_team_member_person_id")),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["support_visit.id"], name=op.f("fk_visit_team_member_visit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_team_member")),
    )
    with op.batch_alter_table("visit_team_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_team_member_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "visit_finding_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("words <> ''", name=op.f("ck_visit_finding_turn_words_are_said")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_visit_finding_turn_by_id")),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["visit_finding.id"], name=op.f("fk_visit_finding_turn_finding_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_finding_turn")),
    )
    with op.batch_alter_table("visit_finding_turn", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_finding_turn_finding_id"), ["finding_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("visit_finding_turn", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_finding_turn_finding_id"))

    op.drop_table("visit_finding_turn")
    with op.batch_alter_table("visit_team_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_team_member_visit_id"))

    op.drop_table("visit_team_member")
    with op.batch_alter_table("visit_finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_finding_visit_id"))
        batch_op.drop_index("ix_visit_finding_closed_on_due_on")

    op.drop_table("visit_finding")
    op.drop_table("visit_check")
    with op.batch_alter_table("support_visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_support_visit_visiting_unit_id"))
        batch_op.drop_index("ix_support_visit_unit_id_visited_on")

    op.drop_table("support_visit")

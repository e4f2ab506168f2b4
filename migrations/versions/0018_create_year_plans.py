"""Create the year's plan, and give targets a number of people."""

import sqlalchemy as sa
from alembic import op

revision = "0018_create_year_plans"
down_revision = "0017_create_visits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("target", sa.Column("number", sa.Integer(), nullable=True))
    op.create_table(
        "planned_class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("solution_group", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("competency_id", sa.Integer(), nullable=True),
        sa.Column("classes", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("organiser_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "solution_group BETWEEN 1 AND 4", name=op.f("ck_planned_class_solution_group_is_known")
        ),
        sa.CheckConstraint("month BETWEEN 1 AND 12", name=op.f("ck_planned_class_month_is_one")),
        sa.CheckConstraint("classes > 0", name=op.f("ck_planned_class_classes_are_held")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_planned_class_unit_id")),
        sa.ForeignKeyConstraint(
            ["competency_id"], ["competency.id"], name=op.f("fk_planned_class_competency_id")
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organisation.id"], name=op.f("fk_planned_class_organiser_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_class")),
    )
    op.create_index(op.f("ix_planned_class_unit_id"), "planned_class", ["unit_id"])
    op.create_table(
        "planned_class_activity",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("planned_class_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_planned_class_activity_activity_id")
        ),
        sa.ForeignKeyConstraint(
            ["planned_class_id"],
            ["planned_class.id"],
            name=op.f("fk_planned_class_activity_planned_class_id"),
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_planned_class_activity")),
    )
    op.create_index(
        op.f("ix_planned_class_activity_planned_class_id"), "planned_class_activity", ["planned_class_id"]
    )
    op.create_table(
        "outside_indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "bound",
            sa.Enum(
                "exact", "over", "under", name="bound", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("value", sa.Numeric(14, 2), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_outside_indicator_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_indicator")),
    )
    op.create_index(op.f("ix_outside_indicator_unit_id"), "outside_indicator", ["unit_id"])
    op.create_table(
        "reporting_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("hours_before", sa.Numeric(6, 2), nullable=False),
        sa.Column("hours_after", sa.Numeric(6, 2), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "hours_before > 0 AND hours_after >= 0", name=op.f("ck_reporting_time_hours_are_measured")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_reporting_time_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_time")),
        sa.UniqueConstraint("unit_id", "year", name=op.f("uq_reporting_time_unit_id_year")),
    )
    op.create_table(
        "second_jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("womens_heads", sa.Integer(), nullable=False),
        sa.Column("health_workers", sa.Integer(), nullable=False),
        sa.Column("others", sa.Integer(), nullable=False),
        sa.Column("without_other", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "womens_heads >= 0 AND health_workers >= 0 AND others >= 0 AND without_other >= 0",
            name=op.f("ck_second_jobs_nobody_is_less"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_second_jobs_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_jobs")),
        sa.UniqueConstraint("unit_id", "year", name=op.f("uq_second_jobs_unit_id_year")),
    )


def downgrade() -> None:
    for table in (
        "second_jobs",
        "reporting_time",
        "outside_indicator",
        "planned_class_activity",
        "planned_class",
    ):
        op.drop_table(table)
    op.drop_column("target", "number")

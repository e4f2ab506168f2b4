"""Give editions their aims, languages and audience, lessons their competencies, and keep their pictures."""

import sqlalchemy as sa
from alembic import op

revision = "0010_extend_courses"
down_revision = "0009_create_certificates"
branch_labels = None
depends_on = None

OF_EDITIONS = {
    "languages": sa.JSON(),
    "position": sa.Integer(),
    "audience": sa.JSON(),
    "aims": sa.JSON(),
    "terms": sa.JSON(),
    "questions": sa.JSON(),
}


def upgrade() -> None:
    for name, kind in OF_EDITIONS.items():
        op.add_column("edition", sa.Column(name, kind, nullable=True))
    op.add_column("step", sa.Column("lesson", sa.Integer(), nullable=True))
    _number_lessons()
    with op.batch_alter_table("step_text") as table:
        table.alter_column("legal_basis", existing_type=sa.String(300), type_=sa.Text())
    op.create_table(
        "step_competency",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("competency_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["competency_id"], ["competency.id"], name=op.f("fk_step_competency_competency_id")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_step_competency_step_id")),
        sa.PrimaryKeyConstraint("step_id", "competency_id", name=op.f("pk_step_competency")),
    )
    op.create_table(
        "job_aid",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("paper", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_job_aid_edition_id")),
        sa.PrimaryKeyConstraint("edition_id", "language", name=op.f("pk_job_aid")),
    )
    op.create_table(
        "media",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(3), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_media")),
    )


def downgrade() -> None:
    op.drop_table("media")
    op.drop_table("job_aid")
    op.drop_table("step_competency")
    op.execute("UPDATE step_text SET legal_basis = substr(legal_basis, 1, 300)")
    with op.batch_alter_table("step_text") as table:
        table.alter_column("legal_basis", existing_type=sa.Text(), type_=sa.String(300))
    op.drop_column("step", "lesson")
    for name in reversed(OF_EDITIONS):
        op.drop_column("edition", name)


def _number_lessons() -> None:
    """Count the lessons of the editions that are there, in their order."""
    pages = sa.text(
        "SELECT step.id, edition_id FROM step JOIN section ON section.id = section_id"
        " WHERE kind = 'page' ORDER BY edition_id, section.ordinal, step.ordinal"
    )
    connection = op.get_bind()
    counted: dict[int, int] = {}
    for step_id, edition_id in connection.execute(pages).all():
        counted[edition_id] = counted.get(edition_id, 0) + 1
        number = sa.text("UPDATE step SET lesson = :lesson WHERE id = :step")
        connection.execute(number, {"lesson": counted[edition_id], "step": step_id})

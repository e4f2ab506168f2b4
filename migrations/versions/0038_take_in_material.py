"""Keep files that trainers bring until they are taken up as drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0038_take_in_material"
down_revision = "0037_go_on_in_newer_editions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "material_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_material_import_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_import")),
    )
    op.create_index(op.f("ix_material_import_person_id"), "material_import", ["person_id"])
    op.create_table(
        "material_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("material_import_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("encoding", sa.String(length=20), nullable=True),
        sa.Column("problem", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("proposal", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("item_count", sa.Integer(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["material_import_id"], ["material_import.id"], name=op.f("fk_material_file_material_import_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_file")),
    )
    op.create_index(op.f("ix_material_file_material_import_id"), "material_file", ["material_import_id"])


def downgrade() -> None:
    op.drop_table("material_file")
    op.drop_table("material_import")

"""Keep what is decided about units that change."""

import sqlalchemy as sa
from alembic import op

revision = "0020_decide_successions"
down_revision = "0019_confirm_staff_lists"
branch_labels = None
depends_on = None

SPLIT = {"split_unit_id": "unit", "split_hamlet_id": "hamlet", "part_id": "unit"}
# Until now the place before told where one came from that waits above the parts of a split unit.
REMEMBER = """
UPDATE post_place SET {column} = (
    SELECT before.{source} FROM post_place AS before
    JOIN succession ON succession.from_id = before.unit_id AND succession.kind = 'part'
    WHERE before.post_id = post_place.post_id AND before.valid_until = post_place.valid_from
    AND succession.effective_on = post_place.valid_from LIMIT 1)
"""


def upgrade() -> None:
    with op.batch_alter_table("post_place") as table:
        for name, target in SPLIT.items():
            table.add_column(sa.Column(name, sa.Integer(), nullable=True))
            table.create_foreign_key(op.f(f"fk_post_place_{name}"), target, [name], ["id"])
        table.create_index(op.f("ix_post_place_split_unit_id"), ["split_unit_id"])
    op.execute(REMEMBER.format(column="split_unit_id", source="unit_id"))
    op.execute(REMEMBER.format(column="split_hamlet_id", source="hamlet_id"))
    with op.batch_alter_table("organisation") as table:
        table.add_column(sa.Column("successor_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_organisation_successor_id"), "organisation", ["successor_id"], ["id"]
        )
    op.create_table(
        "hamlet_succession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["hamlet.id"], name=op.f("fk_hamlet_succession_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["hamlet.id"], name=op.f("fk_hamlet_succession_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hamlet_succession")),
        sa.UniqueConstraint("from_id", name=op.f("uq_hamlet_succession_from_id")),
    )
    op.create_index(op.f("ix_hamlet_succession_to_id"), "hamlet_succession", ["to_id"])
    _create_unit_changes()


def _create_unit_changes() -> None:
    states = sa.Enum(
        "waiting", "applied", "dropped", name="state", native_enum=False, create_constraint=True, length=32
    )
    op.create_table(
        "unit_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("state", states, nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_unit_changes_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_changes")),
    )


def downgrade() -> None:
    op.drop_table("unit_changes")
    op.drop_index(op.f("ix_hamlet_succession_to_id"), table_name="hamlet_succession")
    op.drop_table("hamlet_succession")
    with op.batch_alter_table("organisation") as table:
        table.drop_constraint(op.f("fk_organisation_successor_id"), type_="foreignkey")
        table.drop_column("successor_id")
    with op.batch_alter_table("post_place") as table:
        table.drop_index(op.f("ix_post_place_split_unit_id"))
        for name in reversed(SPLIT):
            table.drop_constraint(op.f(f"fk_post_place_{name}"), type_="foreignkey")
            table.drop_column(name)

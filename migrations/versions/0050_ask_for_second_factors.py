"""Keep second factors: apps on phones and printed codes; remember on which device the second step was taken."""

import sqlalchemy as sa
from alembic import op

revision = "0050_ask_for_second_factors"
down_revision = "0049_seal_what_came_late"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "app_factor",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sealed_key", sa.String(length=200), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_app_factor_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_app_factor")),
    )
    op.create_table(
        "spare_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_spare_code_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spare_code")),
        sa.UniqueConstraint("person_id", "code_hash", name=op.f("uq_spare_code_person_id_code_hash")),
    )
    op.create_index(op.f("ix_spare_code_person_id"), "spare_code", ["person_id"])
    op.add_column("sign_in_session", sa.Column("second_at", MOMENT, nullable=True))
    op.add_column("device_user", sa.Column("remembered_until", MOMENT, nullable=True))


def downgrade() -> None:
    op.drop_column("device_user", "remembered_until")
    op.drop_column("sign_in_session", "second_at")
    op.drop_table("spare_code")
    op.drop_table("app_factor")

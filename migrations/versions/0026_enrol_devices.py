"""Know devices and who uses them; print cards; keep PINs."""

import sqlalchemy as sa
from alembic import op

revision = "0026_enrol_devices"
down_revision = "0025_count_by_index"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("unsent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("uuid", name=op.f("uq_device_uuid")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_token_hash")),
    )
    op.create_table(
        "card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("voided_at", MOMENT, nullable=True),
        sa.Column("voided_by_id", sa.Integer(), nullable=True),
        sa.Column("first_device_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_card_token_hash")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_card_code_hash")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_card_person_id")),
        sa.ForeignKeyConstraint(["issued_by_id"], ["person.id"], name=op.f("fk_card_issued_by_id")),
        sa.ForeignKeyConstraint(["voided_by_id"], ["person.id"], name=op.f("fk_card_voided_by_id")),
        sa.ForeignKeyConstraint(["first_device_id"], ["device.id"], name=op.f("fk_card_first_device_id")),
    )
    living = sa.text("voided_at IS NULL")
    op.create_index(
        "ix_card_living", "card", ["person_id"], unique=True, sqlite_where=living, postgresql_where=living
    )
    op.create_index(op.f("ix_card_person_id"), "card", ["person_id"])
    op.create_table(
        "device_user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT, nullable=False),
        sa.Column("forgotten_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.CheckConstraint("kind IN ('own', 'borrowed')", name=op.f("ck_device_user_device_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_user")),
        sa.UniqueConstraint("device_id", "person_id", name=op.f("uq_device_user_device_id_person_id")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_device_user_device_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_device_user_person_id")),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_device_user_card_id")),
    )
    op.create_index(op.f("ix_device_user_person_id"), "device_user", ["person_id"])
    op.create_table(
        "sending_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("device_user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending_key")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_sending_key_key_hash")),
        sa.ForeignKeyConstraint(
            ["device_user_id"], ["device_user.id"], name=op.f("fk_sending_key_device_user_id")
        ),
    )
    op.create_index(op.f("ix_sending_key_device_user_id"), "sending_key", ["device_user_id"])
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("pin_hash", sa.String(200), nullable=True))
        table.add_column(sa.Column("pin_set_at", MOMENT, nullable=True))
        table.add_column(sa.Column("pin_tries", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("sign_in_session") as table:
        table.add_column(sa.Column("device_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("card_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("by_card", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.create_foreign_key(op.f("fk_sign_in_session_device_id"), "device", ["device_id"], ["id"])
        table.create_foreign_key(op.f("fk_sign_in_session_card_id"), "card", ["card_id"], ["id"])
        table.create_index(op.f("ix_sign_in_session_device_id"), ["device_id"])
        table.create_index(op.f("ix_sign_in_session_card_id"), ["card_id"])


def downgrade() -> None:
    with op.batch_alter_table("sign_in_session") as table:
        table.drop_index(op.f("ix_sign_in_session_card_id"))
        table.drop_index(op.f("ix_sign_in_session_device_id"))
        table.drop_constraint(op.f("fk_sign_in_session_card_id"), type_="foreignkey")
        table.drop_constraint(op.f("fk_sign_in_session_device_id"), type_="foreignkey")
        table.drop_column("by_card")
        table.drop_column("card_id")
        table.drop_column("device_id")
    with op.batch_alter_table("account") as table:
        table.drop_column("pin_tries")
        table.drop_column("pin_set_at")
        table.drop_column("pin_hash")
    op.drop_table("sending_key")
    op.drop_table("device_user")
    op.drop_table("card")
    op.drop_table("device")

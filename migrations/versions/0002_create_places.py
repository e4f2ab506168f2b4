"""Create places."""

import sqlalchemy as sa
from alembic import op

revision = "0002_create_places"
down_revision = "0001_create_audit_and_jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('unit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('folded', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.Enum('country', 'province', 'district', 'commune', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('confidence', sa.String(length=1), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_until IS NULL OR valid_until > valid_from', name=op.f('ck_unit_ends_after_start')),
    sa.ForeignKeyConstraint(['parent_id'], ['unit.id'], name=op.f('fk_unit_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit')),
    sa.UniqueConstraint('code', 'valid_from', name=op.f('uq_unit_code_valid_from'))
    )
    with op.batch_alter_table('unit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unit_code'), ['code'], unique=False)
        batch_op.create_index(batch_op.f('ix_unit_folded'), ['folded'], unique=False)
        batch_op.create_index(batch_op.f('ix_unit_parent_id'), ['parent_id'], unique=False)

    op.create_table('hamlet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('folded', sa.String(length=120), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_until IS NULL OR valid_until > valid_from', name=op.f('ck_hamlet_ends_after_start')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_hamlet_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hamlet')),
    sa.UniqueConstraint('unit_id', 'folded', 'valid_from', name=op.f('uq_hamlet_unit_id_folded_valid_from'))
    )
    op.create_table('organisation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('ministry', 'department', 'sub_department', 'health_centre', 'station', 'committee', 'association', 'other', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('folded', sa.String(length=200), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_until IS NULL OR valid_until > valid_from', name=op.f('ck_organisation_ends_after_start')),
    sa.ForeignKeyConstraint(['parent_id'], ['organisation.id'], name=op.f('fk_organisation_parent_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_organisation_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation'))
    )
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_folded'), ['folded'], unique=False)
        batch_op.create_index(batch_op.f('ix_organisation_unit_id'), ['unit_id'], unique=False)

    op.create_table('succession',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('from_id', sa.Integer(), nullable=False),
    sa.Column('to_id', sa.Integer(), nullable=False),
    sa.Column('effective_on', sa.Date(), nullable=False),
    sa.Column('kind', sa.Enum('whole', 'part', 'rename', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('is_default', sa.Boolean(), nullable=False),
    sa.Column('decision', sa.String(length=200), nullable=True),
    sa.Column('confidence', sa.String(length=1), nullable=False),
    sa.ForeignKeyConstraint(['from_id'], ['unit.id'], name=op.f('fk_succession_from_id')),
    sa.ForeignKeyConstraint(['to_id'], ['unit.id'], name=op.f('fk_succession_to_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_succession')),
    sa.UniqueConstraint('from_id', 'to_id', name=op.f('uq_succession_from_id_to_id'))
    )
    with op.batch_alter_table('succession', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_succession_from_id'), ['from_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_succession_to_id'), ['to_id'], unique=False)

    # ### end Alembic commands ###


def downgrade() -> None:
    with op.batch_alter_table('succession', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_succession_to_id'))
        batch_op.drop_index(batch_op.f('ix_succession_from_id'))

    op.drop_table('succession')
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisation_unit_id'))
        batch_op.drop_index(batch_op.f('ix_organisation_folded'))

    op.drop_table('organisation')
    op.drop_table('hamlet')
    with op.batch_alter_table('unit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_unit_parent_id'))
        batch_op.drop_index(batch_op.f('ix_unit_folded'))
        batch_op.drop_index(batch_op.f('ix_unit_code'))

    op.drop_table('unit')
    # ### end Alembic commands ###

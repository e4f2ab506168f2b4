"""Create people."""

import sqlalchemy as sa
from alembic import op

revision = "0003_create_people"
down_revision = "0002_create_places"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=32), nullable=False),
    sa.Column('full_name', sa.String(length=120), nullable=False),
    sa.Column('folded', sa.String(length=120), nullable=False),
    sa.Column('sort_key', sa.String(length=400), nullable=False),
    sa.Column('birth_date', sa.Date(), nullable=True),
    sa.Column('phone', sa.String(length=16), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('code', name=op.f('uq_person_code'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_folded'), ['folded'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_phone'), ['phone'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_sort_key'), ['sort_key'], unique=False)

    op.create_table('staff_kind',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name_vi', sa.String(length=120), nullable=False),
    sa.Column('name_en', sa.String(length=120), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_until IS NULL OR valid_until > valid_from', name=op.f('ck_staff_kind_ends_after_start')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_kind')),
    sa.UniqueConstraint('code', name=op.f('uq_staff_kind_code'))
    )
    op.create_table('grant_of_access',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('access_role', sa.Enum('administrator', 'approver', 'head', 'officer', 'trainer', name='access_role', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('granted_by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=200), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_until IS NULL OR valid_until > valid_from', name=op.f('ck_grant_of_access_ends_after_start')),
    sa.ForeignKeyConstraint(['granted_by_id'], ['person.id'], name=op.f('fk_grant_of_access_granted_by_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_grant_of_access_person_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_grant_of_access_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_grant_of_access'))
    )
    with op.batch_alter_table('grant_of_access', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_grant_of_access_person_id'), ['person_id'], unique=False)

    op.create_table('person_alias',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('merged_id', sa.Integer(), nullable=False),
    sa.Column('kept_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_person_alias_by_id')),
    sa.ForeignKeyConstraint(['kept_id'], ['person.id'], name=op.f('fk_person_alias_kept_id')),
    sa.ForeignKeyConstraint(['merged_id'], ['person.id'], name=op.f('fk_person_alias_merged_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_alias'))
    )
    with op.batch_alter_table('person_alias', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_alias_kept_id'), ['kept_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_alias_merged_id'), ['merged_id'], unique=False)

    op.create_table('role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('staff_kind_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.Enum('central', 'province', 'district', 'commune', 'hamlet', name='level', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.ForeignKeyConstraint(['staff_kind_id'], ['staff_kind.id'], name=op.f('fk_role_staff_kind_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role')),
    sa.UniqueConstraint('staff_kind_id', 'level', name=op.f('uq_role_staff_kind_id_level'))
    )
    op.create_table('post',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_until IS NULL OR valid_until > valid_from', name=op.f('ck_post_ends_after_start')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_post_organisation_id')),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_post_role_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post'))
    )
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_post_role_id'), ['role_id'], unique=False)

    op.create_table('post_place',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('hamlet_id', sa.Integer(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_until IS NULL OR valid_until > valid_from', name=op.f('ck_post_place_ends_after_start')),
    sa.ForeignKeyConstraint(['hamlet_id'], ['hamlet.id'], name=op.f('fk_post_place_hamlet_id')),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_post_place_post_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_post_place_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post_place'))
    )
    with op.batch_alter_table('post_place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_place_post_id'), ['post_id'], unique=False)
        batch_op.create_index('ix_post_place_unit_id_valid_from', ['unit_id', 'valid_from'], unique=False)

    op.create_table('posting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('second_job', sa.Boolean(), nullable=False),
    sa.Column('end_reason', sa.String(length=120), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_until IS NULL OR valid_until > valid_from', name=op.f('ck_posting_ends_after_start')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_posting_person_id')),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_posting_post_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_posting'))
    )
    with op.batch_alter_table('posting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posting_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posting_post_id'), ['post_id'], unique=False)

    # ### end Alembic commands ###


def downgrade() -> None:
    with op.batch_alter_table('posting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_posting_post_id'))
        batch_op.drop_index(batch_op.f('ix_posting_person_id'))

    op.drop_table('posting')
    with op.batch_alter_table('post_place', schema=None) as batch_op:
        batch_op.drop_index('ix_post_place_unit_id_valid_from')
        batch_op.drop_index(batch_op.f('ix_post_place_post_id'))

    op.drop_table('post_place')
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_post_role_id'))
        batch_op.drop_index(batch_op.f('ix_post_organisation_id'))

    op.drop_table('post')
    op.drop_table('role')
    with op.batch_alter_table('person_alias', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_alias_merged_id'))
        batch_op.drop_index(batch_op.f('ix_person_alias_kept_id'))

    op.drop_table('person_alias')
    with op.batch_alter_table('grant_of_access', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_grant_of_access_person_id'))

    op.drop_table('grant_of_access')
    op.drop_table('staff_kind')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_sort_key'))
        batch_op.drop_index(batch_op.f('ix_person_phone'))
        batch_op.drop_index(batch_op.f('ix_person_folded'))

    op.drop_table('person')
    # ### end Alembic commands ###

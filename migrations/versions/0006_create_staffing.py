"""Create staffing."""

import sqlalchemy as sa
from alembic import op

revision = "0006_create_staffing"
down_revision = "0005_create_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('roster_import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(length=200), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('waiting', 'applied', 'dropped', name='state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_roster_import_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_import'))
    )
    with op.batch_alter_table('roster_import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_import_by_id'), ['by_id'], unique=False)

    op.create_table('roster_import_person',
    sa.Column('roster_import_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('is_new', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_roster_import_person_person_id')),
    sa.ForeignKeyConstraint(['roster_import_id'], ['roster_import.id'], name=op.f('fk_roster_import_person_roster_import_id')),
    sa.PrimaryKeyConstraint('roster_import_id', 'person_id', name=op.f('pk_roster_import_person'))
    )
    with op.batch_alter_table('roster_import_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_import_person_person_id'), ['person_id'], unique=False)

    # ### end Alembic commands ###


def downgrade() -> None:
    with op.batch_alter_table('roster_import_person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_import_person_person_id'))

    op.drop_table('roster_import_person')
    with op.batch_alter_table('roster_import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_import_by_id'))

    op.drop_table('roster_import')
    # ### end Alembic commands ###

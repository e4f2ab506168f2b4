"""Create certificates."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import allow_changes, make_append_only

revision = "0009_create_certificates"
down_revision = "0008_create_quizzes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('issuer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('superior', sa.String(length=120), nullable=False),
    sa.Column('place', sa.String(length=60), nullable=False),
    sa.Column('number_pattern', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_issuer_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issuer')),
    sa.UniqueConstraint('code', name=op.f('uq_issuer_code'))
    )
    op.create_table('award',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('replaces_id', sa.Integer(), nullable=True),
    sa.Column('issuer_id', sa.Integer(), nullable=True),
    sa.Column('design', sa.String(length=40), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('register_number', sa.Integer(), nullable=True),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('needs_signature', sa.Boolean(), nullable=False),
    sa.Column('printed', sa.JSON(), nullable=True),
    sa.CheckConstraint('(number IS NULL) = (issued_on IS NULL) AND (number IS NULL) = (year IS NULL) AND (number IS NULL) = (register_number IS NULL)', name=op.f('ck_award_numbered_when_issued')),
    sa.CheckConstraint('number IS NULL OR issuer_id IS NOT NULL', name=op.f('ck_award_numbered_by_an_issuer')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_award_enrolment_id')),
    sa.ForeignKeyConstraint(['issuer_id'], ['issuer.id'], name=op.f('fk_award_issuer_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_award_person_id')),
    sa.ForeignKeyConstraint(['replaces_id'], ['award.id'], name=op.f('fk_award_replaces_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_award')),
    sa.UniqueConstraint('code', name=op.f('uq_award_code')),
    sa.UniqueConstraint('enrolment_id', 'revision', name=op.f('uq_award_enrolment_id_revision')),
    sa.UniqueConstraint('issuer_id', 'year', 'number', name=op.f('uq_award_issuer_id_year_number')),
    sa.UniqueConstraint('issuer_id', 'year', 'register_number', name=op.f('uq_award_issuer_id_year_register_number')),
    sa.UniqueConstraint('replaces_id', name=op.f('uq_award_replaces_id'))
    )
    with op.batch_alter_table('award', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_award_person_id'), ['person_id'], unique=False)

    op.create_table('number_series',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('issuer_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('last_number', sa.Integer(), nullable=False),
    sa.Column('last_register', sa.Integer(), nullable=False),
    sa.CheckConstraint('last_number >= 0 AND last_register >= 0', name=op.f('ck_number_series_counts_up')),
    sa.ForeignKeyConstraint(['issuer_id'], ['issuer.id'], name=op.f('fk_number_series_issuer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_number_series')),
    sa.UniqueConstraint('issuer_id', 'year', name=op.f('uq_number_series_issuer_id_year'))
    )
    op.create_table('award_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('award_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('nominated', 'approved', 'signed', 'revoked', 'superseded', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('effective_on', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=True),
    sa.ForeignKeyConstraint(['award_id'], ['award.id'], name=op.f('fk_award_event_award_id')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_award_event_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_award_event')),
    sa.UniqueConstraint('award_id', 'kind', name=op.f('uq_award_event_award_id_kind'))
    )
    with op.batch_alter_table('award_event', schema=None) as batch_op:
        batch_op.create_index('ix_award_event_kind', ['kind'], unique=False)

    op.create_table('award_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('award_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('drawn', 'signed', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['award_id'], ['award.id'], name=op.f('fk_award_file_award_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_award_file')),
    sa.UniqueConstraint('award_id', 'kind', name=op.f('uq_award_file_award_id_kind'))
    )
    make_append_only("award_event")


def downgrade() -> None:
    allow_changes("award_event")
    op.drop_table('award_file')
    with op.batch_alter_table('award_event', schema=None) as batch_op:
        batch_op.drop_index('ix_award_event_kind')

    op.drop_table('award_event')
    op.drop_table('number_series')
    with op.batch_alter_table('award', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_award_person_id'))

    op.drop_table('award')
    op.drop_table('issuer')

"""Create courses, their editions, enrolments and bundles."""

import sqlalchemy as sa
from alembic import op

revision = "0007_create_courses"
down_revision = "0006_create_staffing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('course',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course')),
    sa.UniqueConstraint('slug', name=op.f('uq_course_slug'))
    )
    op.create_table('edition',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('name_vi', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('summary_vi', sa.String(length=500), nullable=False),
    sa.Column('summary_en', sa.String(length=500), nullable=False),
    sa.Column('always_show', sa.String(length=20), nullable=True),
    sa.Column('hours', sa.JSON(), nullable=False),
    sa.Column('certificate', sa.JSON(), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_edition_course_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_edition')),
    sa.UniqueConstraint('course_id', 'number', name=op.f('uq_edition_course_id_number'))
    )
    op.create_table('edition_competency',
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('competency_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['competency_id'], ['competency.id'], name=op.f('fk_edition_competency_competency_id')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_edition_competency_edition_id')),
    sa.PrimaryKeyConstraint('edition_id', 'competency_id', name=op.f('pk_edition_competency'))
    )
    with op.batch_alter_table('edition_competency', schema=None) as batch_op:
        batch_op.create_index('ix_edition_competency_competency_id', ['competency_id'], unique=False)

    op.create_table('enrolment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('completed_on', sa.Date(), nullable=True),
    sa.Column('completed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_enrolment_edition_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_enrolment_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enrolment')),
    sa.UniqueConstraint('person_id', 'edition_id', 'round', name=op.f('uq_enrolment_person_id_edition_id_round'))
    )
    with op.batch_alter_table('enrolment', schema=None) as batch_op:
        batch_op.create_index('ix_enrolment_edition_id_completed_on', ['edition_id', 'completed_on'], unique=False)

    op.create_table('section',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_section_edition_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_section')),
    sa.UniqueConstraint('edition_id', 'ordinal', name=op.f('uq_section_edition_id_ordinal'))
    )
    op.create_table('bundle',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('section_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('plain', sa.LargeBinary(), nullable=False),
    sa.Column('gzip', sa.LargeBinary(), nullable=False),
    sa.Column('brotli', sa.LargeBinary(), nullable=False),
    sa.Column('script_hash', sa.String(length=60), nullable=False),
    sa.Column('style_hash', sa.String(length=60), nullable=False),
    sa.Column('etag', sa.String(length=32), nullable=False),
    sa.Column('wire_bytes', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_bundle_edition_id')),
    sa.ForeignKeyConstraint(['section_id'], ['section.id'], name=op.f('fk_bundle_section_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bundle')),
    sa.UniqueConstraint('section_id', 'language', name=op.f('uq_bundle_section_id_language'))
    )
    with op.batch_alter_table('bundle', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bundle_edition_id'), ['edition_id'], unique=False)

    op.create_table('section_text',
    sa.Column('section_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['section_id'], ['section.id'], name=op.f('fk_section_text_section_id')),
    sa.PrimaryKeyConstraint('section_id', 'language', name=op.f('pk_section_text'))
    )
    op.create_table('step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('section_id', sa.Integer(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('reference', sa.JSON(), nullable=False),
    sa.Column('frozen', sa.JSON(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('effective_on', sa.Date(), nullable=True),
    sa.Column('review_by', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['section_id'], ['section.id'], name=op.f('fk_step_section_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_step')),
    sa.UniqueConstraint('section_id', 'ordinal', name=op.f('uq_step_section_id_ordinal'))
    )
    op.create_table('step_clause',
    sa.Column('step_id', sa.Integer(), nullable=False),
    sa.Column('clause_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['clause_id'], ['clause.id'], name=op.f('fk_step_clause_clause_id')),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], name=op.f('fk_step_clause_step_id')),
    sa.PrimaryKeyConstraint('step_id', 'clause_id', name=op.f('pk_step_clause'))
    )
    op.create_table('step_completion',
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('step_id', sa.Integer(), nullable=False),
    sa.Column('occurred_on', sa.Date(), nullable=False),
    sa.Column('mode', sa.Enum('self', 'read_aloud', 'together', 'paper', name='mode', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('source', sa.String(length=120), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_step_completion_enrolment_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['person.id'], name=op.f('fk_step_completion_recorded_by_id')),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], name=op.f('fk_step_completion_step_id')),
    sa.PrimaryKeyConstraint('enrolment_id', 'step_id', name=op.f('pk_step_completion'))
    )
    op.create_table('step_text',
    sa.Column('step_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('legal_basis', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], name=op.f('fk_step_text_step_id')),
    sa.PrimaryKeyConstraint('step_id', 'language', name=op.f('pk_step_text'))
    )


def downgrade() -> None:
    op.drop_table('step_text')
    op.drop_table('step_completion')
    op.drop_table('step_clause')
    op.drop_table('step')
    op.drop_table('section_text')
    with op.batch_alter_table('bundle', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bundle_edition_id'))

    op.drop_table('bundle')
    op.drop_table('section')
    with op.batch_alter_table('enrolment', schema=None) as batch_op:
        batch_op.drop_index('ix_enrolment_edition_id_completed_on')

    op.drop_table('enrolment')
    with op.batch_alter_table('edition_competency', schema=None) as batch_op:
        batch_op.drop_index('ix_edition_competency_competency_id')

    op.drop_table('edition_competency')
    op.drop_table('edition')
    op.drop_table('course')

"""Create quizzes."""

import sqlalchemy as sa
from alembic import op

revision = "0008_create_quizzes"
down_revision = "0007_create_courses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('exercise',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=80), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exercise')),
    sa.UniqueConstraint('code', name=op.f('uq_exercise_code'))
    )
    op.create_table('exercise_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('exercise_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.Enum('practice', 'assessment', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('graph', sa.JSON(), nullable=False),
    sa.Column('pass_mark', sa.Integer(), nullable=False),
    sa.Column('attempts_allowed', sa.Integer(), nullable=False),
    sa.Column('wait_hours', sa.Integer(), nullable=False),
    sa.Column('questions_drawn', sa.Integer(), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['exercise_id'], ['exercise.id'], name=op.f('fk_exercise_version_exercise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exercise_version')),
    sa.UniqueConstraint('exercise_id', 'number', name=op.f('uq_exercise_version_exercise_id_number'))
    )
    op.create_table('exercise_text',
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['exercise_version.id'], name=op.f('fk_exercise_text_version_id')),
    sa.PrimaryKeyConstraint('version_id', 'language', name=op.f('pk_exercise_text'))
    )
    op.create_table('assessment_form',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('step_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('scenes', sa.JSON(), nullable=False),
    sa.Column('fetched_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_assessment_form_person_id')),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], name=op.f('fk_assessment_form_step_id')),
    sa.ForeignKeyConstraint(['version_id'], ['exercise_version.id'], name=op.f('fk_assessment_form_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment_form'))
    )
    with op.batch_alter_table('assessment_form', schema=None) as batch_op:
        batch_op.create_index('ix_assessment_form_person_id_step_id', ['person_id', 'step_id'], unique=False)

    op.create_table('exercise_draft',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('step_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('path', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_exercise_draft_person_id')),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], name=op.f('fk_exercise_draft_step_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exercise_draft')),
    sa.UniqueConstraint('person_id', 'step_id', name=op.f('uq_exercise_draft_person_id_step_id'))
    )
    op.create_table('attempt',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('step_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('form_id', sa.String(length=36), nullable=True),
    sa.Column('device', sa.String(length=80), nullable=False),
    sa.Column('mode', sa.Enum('self', 'read_aloud', 'together', 'paper', name='mode', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('helper_id', sa.Integer(), nullable=True),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('path', sa.JSON(), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('regret', sa.Integer(), nullable=False),
    sa.Column('passed', sa.Boolean(), nullable=False),
    sa.Column('critical', sa.Boolean(), nullable=False),
    sa.Column('receipt', sa.String(length=9), nullable=False),
    sa.ForeignKeyConstraint(['form_id'], ['assessment_form.id'], name=op.f('fk_attempt_form_id')),
    sa.ForeignKeyConstraint(['helper_id'], ['person.id'], name=op.f('fk_attempt_helper_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_attempt_person_id')),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], name=op.f('fk_attempt_step_id')),
    sa.ForeignKeyConstraint(['version_id'], ['exercise_version.id'], name=op.f('fk_attempt_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt')),
    sa.UniqueConstraint('form_id', name=op.f('uq_attempt_form_id')),
    sa.UniqueConstraint('receipt', name=op.f('uq_attempt_receipt'))
    )
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.create_index('ix_attempt_person_id_step_id_received_at', ['person_id', 'step_id', 'received_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_attempt_version_id'), ['version_id'], unique=False)

    op.create_table('attempt_conflict',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.String(length=36), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_attempt_conflict_attempt_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_attempt_conflict_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt_conflict')),
    sa.UniqueConstraint('attempt_id', 'person_id', 'content_hash', name=op.f('uq_attempt_conflict_attempt_id_person_id_content_hash'))
    )
    # ### end Alembic commands ###


def downgrade() -> None:
    op.drop_table('attempt_conflict')
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attempt_version_id'))
        batch_op.drop_index('ix_attempt_person_id_step_id_received_at')

    op.drop_table('attempt')
    op.drop_table('exercise_draft')
    with op.batch_alter_table('assessment_form', schema=None) as batch_op:
        batch_op.drop_index('ix_assessment_form_person_id_step_id')

    op.drop_table('assessment_form')
    op.drop_table('exercise_text')
    op.drop_table('exercise_version')
    op.drop_table('exercise')
    # ### end Alembic commands ###

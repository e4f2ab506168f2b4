"""Create activities."""

import sqlalchemy as sa
from alembic import op

revision = "0014_create_activities"
down_revision = "0013_extend_documents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('activity',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('training', 'refresher', 'workshop', 'conference', 'meeting', 'outside', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('organiser_id', sa.Integer(), nullable=True),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('minimum_attendance', sa.Integer(), nullable=False),
    sa.Column('document', sa.String(length=200), nullable=False),
    sa.Column('budget_line', sa.String(length=200), nullable=False),
    sa.Column('solution_group', sa.Integer(), nullable=True),
    sa.Column('typed_count', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('planned', 'closed', 'cancelled', name='state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.CheckConstraint('minimum_attendance BETWEEN 1 AND 100', name=op.f('ck_activity_minimum_attendance_is_a_share')),
    sa.CheckConstraint('solution_group BETWEEN 1 AND 4', name=op.f('ck_activity_solution_group_is_known')),
    sa.CheckConstraint('valid_until IS NULL OR valid_until > valid_from', name=op.f('ck_activity_ends_after_start')),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_activity_created_by_id')),
    sa.ForeignKeyConstraint(['organiser_id'], ['organisation.id'], name=op.f('fk_activity_organiser_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_activity_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activity'))
    )
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_activity_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index('ix_activity_valid_from', ['valid_from'], unique=False)

    op.create_table('activity_half_day',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('half', sa.Enum('morning', 'afternoon', name='half', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_activity_half_day_activity_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activity_half_day')),
    sa.UniqueConstraint('activity_id', 'day', 'half', name=op.f('uq_activity_half_day_activity_id_day_half'))
    )
    op.create_table('activity_teacher',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('part', sa.Enum('trainer', 'speaker', name='part', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_activity_teacher_activity_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_activity_teacher_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activity_teacher'))
    )
    with op.batch_alter_table('activity_teacher', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_activity_teacher_activity_id'), ['activity_id'], unique=False)

    op.create_table('follow_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.Column('task', sa.String(length=300), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_follow_up_activity_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up'))
    )
    with op.batch_alter_table('follow_up', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_follow_up_activity_id'), ['activity_id'], unique=False)

    op.create_table('questionnaire_answer',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.Column('marks', sa.JSON(), nullable=False),
    sa.Column('words', sa.String(length=1000), nullable=False),
    sa.Column('on_paper', sa.Boolean(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_questionnaire_answer_activity_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questionnaire_answer'))
    )
    with op.batch_alter_table('questionnaire_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_questionnaire_answer_activity_id'), ['activity_id'], unique=False)

    op.create_table('roster_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('role_id', sa.Integer(), nullable=True),
    sa.Column('guest_name', sa.String(length=120), nullable=True),
    sa.Column('guest_group', sa.Enum('village_head', 'block_head', 'front', 'womens_head', 'leader', 'other', name='guest_group', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('guest_place', sa.String(length=200), nullable=True),
    sa.Column('planned', sa.Boolean(), nullable=False),
    sa.Column('invited_on', sa.Date(), nullable=True),
    sa.Column('answered', sa.Boolean(), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=True),
    sa.CheckConstraint('(person_id IS NULL) = (guest_name IS NOT NULL)', name=op.f('ck_roster_entry_a_person_or_a_guest')),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_roster_entry_activity_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_roster_entry_person_id')),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_roster_entry_role_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_entry')),
    sa.UniqueConstraint('activity_id', 'person_id', name=op.f('uq_roster_entry_activity_id_person_id'))
    )
    with op.batch_alter_table('roster_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_entry_activity_id'), ['activity_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_roster_entry_person_id'), ['person_id'], unique=False)

    op.create_table('topic',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('competency_id', sa.Integer(), nullable=True),
    sa.Column('theory', sa.Integer(), nullable=False),
    sa.Column('practice', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_topic_activity_id')),
    sa.ForeignKeyConstraint(['competency_id'], ['competency.id'], name=op.f('fk_topic_competency_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_topic')),
    sa.UniqueConstraint('activity_id', 'ordinal', name=op.f('uq_topic_activity_id_ordinal'))
    )
    with op.batch_alter_table('topic', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_topic_competency_id'), ['competency_id'], unique=False)

    op.create_table('attendance',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('half_day_id', sa.Integer(), nullable=False),
    sa.Column('present', sa.Boolean(), nullable=False),
    sa.Column('way', sa.Enum('ticked', 'sheet', 'list', 'card', name='way', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_by_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(length=300), nullable=True),
    sa.ForeignKeyConstraint(['entry_id'], ['roster_entry.id'], name=op.f('fk_attendance_entry_id')),
    sa.ForeignKeyConstraint(['half_day_id'], ['activity_half_day.id'], name=op.f('fk_attendance_half_day_id')),
    sa.ForeignKeyConstraint(['taken_by_id'], ['person.id'], name=op.f('fk_attendance_taken_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance')),
    sa.UniqueConstraint('entry_id', 'half_day_id', name=op.f('uq_attendance_entry_id_half_day_id'))
    )
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_half_day_id'), ['half_day_id'], unique=False)

    op.create_table('follow_up_done',
    sa.Column('follow_up_id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=False),
    sa.Column('seen_by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['roster_entry.id'], name=op.f('fk_follow_up_done_entry_id')),
    sa.ForeignKeyConstraint(['follow_up_id'], ['follow_up.id'], name=op.f('fk_follow_up_done_follow_up_id')),
    sa.ForeignKeyConstraint(['seen_by_id'], ['person.id'], name=op.f('fk_follow_up_done_seen_by_id')),
    sa.PrimaryKeyConstraint('follow_up_id', 'entry_id', name=op.f('pk_follow_up_done'))
    )
    op.create_table('observed_task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('competency_id', sa.Integer(), nullable=False),
    sa.Column('task', sa.String(length=200), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=False),
    sa.Column('passed', sa.Boolean(), nullable=False),
    sa.Column('observer_id', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=True),
    sa.ForeignKeyConstraint(['competency_id'], ['competency.id'], name=op.f('fk_observed_task_competency_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['roster_entry.id'], name=op.f('fk_observed_task_entry_id')),
    sa.ForeignKeyConstraint(['observer_id'], ['person.id'], name=op.f('fk_observed_task_observer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_observed_task'))
    )
    with op.batch_alter_table('observed_task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_observed_task_entry_id'), ['entry_id'], unique=False)

    op.create_table('topic_clause',
    sa.Column('topic_id', sa.Integer(), nullable=False),
    sa.Column('clause_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['clause_id'], ['clause.id'], name=op.f('fk_topic_clause_clause_id')),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_topic_clause_topic_id')),
    sa.PrimaryKeyConstraint('topic_id', 'clause_id', name=op.f('pk_topic_clause'))
    )
    op.create_table('topic_share',
    sa.Column('topic_id', sa.Integer(), nullable=False),
    sa.Column('half_day_id', sa.Integer(), nullable=False),
    sa.Column('periods', sa.Integer(), nullable=False),
    sa.CheckConstraint('periods > 0', name=op.f('ck_topic_share_periods_are_taught')),
    sa.ForeignKeyConstraint(['half_day_id'], ['activity_half_day.id'], name=op.f('fk_topic_share_half_day_id')),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_topic_share_topic_id')),
    sa.PrimaryKeyConstraint('topic_id', 'half_day_id', name=op.f('pk_topic_share'))
    )
    # ### end Alembic commands ###


def downgrade() -> None:
    op.drop_table('topic_share')
    op.drop_table('topic_clause')
    with op.batch_alter_table('observed_task', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_observed_task_entry_id'))

    op.drop_table('observed_task')
    op.drop_table('follow_up_done')
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attendance_half_day_id'))

    op.drop_table('attendance')
    with op.batch_alter_table('topic', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_topic_competency_id'))

    op.drop_table('topic')
    with op.batch_alter_table('roster_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_entry_person_id'))
        batch_op.drop_index(batch_op.f('ix_roster_entry_activity_id'))

    op.drop_table('roster_entry')
    with op.batch_alter_table('questionnaire_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_questionnaire_answer_activity_id'))

    op.drop_table('questionnaire_answer')
    with op.batch_alter_table('follow_up', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_follow_up_activity_id'))

    op.drop_table('follow_up')
    with op.batch_alter_table('activity_teacher', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_activity_teacher_activity_id'))

    op.drop_table('activity_teacher')
    op.drop_table('activity_half_day')
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.drop_index('ix_activity_valid_from')
        batch_op.drop_index(batch_op.f('ix_activity_unit_id'))

    op.drop_table('activity')
    # ### end Alembic commands ###

"""Create standards."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import allow_changes, make_append_only

revision = "0004_create_standards"
down_revision = "0003_create_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('document',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('name_vi', sa.String(length=400), nullable=False),
    sa.Column('name_en', sa.String(length=400), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('effective_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('replaced_by_id', sa.Integer(), nullable=True),
    sa.Column('confidence', sa.String(length=1), nullable=False),
    sa.ForeignKeyConstraint(['replaced_by_id'], ['document.id'], name=op.f('fk_document_replaced_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document')),
    sa.UniqueConstraint('number', name=op.f('uq_document_number'))
    )
    op.create_table('scale_level',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('scale', sa.String(length=40), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('name_vi', sa.String(length=120), nullable=False),
    sa.Column('name_en', sa.String(length=120), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scale_level')),
    sa.UniqueConstraint('scale', 'ordinal', name=op.f('uq_scale_level_scale_ordinal'))
    )
    op.create_table('clause',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('article', sa.String(length=60), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('effective_on', sa.Date(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('text_hash', sa.String(length=64), nullable=False),
    sa.Column('confidence', sa.String(length=1), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_clause_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clause')),
    sa.UniqueConstraint('document_id', 'article', 'version', name=op.f('uq_clause_document_id_article_version'))
    )
    op.create_table('competency',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name_vi', sa.String(length=300), nullable=False),
    sa.Column('name_en', sa.String(length=300), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('scale', sa.String(length=40), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_until IS NULL OR valid_until > valid_from', name=op.f('ck_competency_ends_after_start')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_competency_document_id')),
    sa.ForeignKeyConstraint(['parent_id'], ['competency.id'], name=op.f('fk_competency_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_competency')),
    sa.UniqueConstraint('code', name=op.f('uq_competency_code'))
    )
    op.create_table('competency_clause',
    sa.Column('competency_id', sa.Integer(), nullable=False),
    sa.Column('clause_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['clause_id'], ['clause.id'], name=op.f('fk_competency_clause_clause_id')),
    sa.ForeignKeyConstraint(['competency_id'], ['competency.id'], name=op.f('fk_competency_clause_competency_id')),
    sa.PrimaryKeyConstraint('competency_id', 'clause_id', name=op.f('pk_competency_clause'))
    )
    op.create_table('evidence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('competency_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('course', 'scenario', 'workshop', 'observed', 'outside', 'orientation', 'lapse', 'void', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('status', sa.Enum('declared', 'confirmed', name='status', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('mode', sa.Enum('self', 'read_aloud', 'together', 'paper', name='mode', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('occurred_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.Column('source', sa.String(length=120), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('voids_id', sa.Integer(), nullable=True),
    sa.Column('document', sa.String(length=200), nullable=True),
    sa.Column('note', sa.String(length=300), nullable=True),
    sa.CheckConstraint("(kind = 'void') = (voids_id IS NOT NULL)", name=op.f('ck_evidence_only_a_void_names_a_row')),
    sa.ForeignKeyConstraint(['competency_id'], ['competency.id'], name=op.f('fk_evidence_competency_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_evidence_person_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['person.id'], name=op.f('fk_evidence_recorded_by_id')),
    sa.ForeignKeyConstraint(['voids_id'], ['evidence.id'], name=op.f('fk_evidence_voids_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence')),
    sa.UniqueConstraint('source', 'competency_id', 'revision', name=op.f('uq_evidence_source_competency_id_revision')),
    sa.UniqueConstraint('voids_id', name=op.f('uq_evidence_voids_id'))
    )
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_competency_id'), ['competency_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evidence_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_evidence_person_id_competency_id', ['person_id', 'competency_id'], unique=False)

    op.create_table('requirement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name_vi', sa.String(length=300), nullable=False),
    sa.Column('name_en', sa.String(length=300), nullable=False),
    sa.Column('competency_id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('minimum_level', sa.Integer(), nullable=False),
    sa.Column('validity', sa.Enum('none', 'months', 'calendar_year', 'fixed', 'until_clause_change', name='validity', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('months', sa.Integer(), nullable=True),
    sa.Column('fixed_end', sa.String(length=5), nullable=True),
    sa.Column('window_days', sa.Integer(), nullable=False),
    sa.Column('kinds_accepted', sa.JSON(), nullable=False),
    sa.Column('modes_accepted', sa.JSON(), nullable=False),
    sa.Column('note', sa.String(length=400), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_until IS NULL OR valid_until > valid_from', name=op.f('ck_requirement_ends_after_start')),
    sa.CheckConstraint("validity <> 'months' OR (months IS NOT NULL AND months > 0)", name=op.f('ck_requirement_months_are_given')),
    sa.CheckConstraint("validity <> 'fixed' OR fixed_end IS NOT NULL", name=op.f('ck_requirement_fixed_end_is_given')),
    sa.ForeignKeyConstraint(['competency_id'], ['competency.id'], name=op.f('fk_requirement_competency_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_requirement_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_requirement')),
    sa.UniqueConstraint('code', 'valid_from', name=op.f('uq_requirement_code_valid_from'))
    )
    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_requirement_competency_id'), ['competency_id'], unique=False)

    op.create_table('evidence_clause',
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('clause_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['clause_id'], ['clause.id'], name=op.f('fk_evidence_clause_clause_id')),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_evidence_clause_evidence_id')),
    sa.PrimaryKeyConstraint('evidence_id', 'clause_id', name=op.f('pk_evidence_clause'))
    )
    op.create_table('holding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('requirement_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('declared', 'confirmed', name='status', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_until IS NULL OR valid_until > valid_from', name=op.f('ck_holding_ends_after_start')),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_holding_evidence_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_holding_person_id')),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirement.id'], name=op.f('fk_holding_requirement_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_holding'))
    )
    with op.batch_alter_table('holding', schema=None) as batch_op:
        batch_op.create_index('ix_holding_requirement_id_person_id', ['requirement_id', 'person_id'], unique=False)
        batch_op.create_index('uq_holding_interval', ['person_id', 'requirement_id', 'valid_from'], unique=True)

    op.create_table('requirement_role',
    sa.Column('requirement_id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirement.id'], name=op.f('fk_requirement_role_requirement_id')),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_requirement_role_role_id')),
    sa.PrimaryKeyConstraint('requirement_id', 'role_id', name=op.f('pk_requirement_role'))
    )
    op.create_table('target',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('requirement_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('threshold', sa.Numeric(precision=5, scale=2), nullable=True),
    sa.Column('window', sa.Enum('on_date', 'in_year', name='window', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_until IS NULL OR valid_until > valid_from', name=op.f('ck_target_ends_after_start')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_target_document_id')),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirement.id'], name=op.f('fk_target_requirement_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_target_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_target'))
    )
    with op.batch_alter_table('target', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_target_requirement_id'), ['requirement_id'], unique=False)

    op.create_table('target_role',
    sa.Column('target_id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_target_role_role_id')),
    sa.ForeignKeyConstraint(['target_id'], ['target.id'], name=op.f('fk_target_role_target_id')),
    sa.PrimaryKeyConstraint('target_id', 'role_id', name=op.f('pk_target_role'))
    )
    # ### end Alembic commands ###
    make_append_only("evidence")
    make_append_only("evidence_clause")


def downgrade() -> None:
    allow_changes("evidence")
    allow_changes("evidence_clause")
    op.drop_table('target_role')
    with op.batch_alter_table('target', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_target_requirement_id'))

    op.drop_table('target')
    op.drop_table('requirement_role')
    with op.batch_alter_table('holding', schema=None) as batch_op:
        batch_op.drop_index('uq_holding_interval')
        batch_op.drop_index('ix_holding_requirement_id_person_id')

    op.drop_table('holding')
    op.drop_table('evidence_clause')
    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_requirement_competency_id'))

    op.drop_table('requirement')
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.drop_index('ix_evidence_person_id_competency_id')
        batch_op.drop_index(batch_op.f('ix_evidence_person_id'))
        batch_op.drop_index(batch_op.f('ix_evidence_competency_id'))

    op.drop_table('evidence')
    op.drop_table('competency_clause')
    op.drop_table('competency')
    op.drop_table('clause')
    op.drop_table('scale_level')
    op.drop_table('document')
    # ### end Alembic commands ###

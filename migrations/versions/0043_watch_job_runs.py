"""Watch the runs of jobs: whether whoever runs one lives, how often it was begun, whether it was asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0043_watch_job_runs"
down_revision = "0042_keep_arrived_courses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("job_run") as batch_op:
        batch_op.add_column(sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("begun", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("asked", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_index(op.f("ix_job_run_started_at"), ["started_at"])


def downgrade() -> None:
    with op.batch_alter_table("job_run") as batch_op:
        batch_op.drop_index(op.f("ix_job_run_started_at"))
        batch_op.drop_column("asked")
        batch_op.drop_column("begun")
        batch_op.drop_column("beat_at")

"""Reading how the installation stands: its database, its migrations, its jobs and its seals."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select, text

from lms.base.database import db
from lms.base.scheduling import JobRun
from lms.base.sealing import unsealed_rows

_SIZES = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


class Unsealed(NamedTuple):
    """The rows of the audit that no seal covers yet."""

    number: int
    oldest: datetime | None
    """When the oldest of them was written; None where there are none."""


def database_kind() -> str:
    """The name of the database's kind, as it writes it itself."""
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[db.engine.dialect.name]


def database_bytes() -> int:
    """How large the database is on disk."""
    return int(db.session.execute(text(_SIZES[db.engine.dialect.name])).scalar_one())


def missing_migrations(folder: Path) -> list[str]:
    """The newest migrations of ``folder`` that the database has not seen."""
    present = MigrationContext.configure(db.session.connection()).get_current_heads()
    return sorted(set(ScriptDirectory(str(folder)).get_heads()) - set(present))


def last_runs() -> dict[str, JobRun]:
    """By name of the job, its latest run."""
    latest = select(func.max(JobRun.id)).group_by(JobRun.job)
    return {run.job: run for run in db.session.scalars(select(JobRun).where(JobRun.id.in_(latest)))}


def failures_since(moment: datetime) -> Sequence[JobRun]:
    """The runs since ``moment`` that failed, the newest first."""
    failed = select(JobRun).where(JobRun.problem.is_not(None), JobRun.started_at >= moment)
    return db.session.scalars(failed.order_by(JobRun.id.desc())).all()


def unsealed() -> Unsealed:
    """What the next sealing will take up."""
    rows = unsealed_rows().subquery()
    waiting = select(func.count(), func.min(rows.c.at)).select_from(rows)
    return Unsealed(*db.session.execute(waiting).one())

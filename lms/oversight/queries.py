"""Reading what the product did by itself, and who did what."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from lms.base import clock
from lms.base.audit import AuditEntry, AuditPersonal
from lms.base.bulk import in_pieces
from lms.base.database import Moment, db
from lms.base.scheduling import JobRun
from lms.people.models import Person


def failures_of(since: datetime, at_most: int) -> Sequence[JobRun]:
    """The runs since a moment that failed or whose process was gone, the newest first."""
    failed = select(JobRun).where(JobRun.started_at >= since, JobRun.problem.is_not(None))
    return db.session.scalars(
        failed.order_by(JobRun.started_at.desc(), JobRun.id.desc()).limit(at_most)
    ).all()


class JobNumbers(NamedTuple):
    """How often a job ran, of what is still remembered."""

    job: str
    runs: int
    failed: int
    last_success: datetime | None


def numbers_of_jobs() -> list[JobNumbers]:
    """For each job that has run, how often, how often in vain, and when it ended well last."""
    counted = select(
        JobRun.job, func.count(), func.count(JobRun.problem), func.max(JobRun.finished_at, type_=Moment)
    )
    rows = db.session.execute(counted.group_by(JobRun.job).order_by(JobRun.job))
    return [JobNumbers(*row) for row in rows]


class Wanted(NamedTuple):
    """Which acts are looked for; None: all."""

    actor_id: int | None = None
    action: str | None = None
    kind: str | None = None
    key: str | None = None
    since: date | None = None
    until: date | None = None
    """The last day, itself included."""


def acts_found(wanted: Wanted) -> Select[AuditEntry]:
    """The acts that are looked for, unordered; each condition has its index."""
    found = select(AuditEntry)
    if wanted.actor_id is not None:
        found = found.where(AuditEntry.actor_id == wanted.actor_id)
    if wanted.action:
        found = found.where(AuditEntry.action == wanted.action)
    if wanted.kind:
        found = found.where(AuditEntry.object_kind == wanted.kind)
    if wanted.key:
        found = found.where(AuditEntry.object_id == wanted.key)
    if wanted.since:
        found = found.where(AuditEntry.at >= _midnight(wanted.since))
    if wanted.until and wanted.until < date.max:
        found = found.where(AuditEntry.at < _midnight(wanted.until + timedelta(days=1)))
    return found


def actors_of(acts: Collection[AuditEntry]) -> dict[int, Person]:
    """By id, whoever did some acts."""
    ids = {each.actor_id for each in acts if each.actor_id is not None}
    found: dict[int, Person] = {}
    for piece in in_pieces(sorted(ids)):
        found.update(
            {each.id: each for each in db.session.scalars(select(Person).where(Person.id.in_(piece)))}
        )
    return found


def personal_of(acts: Collection[AuditEntry]) -> dict[int, dict[str, Any] | None]:
    """By act, what it said of a person; None where that was erased."""
    found: dict[int, dict[str, Any] | None] = {}
    for piece in in_pieces(sorted(each.id for each in acts)):
        rows = select(AuditPersonal.audit_id, AuditPersonal.facts).where(AuditPersonal.audit_id.in_(piece))
        found.update(db.session.execute(rows).all())
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.VIETNAM)

"""Closing a period: its figures are kept as they are now, with the people behind them, and never change."""

from dataclasses import dataclass

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.coverage.formats.closed_workbook import closed_workbook
from lms.coverage.models import Period, PeriodClose
from lms.coverage.queries.closes import latest_close, latest_close_id
from lms.coverage.rules.freezing import digest_of, snapshot_of
from lms.coverage.rules.tabulating import scene_of, table_of
from lms.coverage.rules.targeting import Targets
from lms.places.models import Unit
from lms.places.rules.naming import full_name


class NotOver(Refusal):
    """The period goes on: its figures are not those of its last day yet."""


class AlreadyClosed(Refusal):
    """The period is closed; closing it again needs a reason."""


@dataclass(frozen=True)
class Closing:
    """What somebody asks to be closed."""

    unit: Unit
    """As it is on the last day of the period."""
    period: Period
    reason: str = ""
    """Why it is closed again; empty for the first time."""


def close_period(asked: Closing, *, by: int | None) -> PeriodClose:
    """Keep the figures of a unit for a period that is over.

    Reading, adding up and drawing come before the lock: nobody waits for them. Raises :class:`NotOver`, and
    :class:`AlreadyClosed` where the period is closed and no reason is given.
    """
    unit, period = asked.unit, asked.period
    if period.last_day >= clock.today():
        raise NotOver(message("%(day)s is not over yet.", day=period.last_day.strftime("%d/%m/%Y")))
    unit_id, name, before = unit.id, full_name(unit), latest_close(unit.id, period)
    _refuse_silent_correction(before, name, asked.reason)
    row = _figures(unit, period)
    row.reason, row.by_id = asked.reason or None, by
    before_id = before.id if before else None
    lock_for_writing(f"period:{unit_id}:{period.code}")
    latest_id = latest_close_id(unit_id, period)
    if latest_id != before_id:
        raise AlreadyClosed(message("Somebody else has just closed this period of %(unit)s.", unit=name))
    row.supersedes_id = latest_id
    db.session.add(row)
    db.session.flush()
    facts = {"unit": unit_id, "period": period.code, "digest": row.digest, "supersedes": latest_id}
    audit.record("period:closed", row, by=by, facts=facts)
    return row


def _refuse_silent_correction(before: PeriodClose | None, name: str, reason: str) -> None:
    if before is not None and not reason:
        raise AlreadyClosed(
            message(
                "This period of %(unit)s is closed. To close it again, write down the reason: both figures"
                " are kept.",
                unit=name,
            )
        )


def _figures(unit: Unit, period: Period) -> PeriodClose:
    now, day = clock.now(), period.last_day
    targets = Targets(day)
    table = table_of(unit, day, targets=targets)
    snapshot = snapshot_of(table, scene_of(unit, day, targets))
    digest = digest_of(snapshot)
    return PeriodClose(
        unit_id=unit.id,
        period_code=period.code,
        day=day,
        snapshot=snapshot,
        digest=digest,
        workbook=closed_workbook(table, period, clock.day_of(now), digest),
        closed_at=now,
    )

"""Reports that come again and again: who wants which, and telling her when a month or quarter is over.

What is sent is the way to the report of that day, never a file: who may no longer see it when she opens it
sees nothing, and no list of people grows old in an inbox.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.coverage.models import ReportSubscription, Rhythm, Shape
from lms.coverage.policies import may_see_coverage
from lms.outbox.rules.sending import Letter, send_each
from lms.people.models import Person
from lms.places.models import Unit
from lms.places.rules.succeeding import follow

MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3}
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """A report that somebody is to be told of."""

    subscription_id: int
    person_id: int
    unit: Unit
    """As it is on the day."""
    day: date
    """The last day of the month or quarter."""
    shape: Shape


def subscribe(person: Person, unit: Unit, rhythm: Rhythm, shape: Shape) -> ReportSubscription:
    """Have somebody told from the next end of a month or quarter on; what she has already is kept."""
    person_id, unit_id = person.id, unit.id
    lock_for_writing(f"subscriptions:{person_id}")
    for each in subscriptions_of(person_id):
        if (each.unit_id, each.rhythm, each.shape) == (unit_id, rhythm, shape):
            return each
    row = ReportSubscription(
        person_id=person_id, unit_id=unit_id, rhythm=rhythm, shape=shape, begun_at=clock.now()
    )
    db.session.add(row)
    db.session.flush()
    audit.record("report:subscribed", row, by=person_id, facts={"unit": unit_id, "rhythm": rhythm.value})
    return row


def unsubscribe(row: ReportSubscription) -> None:
    """Take it back; twice does nothing."""
    row_id = row.id
    lock_for_writing(f"subscriptions:{row.person_id}")
    row = db.session.get_one(ReportSubscription, row_id)
    if row.ended_at is None:
        row.ended_at = clock.now()
        db.session.flush()
        audit.record("report:unsubscribed", row, by=row.person_id)


def subscriptions_of(person_id: int) -> Sequence[ReportSubscription]:
    """What somebody is told of, the oldest first."""
    found = _running().where(ReportSubscription.person_id == person_id)
    return db.session.scalars(found.options(joinedload(ReportSubscription.unit))).all()


def tell_what_is_due(today: date, write: Callable[[Due], Letter]) -> int:
    """Tell everybody whose month or quarter is over, once for each; returns how many messages are new.

    ``write`` gives the words. Who may no longer see the unit's numbers is not told.
    """
    letters = [write(due) for due in due_on(today)]
    return len(send_each(letters, by=None)) if letters else 0


def due_on(today: date) -> list[Due]:
    """The reports of the last month or quarter that is over, of every subscription that began before it
    ended. Pure of writes."""
    found: list[Due] = []
    for each in db.session.scalars(_running().options(joinedload(ReportSubscription.person))).all():
        day = last_end(today, each.rhythm)
        unit = follow(each.unit_id, day) if day >= clock.day_of(each.begun_at) else None
        if unit is not None and may_see_coverage(each.person, unit, day):
            found.append(Due(each.id, each.person_id, unit, day, each.shape))
    return found


def last_end(today: date, rhythm: Rhythm) -> date:
    """The last day of the latest month or quarter that is over."""
    first_month = today.month - (today.month - 1) % MONTHS[rhythm]
    return date(today.year, first_month, 1) - A_DAY


def _running() -> Select[ReportSubscription]:
    found = select(ReportSubscription).where(ReportSubscription.ended_at.is_(None))
    return found.order_by(ReportSubscription.id)

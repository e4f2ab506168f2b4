"""What is kept no longer than it is needed: contacts and sign-in of those who left, and the access log.

The law (91/2025/QH15, article 25.2) has staff data deleted when the work ends unless another law asks for it.
Results and registers are asked for; a phone number, an e-mail address and a way to sign in are not. Half a
year is left for handing over, for allowances that are still settled, and for those who come back.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, or_, select, update

from lms.base import audit
from lms.base.audit import AccessLogEntry
from lms.base.database import db, lock_for_writing
from lms.base.personal import Sort, Way
from lms.people.models import Grant, Person, Posting
from lms.privacy.queries import PersonalMap

AT_ONCE = 500  # people in one transaction


def let_go_of_leavers(whole: PersonalMap, day: date, days: int) -> int:
    """Remove phone, e-mail and every way to sign in of those whose last posting ended ``days`` or more before
    ``day``; how many people. Who has access, or is expected back, or never held a post, is left alone."""
    lock_for_writing("erasing", "people")
    ids = _left_before(day - timedelta(days=days), day)[:AT_ONCE]
    if not ids:
        return 0
    db.session.execute(update(Person).where(Person.id.in_(ids)).values(phone=None, email=None))
    for table, data in whole.in_order():
        if data.sort is Sort.SIGN_IN and data.way is Way.REMOVE:
            db.session.execute(delete(table).where(whole.owned(table, ids)))
    audit.record_many("person:let_go", Person, [audit.Act(key, {"days": days}) for key in ids], by=None)
    db.session.expire_all()
    return len(ids)


def forget_looks(before: datetime) -> int:
    """Delete what the access log says of before a moment; how many lines."""
    lock_for_writing("access-log")
    done = db.session.execute(delete(AccessLogEntry).where(AccessLogEntry.at < before))
    return int(done.rowcount)  # type: ignore[attr-defined]


def _left_before(last: date, day: date) -> Sequence[int]:
    """Who held a post once and none since ``last``, and still has a contact."""
    served = select(Posting.person_id)
    since = served.where(or_(Posting.valid_until.is_(None), Posting.valid_until > last))
    awaited = served.where(Posting.expected_back_on >= last)
    access = select(Grant.person_id).where(or_(Grant.valid_until.is_(None), Grant.valid_until > day))
    left = select(Person.id).where(
        or_(Person.phone.is_not(None), Person.email.is_not(None)),
        Person.id.in_(served),
        *(Person.id.not_in(some) for some in (since, awaited, access)),
    )
    return db.session.scalars(left.order_by(Person.id)).all()

"""Asking about one's own data, and answering within two working days (Decree 356/2025/NĐ-CP)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.health import Finding, Health
from lms.base.matters import Matter
from lms.base.messages import Message, Refusal, message
from lms.outbox.rules.sending import send
from lms.people.models import AccessRole, Grant
from lms.privacy.models import DataRequest, Outcome, Wanted
from lms.privacy.queries import open_requests
from lms.privacy.rules.working_days import working_days_after

DAYS_TO_ANSWER = 2
MOST_OPEN = 5
"""How many requests of one person may wait: a sixth would say nothing new."""


class TooManyRequests(Refusal):
    """Several requests of hers wait already."""


class AlreadyAnswered(Refusal):
    """Somebody has answered this meanwhile."""


def ask(person_id: int, wanted: Wanted, words: str, now: datetime) -> DataRequest:
    """Keep what somebody asks about her data; raises :class:`TooManyRequests`."""
    lock_for_writing(f"data-requests:{person_id}")
    waiting = select(func.count()).where(DataRequest.person_id == person_id, DataRequest.outcome.is_(None))
    if (db.session.scalar(waiting) or 0) >= MOST_OPEN:
        raise TooManyRequests(message("Several requests of yours wait for an answer already."))
    row = DataRequest(
        person_id=person_id,
        wanted=wanted,
        words=words,
        made_at=now,
        due_on=working_days_after(clock.day_of(now), DAYS_TO_ANSWER),
    )
    db.session.add(row)
    db.session.flush()
    audit.record("data_request:made", row, by=person_id, facts={"wanted": wanted.value})
    return row


def answer(request_id: int, outcome: Outcome, words: str, *, by: int, subject: str) -> DataRequest:
    """Answer a request and tell who asked; ``subject`` heads the message. Raises :class:`AlreadyAnswered`."""
    lock_for_writing("data-requests-answers", "outbox")
    row = db.session.get_one(DataRequest, request_id, populate_existing=True)
    if not row.is_open:
        raise AlreadyAnswered(message("Somebody has answered this request meanwhile."))
    row.outcome, row.answer, row.answered_at, row.answered_by_id = outcome, words, clock.now(), by
    db.session.flush()
    facts = {"outcome": outcome.value, "late": row.due_on < clock.today()}
    audit.record("data_request:answered", row, by=by, facts=facts)
    send(row.person_id, subject, words, f"data-request:{row.id}", link="/my-data", by=by)
    return row


def matters(day: date) -> Sequence[Matter]:
    """What every administrator is told in the morning: once of each request, once more when it is late."""
    administrators = db.session.scalars(
        select(Grant.person_id)
        .where(Grant.access_role == AccessRole.ADMINISTRATOR, Grant.holding_on(day))
        .distinct()
    ).all()
    return [
        Matter(
            person_id,
            f"data-{'late' if row.is_overdue(day) else 'request'}:{row.id}",
            row.due_on,
            _told(row, day),
        )
        for row in open_requests()
        for person_id in administrators
    ]


def overdue() -> Finding:
    """Whether every request about personal data is answered in time."""
    about, today, waiting = message("Requests about personal data"), clock.today(), open_requests()
    late = sum(row.is_overdue(today) for row in waiting)
    if late:
        sentence = message("%(number)s requests are late: the law gives two working days.", number=late)
        return Finding(about, Health.BAD, sentence, message("Answer them under “Requests about data”."))
    if waiting:
        sentence = message("%(number)s requests wait for an answer.", number=len(waiting))
        return Finding(about, Health.WATCH, sentence, message("Answer them under “Requests about data”."))
    return Finding(about, Health.GOOD, message("No request about personal data waits."))


def _told(row: DataRequest, day: date) -> Message:
    when = f"{row.due_on:%d/%m/%Y}"
    if row.is_overdue(day):
        return message(
            "A request about personal data was to be answered by %(day)s and is still open.", day=when
        )
    return message("A request about personal data is to be answered by %(day)s.", day=when)

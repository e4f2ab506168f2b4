"""Losses of personal data: noting one, and noting who was told (Law 91/2025/QH15, article 23)."""

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.health import Finding, Health
from lms.base.messages import Refusal, message
from lms.privacy.models import Breach, Loss
from lms.privacy.queries import breaches, tell_by


class NotABreach(Refusal):
    """What was entered cannot be."""


def note_breach(row: Breach) -> Breach:
    """Keep a loss; raises :class:`NotABreach` where its times or its person cannot be."""
    lock_for_writing("breaches")
    if (row.person_id is None) != (row.loss is Loss.BACKUP):
        raise NotABreach(message("Say whose phone or account it is; a backup is nobody's."))
    if row.until < row.since:
        raise NotABreach(message("The end comes before the beginning."))
    if row.noticed_at > clock.now():
        raise NotABreach(message("It cannot be noticed in the future."))
    db.session.add(row)
    db.session.flush()
    audit.record("breach:noted", row, by=row.entered_by_id, facts={"loss": row.loss.value})
    return row


def note_told(breach_id: int, *, authority: bool, people: bool, words: str, by: int) -> Breach:
    """Keep that the authority, the people, or both were told now, and how; what was noted before stays."""
    lock_for_writing("breaches")
    row = db.session.get_one(Breach, breach_id, populate_existing=True)
    now = clock.now()
    row.authority_told_at = row.authority_told_at or (now if authority else None)
    row.people_told_at = row.people_told_at or (now if people else None)
    row.told = words or row.told
    db.session.flush()
    audit.record("breach:told", row, by=by, facts={"authority": authority, "people": people})
    return row


def untold() -> Finding:
    """Whether the authority was told of every loss in time."""
    about = message("Losses of personal data")
    waiting = db.session.scalars(breaches().where(Breach.authority_told_at.is_(None))).all()
    late = sum(tell_by(row) < clock.now() for row in waiting)
    advice = message("Look under “Losses of data” whom to tell by when.")
    if late:
        sentence = message("%(number)s losses were not reported within 72 hours.", number=late)
        return Finding(about, Health.BAD, sentence, advice)
    if waiting:
        sentence = message("%(number)s losses wait to be reported.", number=len(waiting))
        return Finding(about, Health.BAD, sentence, advice)
    return Finding(about, Health.GOOD, message("No loss waits to be reported."))

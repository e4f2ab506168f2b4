"""Keeping apart what is handed in and cannot be taken as it comes: nothing of it is lost, and it counts for
nothing until she or her officer decides."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from courses.models import SentApart, Thing, Why
from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message

MOST_WAITING = 200
"""Things of one device that may wait: a phone that is lost cannot fill the database."""


class TooMuchApart(Refusal):
    """What waits for a decision is enough; the phone keeps the rest and tries again."""


class Decided(Refusal):
    """It is decided about once."""


@dataclass(frozen=True)
class Handed:
    """Something as a device handed it in."""

    kind: Thing
    id: str
    """The UUID that the device gave it."""
    content: dict[str, Any]
    person_id: int
    """Who did it."""
    sender_id: int
    """Whose key or session handed it in."""
    device: str

    def digest(self) -> str:
        """Tells a repetition from something else under the same id."""
        content = json.dumps([self.kind, self.content], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()


def keep_apart(handed: Handed, why: Why, now: datetime) -> SentApart:
    """Keep something apart, once; the same again is the row that is there. :class:`TooMuchApart` where
    :data:`MOST_WAITING` things of the device wait already."""
    lock_for_writing(f"apart:{handed.sender_id}")
    digest = handed.digest()
    known = select(SentApart).where(
        SentApart.sender_id == handed.sender_id,
        SentApart.sent_id == handed.id,
        SentApart.content_hash == digest,
    )
    row = db.session.scalar(known)
    if row is not None:
        return row
    _check_quota(handed)
    row = SentApart(
        kind=handed.kind,
        sent_id=handed.id,
        content_hash=digest,
        content=handed.content,
        person_id=handed.person_id,
        sender_id=handed.sender_id,
        device=handed.device,
        why=why,
        received_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row


def decide(row_id: int, *, take: bool, by: int, now: datetime) -> SentApart:
    """Note that something is taken over, or left where it is; what taking it over means is the caller's.

    Raises :class:`Decided` where somebody did so before.
    """
    lock_for_writing(f"apart-decision:{row_id}")
    row = db.session.get_one(SentApart, row_id)
    if row.decided_at is not None:
        raise Decided(message("Somebody has decided about this already."))
    row.decided_at, row.decided_by_id, row.taken = now, by, take
    db.session.flush()
    action = "sent_apart:taken" if take else "sent_apart:left"
    audit.record(action, row, by=by, facts={"person": row.person_id, "id": row.sent_id})
    return row


def _check_quota(handed: Handed) -> None:
    waiting = select(func.count()).where(
        SentApart.sender_id == handed.sender_id,
        SentApart.device == handed.device,
        SentApart.decided_at.is_(None),
    )
    if (db.session.scalar(waiting) or 0) >= MOST_WAITING:
        raise TooMuchApart(
            message(
                "%(count)d things from this phone wait for a decision already. Please ask the commune "
                "officer to look at them; until then the rest stays on this phone.",
                count=MOST_WAITING,
            )
        )

"""What phones hand in of a half-day or a meeting: taken once, however often it comes; kept apart where the
phone had been revoked, until somebody who runs the half-day or leads the meeting decides."""

from dataclasses import dataclass
from typing import Any

from lms.activities.models import Gathered
from lms.activities.queries import number_waiting_of
from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message

MOST_WAITING = 200
"""Things of one sender that may wait: a phone that is lost cannot fill the database."""


class OtherContent(Refusal):
    """Something else was handed in under this id."""


class TooMuchApart(Refusal):
    """What waits for a decision is enough; the phone keeps the rest and tries again."""


class Decided(Refusal):
    """It is decided about once."""


@dataclass(frozen=True)
class Handed:
    """Something as a phone handed it in; the fields mean what the columns of :class:`Gathered` mean."""

    id: str
    place: str
    content: dict[str, Any]
    sender_id: int
    device: str | None


def note(handed: Handed) -> bool:
    """Note that something was handed in, to be taken now; False where it is noted already: then nothing is
    to be done. :class:`OtherContent` where something else is."""
    lock_for_writing(f"gathered:{handed.id}")
    if _is_known(handed):
        return False
    _add(handed, apart=False)
    return True


def keep_apart(handed: Handed) -> None:
    """Keep apart what a revoked device handed in, once. :class:`TooMuchApart` where :data:`MOST_WAITING`
    things of its sender wait already, :class:`OtherContent` where something else is there under the id."""
    lock_for_writing(f"gathered:{handed.id}")
    if _is_known(handed):
        return
    if number_waiting_of(handed.sender_id) >= MOST_WAITING:
        raise TooMuchApart(
            message(
                "%(count)d things written down on this phone wait for a decision already. Somebody who runs "
                "the activity has to look at them; until then the rest stays on this phone.",
                count=MOST_WAITING,
            )
        )
    _add(handed, apart=True)


def decide(gathered_id: str, *, take: bool, by: int) -> Gathered:
    """Note that what was kept apart is taken over, or left where it is; what taking it over means is the
    caller's. Raises :class:`Decided` where somebody did so before."""
    lock_for_writing(f"gathered:{gathered_id}")
    row = db.session.get_one(Gathered, gathered_id)
    if not row.apart or row.decided_at is not None:
        raise Decided(message("Somebody has decided about this already."))
    row.decided_at, row.decided_by_id, row.taken = clock.now(), by, take
    db.session.flush()
    audit.record("gathered:taken" if take else "gathered:left", row, by=by, facts={"place": row.place})
    return row


def _is_known(handed: Handed) -> bool:
    known = db.session.get(Gathered, handed.id)
    if known is None:
        return False
    if (known.place, known.content, known.sender_id) != (handed.place, handed.content, handed.sender_id):
        raise OtherContent(
            message(
                "Something else was handed in under this number before. That stands; this stays on the phone."
            )
        )
    return True


def _add(handed: Handed, *, apart: bool) -> None:
    db.session.add(
        Gathered(
            id=handed.id,
            place=handed.place,
            content=handed.content,
            sender_id=handed.sender_id,
            device=handed.device,
            received_at=clock.now(),
            apart=apart,
        )
    )
    db.session.flush()

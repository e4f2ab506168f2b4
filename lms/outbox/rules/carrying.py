"""Deliveries: claimed, handed over by whoever knows the way, tried again a few times, then given up.

Between handing over and writing that down a machine may lose its power, and the other side may go away after
it took a message. Then nobody knows whether it left: it is handed over once more under the same name, by
which the other side knows that it is the same.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.outbox.models import Channel, Delivery, DeliveryState, MessageOut, Reminder

AT_ONCE = 50  # deliveries for one call of a job, so that it ends before long
MOST_TRIES = 5
WAIT = timedelta(minutes=5)  # before the second try; twice as long before each further one
LONGEST_WAIT = timedelta(days=1)  # whatever the other side asks for
TOO_OLD = timedelta(days=3)  # what waited so long, for want of a server, is not news any more
LOST = timedelta(hours=1)  # a claim of which nobody has told the end
SENDER_ENDED = "nobody told its end: it may have arrived"
WAITED_TOO_LONG = "waited too long"


@dataclass(frozen=True)
class Problem:
    """Why a message was not handed over."""

    words: str
    """For the log: without addresses, numbers and secrets."""
    is_final: bool = False
    """Whether another try would go the same way."""
    is_general: bool = False
    """Whether the other side takes nothing just now, so that no other message need be tried."""
    wait: timedelta = timedelta(0)
    """For how long the other side asks not to be asked again."""


def claim(channel: Channel, *, reminders: bool = True) -> list[int]:
    """Take what is due on this way, so that nobody else sends it; returns the keys of the deliveries.
    Without ``reminders`` these wait.

    What was claimed and never reported may have left; it is taken once more, as the same message.
    """
    lock_for_writing("outbox:deliveries")
    now = clock.now()
    on_the_way = Delivery.channel == channel, Delivery.due_at <= now
    open_ones = select(Delivery).join(MessageOut).where(*on_the_way)
    _take_back_lost(open_ones, now)
    too_old = Delivery.state == DeliveryState.WAITING, MessageOut.created_at <= now - TOO_OLD
    for stale in db.session.scalars(open_ones.where(*too_old)):
        stale.error, stale.state = stale.error or WAITED_TOO_LONG, DeliveryState.FAILED
    db.session.flush()
    waiting = open_ones.where(Delivery.state == DeliveryState.WAITING).order_by(Delivery.due_at, Delivery.id)
    if not reminders:
        waiting = waiting.where(MessageOut.id.not_in(select(Reminder.message_id)))
    claimed = db.session.scalars(waiting.limit(AT_ONCE)).all()
    for each in claimed:
        each.state, each.tries, each.due_at = DeliveryState.SENDING, each.tries + 1, now
    db.session.flush()
    return [each.id for each in claimed]


def report(delivery_id: int, problem: Problem | None) -> None:
    """Write down how it went: sent, to be tried again later, or given up; nothing where its person was erased
    meanwhile."""
    lock_for_writing("outbox:deliveries")
    delivery, now = db.session.get(Delivery, delivery_id), clock.now()
    if delivery is None:
        return
    delivery.error = problem.words[:300] if problem else None
    if problem is None:
        delivery.state, delivery.sent_at = DeliveryState.SENT, now
    elif delivery.tries >= MOST_TRIES or problem.is_final:
        delivery.state = DeliveryState.FAILED
    else:
        delivery.state = DeliveryState.WAITING
        delivery.due_at = now + max(WAIT * 2 ** (delivery.tries - 1), min(problem.wait, LONGEST_WAIT))
    db.session.flush()


def give_back(delivery_ids: Collection[int], wait: timedelta) -> None:
    """Let what was claimed and not tried wait, since the other side takes nothing just now."""
    lock_for_writing("outbox:deliveries")
    due_at = clock.now() + max(WAIT, min(wait, LONGEST_WAIT))
    claimed = Delivery.id.in_(delivery_ids), Delivery.state == DeliveryState.SENDING
    for each in db.session.scalars(select(Delivery).where(*claimed)):
        each.state, each.tries, each.due_at = DeliveryState.WAITING, each.tries - 1, due_at
    db.session.flush()


def try_again(delivery_id: int, by: int) -> bool:
    """Put what was given up on its way anew, because what was wrong was mended; False where it is on its
    way or has left. It is tried as often as a new one."""
    lock_for_writing("outbox:deliveries")
    delivery = db.session.get(Delivery, delivery_id)
    if delivery is None or delivery.state is not DeliveryState.FAILED:
        return False
    audit.record("delivery:tried_again", delivery, by=by, facts={"tries": delivery.tries})
    delivery.state, delivery.tries, delivery.due_at = DeliveryState.WAITING, 0, clock.now()
    db.session.flush()
    return True


def _take_back_lost(open_ones: Select[Delivery], now: datetime) -> None:
    lost = Delivery.state == DeliveryState.SENDING, Delivery.due_at <= now - LOST
    for each in db.session.scalars(open_ones.where(*lost)):
        each.error = SENDER_ENDED
        each.state = DeliveryState.FAILED if each.tries >= MOST_TRIES else DeliveryState.WAITING
    db.session.flush()

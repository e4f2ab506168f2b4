"""E-mail: claimed, handed to the office's mail server, tried again a few times, then given up.

Between handing over and writing that down a machine may lose its power, and the mail server may go away after
it took a letter. Then nobody knows whether it left: it is handed over once more under the same Message-ID, by
which mail servers and readers know that it is the same letter.
"""

import re
import smtplib
import ssl
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.config import LOOPBACK, MailServer
from lms.outbox.formats.letter import as_email
from lms.outbox.models import Channel, Delivery, DeliveryState, MessageOut, Reminder
from lms.people.models import Person

AT_ONCE = 50  # letters for one call of the job, so that it ends before the next
MOST_TRIES = 5
WAIT = timedelta(minutes=5)  # before the second try; twice as long before each further one
TOO_OLD = timedelta(days=3)  # what waited so long, for want of a server, is not news any more
LOST = timedelta(hours=1)  # a claim of which nobody has told the end
PATIENCE = 20  # seconds for each answer of the mail server
NO_ADDRESS = "she has no address any more"
SENDER_ENDED = "nobody told its end: it may have arrived"
WAITED_TOO_LONG = "waited too long"
_ADDRESS = re.compile(r"[^\s@<>'\"]+@[^\s@<>'\"]+")


def claim(*, reminders: bool = True) -> list[int]:
    """Take the letters that are due, so that nobody else sends them; returns the keys of the deliveries.
    Without ``reminders`` these wait.

    What was claimed and never reported may have left; it is taken once more, as the same letter.
    """
    lock_for_writing("outbox:email")
    now = clock.now()
    on_the_way = Delivery.channel == Channel.EMAIL, Delivery.due_at <= now
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


def post(delivery_id: int, server: MailServer, sender: str, public_url: str) -> str | None:
    """Hand a claimed letter to the mail server; returns what went wrong, without addresses. No lock is held
    meanwhile."""
    found = select(Delivery).where(Delivery.id == delivery_id)
    way = joinedload(Delivery.message)
    delivery = db.session.scalars(found.options(way.joinedload(MessageOut.person))).one()
    person: Person = delivery.message.person
    if not person.email:
        return NO_ADDRESS
    letter = as_email(delivery.message, person.email, sender, public_url)
    db.session.rollback()
    try:
        with _opened(server) as connection:
            _secure(connection, server)
            connection.send_message(letter)
    except (OSError, smtplib.SMTPException) as error:
        return _ADDRESS.sub("…", f"{type(error).__name__}: {error}")
    return None


def report(delivery_id: int, problem: str | None) -> None:
    """Write down how it went: sent, to be tried again later, or given up."""
    lock_for_writing("outbox:email")
    delivery, now = db.session.get_one(Delivery, delivery_id), clock.now()
    delivery.error = problem[:300] if problem else None
    if problem is None:
        delivery.state, delivery.sent_at = DeliveryState.SENT, now
    elif delivery.tries >= MOST_TRIES or problem == NO_ADDRESS:
        delivery.state = DeliveryState.FAILED
    else:
        delivery.state = DeliveryState.WAITING
        delivery.due_at = now + WAIT * 2 ** (delivery.tries - 1)
    db.session.flush()


def try_again(delivery_id: int, by: int) -> bool:
    """Put a letter that was given up on its way anew, because what was wrong was mended; False where it is on
    its way or has left. It is tried as often as a new one."""
    lock_for_writing("outbox:email")
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


def _opened(server: MailServer) -> smtplib.SMTP:
    if server.tls:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=PATIENCE)


def _secure(connection: smtplib.SMTP, server: MailServer) -> None:
    """Encrypt what follows, unless it never leaves this machine, and say who we are."""
    if not server.tls and server.host not in LOOPBACK:
        connection.starttls(context=ssl.create_default_context())
    if server.user:
        connection.login(server.user, server.password)

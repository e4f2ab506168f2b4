"""Reading inboxes, and what went out about something."""

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.base import clock
from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.outbox.models import Channel, Delivery, DeliveryState, MessageOut, Reminder, TextConsent
from lms.outbox.policies import reminded_by
from lms.people.models import Person

NO_PHONE = "she has no phone any more"
NO_MOBILE = "her number is no mobile one"
NO_CONSENT = "she wants no text messages any more"
NEVER_HANDED_OVER = (NO_PHONE, NO_MOBILE, NO_CONSENT)
"""Why a text message was given up before the gateway was asked."""
SHOWN = timedelta(days=14)
"""How long a reminder is worth passing on."""


def inbox_of(person_id: int) -> Select[MessageOut]:
    """Her messages, the newest first."""
    found = select(MessageOut).where(MessageOut.person_id == person_id).options(joinedload(MessageOut.by))
    return found.order_by(MessageOut.created_at.desc(), MessageOut.id.desc())


def message_for(person_id: int, message_id: int) -> MessageOut | None:
    """One of her messages; None where it is not hers."""
    return db.session.scalar(inbox_of(person_id).where(MessageOut.id == message_id))


def number_unread(person_id: int) -> int:
    """How many of her messages she has not opened."""
    unread = MessageOut.person_id == person_id, MessageOut.read_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(MessageOut).where(*unread)) or 0


def latest_about(about: str, person_ids: Collection[int]) -> dict[int, MessageOut]:
    """By person, the last message that she was sent about something."""
    found: dict[int, MessageOut] = {}
    for piece in in_pieces(sorted(set(person_ids))):
        rows = select(MessageOut).where(MessageOut.about == about, MessageOut.person_id.in_(piece))
        for each in db.session.scalars(rows.order_by(MessageOut.created_at, MessageOut.id)):
            found[each.person_id] = each
    return found


def failed_letters() -> int:
    """How many e-mails were given up."""
    failed = Delivery.channel == Channel.EMAIL, Delivery.state == DeliveryState.FAILED
    return db.session.scalar(select(func.count()).select_from(Delivery).where(*failed)) or 0


def last_texts(number: int) -> list[DeliveryState]:
    """How the last text messages ended that were handed to the gateway: taken, or given up."""
    found = select(Delivery.state).where(Delivery.channel == Channel.SMS, Delivery.tries > 0)
    ended = Delivery.state.in_([DeliveryState.SENT, DeliveryState.FAILED])
    asked = func.coalesce(Delivery.error, "").not_in(NEVER_HANDED_OVER)
    return list(db.session.scalars(found.where(ended, asked).order_by(Delivery.id.desc()).limit(number)))


def deliveries_logged(state: DeliveryState | None) -> Select[Delivery]:
    """Everything that was put on a way, or what stands so now; with its message, unordered."""
    found = select(Delivery).options(joinedload(Delivery.message))
    return found.where(Delivery.state == state) if state else found


def numbers_of_deliveries() -> dict[DeliveryState, int]:
    """How many deliveries stand in each state; without those in which none stands."""
    counted = select(Delivery.state, func.count()).group_by(Delivery.state)
    return dict(db.session.execute(counted).all())


def was_composed(day: date) -> bool:
    """Whether anybody was reminded on ``day``."""
    return db.session.scalar(select(Reminder.id).where(Reminder.composed_on == day).limit(1)) is not None


def reminders_to_tell(asker: Person, day: date) -> list[Reminder]:
    """The reminders of the last days that only somebody can pass on: of those whom the asker sees on ``day``,
    neither sent to an e-mail address nor opened. By name."""
    found = _reminders_seen(asker, day).where(*_unheard(day))
    return list(db.session.scalars(found.order_by(Person.sort_key, Reminder.id)))


def number_to_tell(asker: Person, day: date) -> int:
    """How many of :func:`reminders_to_tell` nobody has told yet."""
    untold = (
        select(func.count(Reminder.id))
        .join(Person, Person.id == Reminder.person_id)
        .join(MessageOut, MessageOut.id == Reminder.message_id)
        .where(reminded_by(asker, day), Reminder.told_at.is_(None), *_unheard(day))
    )
    return db.session.scalar(untold) or 0


def reminders_among(asker: Person, reminder_ids: Collection[int]) -> list[Reminder]:
    """Those of the reminders that the asker sees today."""
    found = _reminders_seen(asker, clock.today()).where(Reminder.id.in_(reminder_ids))
    return list(db.session.scalars(found))


def _reminders_seen(asker: Person, day: date) -> Select[Reminder]:
    return (
        select(Reminder)
        .join(Person, Person.id == Reminder.person_id)
        .join(MessageOut, MessageOut.id == Reminder.message_id)
        .where(reminded_by(asker, day))
        .options(
            contains_eager(Reminder.person), contains_eager(Reminder.message), joinedload(Reminder.told_by)
        )
    )


def _unheard(day: date) -> tuple[ColumnElement[bool], ...]:
    mailed = select(Delivery.message_id).where(
        Delivery.channel == Channel.EMAIL,  # a text message does not say what she is reminded of
        Delivery.state == DeliveryState.SENT,
    )
    return (
        Reminder.composed_on > day - SHOWN,
        MessageOut.read_at.is_(None),
        Reminder.message_id.not_in(mailed.where(Delivery.message_id == Reminder.message_id)),
    )


def wants_texts(person_id: int) -> bool:
    """Whether she has agreed to be told by text message."""
    found = select(TextConsent.id).where(TextConsent.person_id == person_id)
    return db.session.scalar(found) is not None


def share_phone(person: Person) -> bool:
    """Whether somebody else has the phone number of this person too."""
    others = select(Person.id).where(Person.phone == person.phone, Person.id != person.id, Person.standing())
    return person.phone is not None and db.session.scalar(others.limit(1)) is not None

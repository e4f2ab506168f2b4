"""Reading inboxes, and what went out about something."""

from collections.abc import Collection

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.outbox.models import Channel, Delivery, DeliveryState, MessageOut


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

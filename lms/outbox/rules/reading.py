"""Reading: a message counts as read from the moment at which she opened it first."""

from lms.base import clock
from lms.base.database import lock_for_writing
from lms.outbox.models import MessageOut
from lms.outbox.queries import message_for


def open_message(person_id: int, message_id: int) -> MessageOut | None:
    """One of her messages, read from now on; None where it is not hers."""
    lock_for_writing("outbox")
    found = message_for(person_id, message_id)
    if found and found.read_at is None:
        found.read_at = clock.now()
    return found

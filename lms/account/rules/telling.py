"""Telling somebody that a way into her account was opened or closed, whoever did it: a thief's doing must not
go unnoticed."""

from uuid import uuid4

from lms.account.formats.telling import told
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Message
from lms.outbox.rules.sending import send
from lms.people.models import Person

PAGE = "/account"


def tell_of(what: Message, person_id: int, by: int | None) -> None:
    """Put into her inbox ``what`` was changed, when and by whom; ``by`` is None for a command.

    It goes by e-mail or as a text message too, where she has chosen that.
    """
    own = by == person_id
    other = db.session.get(Person, by) if by is not None and not own else None
    words = told(what, clock.now(), other.full_name if other else None, own=own)
    send(
        person_id,
        words.subject,
        words.text,
        f"way-in:{uuid4()}",
        link=PAGE,
        by=other.id if other else None,
    )

"""Sending: what is written under a key is written once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lms.base import clock
from lms.base.bulk import in_pieces
from lms.base.database import db, lock_for_writing
from lms.outbox.models import Channel, Delivery, MessageOut
from lms.people.models import Person


@dataclass(frozen=True)
class Letter:
    """One message before it is sent."""

    person_id: int
    subject: str
    text: str
    key: str
    """What makes it this message, e.g. ``report:25:2026-11``; at most 200 characters."""
    link: str | None = None
    """The page of this product where she goes on; its path, e.g. ``/learn``."""
    about: str | None = None
    """What it concerns, to be asked for by :func:`lms.outbox.queries.latest_about`."""


def send(
    person_id: int,
    subject: str,
    text: str,
    key: str,
    link: str | None = None,
    by: int | None = None,
    about: str | None = None,
) -> MessageOut:
    """Put a message into somebody's inbox; the one that is there already where the key was used before.

    Where she has an e-mail address it goes there too, as soon as the job comes by.
    """
    sent = send_each([Letter(person_id, subject, text, key, link, about)], by=by)
    return sent[0] if sent else db.session.scalars(select(MessageOut).where(MessageOut.key == key)).one()


def send_each(letters: Sequence[Letter], *, by: int | None) -> list[MessageOut]:
    """The same for many; returns only what is new, in the order of ``letters``."""
    lock_for_writing("outbox")
    known = _known({each.key for each in letters})
    new: dict[str, MessageOut] = {}
    for letter in letters:
        if letter.key not in known and letter.key not in new:
            new[letter.key] = _message(letter, by)
    db.session.add_all(new.values())
    db.session.flush()
    _post(list(new.values()))
    return list(new.values())


def _message(letter: Letter, by: int | None) -> MessageOut:
    if letter.link is not None and (not letter.link.startswith("/") or letter.link.startswith("//")):
        raise ValueError("a link is the path of a page of this product")
    return MessageOut(
        person_id=letter.person_id,
        subject=letter.subject,
        text=letter.text,
        key=letter.key,
        link=letter.link,
        about=letter.about,
        by_id=by,
        created_at=clock.now(),
    )


def _known(keys: set[str]) -> set[str]:
    known: set[str] = set()
    for piece in in_pieces(sorted(keys)):
        known.update(db.session.scalars(select(MessageOut.key).where(MessageOut.key.in_(piece))))
    return known


def _post(messages: Sequence[MessageOut]) -> None:
    """Put what is for people with an e-mail address on its way."""
    reached: set[int] = set()
    for piece in in_pieces(sorted({each.person_id for each in messages})):
        found = select(Person.id).where(Person.id.in_(piece), Person.email.is_not(None))
        reached.update(db.session.scalars(found))
    now = clock.now()
    db.session.add_all(
        Delivery(message_id=each.id, channel=Channel.EMAIL, due_at=now)
        for each in messages
        if each.person_id in reached
    )
    db.session.flush()

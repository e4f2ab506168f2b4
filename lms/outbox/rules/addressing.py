"""Where somebody's messages go beside her inbox."""

import re

from sqlalchemy import select

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.outbox.models import TextConsent
from lms.people.models import Person

ADDRESS = re.compile(
    r"[^\s@<>,;:\"()\[\]\\]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}", re.IGNORECASE | re.ASCII
)
"""One plain address, as mail servers everywhere take it."""


class BadAddress(Refusal):
    """No mail can be sent there."""


def check_email(email: str) -> None:
    """Raise :class:`BadAddress` for what is neither empty nor an address."""
    if email and not (len(email) <= 254 and ADDRESS.fullmatch(email)):
        raise BadAddress(message("This is no e-mail address, such as hoa@example.vn."))


def keep_email(person_id: int, email: str) -> None:
    """Keep her e-mail address; an empty one is forgotten. Raises :class:`BadAddress`."""
    lock_for_writing(f"person:{person_id}")
    check_email(email)
    person = db.session.get_one(Person, person_id)
    if person.email != (email or None):
        person.email = email or None
        audit.record("person:changed_email", person, by=person_id, facts={"has_email": bool(email)})
    db.session.flush()


def agree_to_texts(person_id: int, *, wanted: bool) -> None:
    """Keep, or take back, her consent to text messages. Nobody else gives it for her: what goes beyond the
    work of the office needs the consent of whom it concerns (Law 91/2025/QH15 article 9)."""
    lock_for_writing(f"person:{person_id}")
    row = db.session.scalar(select(TextConsent).where(TextConsent.person_id == person_id))
    if wanted and row is None:
        row = TextConsent(person_id=person_id, agreed_at=clock.now())
        db.session.add(row)
        db.session.flush()
        audit.record("text_consent:given", row, by=person_id)
    elif row and not wanted:
        audit.record("text_consent:taken_back", row, by=person_id)
        db.session.delete(row)
        db.session.flush()

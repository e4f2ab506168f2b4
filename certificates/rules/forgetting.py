"""Taking a holder's name from her certificates: the register answers to the code on her paper as before."""

from collections.abc import Sequence

from sqlalchemy import select

from certificates.models import Award
from lms.base.database import db

PERSONAL_WORDS = ("name", "birth_date", "workplace")
"""What the words of a paper tell of the holder; the rest is the course, the number and who issued it."""


def forget_holders(person_ids: Sequence[int]) -> None:
    """Leave of the words of their papers what tells nothing of them; the caller holds the lock."""
    found = select(Award).where(Award.person_id.in_(person_ids), Award.printed.is_not(None))
    for award in db.session.scalars(found):
        award.printed = {**(award.printed or {}), **dict.fromkeys(PERSONAL_WORDS, "")}
    db.session.flush()

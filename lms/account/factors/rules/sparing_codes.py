"""Ten codes on paper, each good once, for whoever has no phone at hand."""

from sqlalchemy import delete

from lms.account.factors.models import SpareCode
from lms.account.factors.queries import spare_code
from lms.account.rules.hashing import digest_code
from lms.account.rules.one_time_codes import as_printed, new_code
from lms.account.rules.telling import tell_of
from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import message

NUMBER = 10
LENGTH = 10
"""Letters and figures of a code: 46 random bits."""


def make_spare_codes(person_id: int) -> list[str]:
    """Ten new codes as they are printed (``K7QM3-XPA9C``); those before them are good no longer.

    They are kept nowhere: print them now. She is told of it in her inbox.
    """
    codes = [new_code(LENGTH) for _ in range(NUMBER)]
    hashes = [_hash(person_id, code) for code in codes]
    lock_for_writing(f"account:{person_id}")
    drop_spare_codes(person_id)
    now = clock.now()
    rows = [SpareCode(person_id=person_id, code_hash=each, made_at=now) for each in hashes]
    db.session.add_all(rows)
    db.session.flush()
    audit.record("spare_code:printed", rows[0], by=person_id, facts={"number": NUMBER})
    what = message(
        "%(number)s new codes were printed that stand in for the phone; any before them are good no longer.",
        number=NUMBER,
    )
    tell_of(what, person_id, person_id)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def use_spare_code(person_id: int, typed: str) -> bool:
    """Whether this is a printed code of hers that is still good; it is used now."""
    code = as_printed(typed, LENGTH)
    if code is None:
        return False
    hashed = _hash(person_id, code)
    lock_for_writing(f"account:{person_id}")
    row = spare_code(person_id, hashed)
    if row is None:
        return False
    row.used_at = clock.now()
    db.session.flush()
    audit.record("spare_code:used", row, by=person_id)
    tell_of(message("A printed code was used to sign in without the phone."), person_id, person_id)
    return True


def drop_spare_codes(person_id: int) -> None:
    """Let no printed code of hers be good any more."""
    lock_for_writing(f"account:{person_id}")
    db.session.execute(delete(SpareCode).where(SpareCode.person_id == person_id))


def _hash(person_id: int, code: str) -> str:
    return digest_code(f"{person_id} {code}")

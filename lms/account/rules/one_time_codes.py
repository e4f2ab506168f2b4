"""Printed codes: how somebody signs in for the first time, or again after forgetting her password."""

import re
import secrets
from collections.abc import Iterable
from datetime import timedelta

from lms.account.models import Account
from lms.account.queries import accounts_of
from lms.account.rules.hashing import hash_code
from lms.base import audit, clock
from lms.base.database import db, lock_for_writing

# Without 0/O, 1/I/L, 2/Z, 5/S, 8/B and U: what a tired eye or a bad printer confuses. Eight of them are
# 37 random bits; each try costs a hash and is counted.
LETTERS = "34679ACDEFGHJKMNPQRTVWXY"
LENGTH = 8
LASTS = timedelta(days=30)

_SEPARATORS = re.compile(r"[\s\-.]+")


def issue(person_ids: Iterable[int], by: int | None) -> dict[int, str]:
    """New codes for these people, by person, as they are printed (``K7QM-3XPA``); the entrance commits.

    Each is good for 30 days and once. It replaces the code before it; a password stays until she uses
    the code to choose another. The codes themselves are kept nowhere: print them now or issue new ones.
    """
    codes = {person_id: new_code() for person_id in person_ids}
    hashes = {person_id: hash_code(code) for person_id, code in codes.items()}
    lock_for_writing("accounts")
    known = accounts_of(list(codes))
    for person_id, hashed in hashes.items():
        account = known.get(person_id) or Account(person_id=person_id, is_demo=False)
        account.code_hash = hashed
        account.code_expires_at = clock.now() + LASTS
        db.session.add(account)
    db.session.flush()
    for account in accounts_of(list(codes)).values():
        audit.record("account:code_issued", account, by=by)
    return {person_id: f"{code[:4]}-{code[4:]}" for person_id, code in codes.items()}


def new_code(length: int = LENGTH) -> str:
    """A random code, without its hyphen."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def as_printed(text: str, length: int = LENGTH) -> str | None:
    """The code that was typed, in capitals and without separators; None when it cannot be one."""
    code = _SEPARATORS.sub("", text).upper()
    return code if len(code) == length and set(code) <= set(LETTERS) else None

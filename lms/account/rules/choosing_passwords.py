"""Choosing a password: the first one with a printed code, another one with the one before."""

import hashlib
import unicodedata

from lms.account.models import Account
from lms.account.queries import account_of
from lms.account.rules.common_passwords import is_common
from lms.account.rules.hashing import fits, hash_password
from lms.account.rules.keeping_sessions import end_other_sessions
from lms.account.rules.telling import tell_of
from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import fold
from lms.people.models import Person

SHORTEST = 8
LONGEST = 128


class UnfitPassword(Refusal):
    """A password that must not be taken."""


class WrongPassword(Refusal):
    """The present password was not typed right."""


class CodeSpent(Refusal):
    """The printed code was used, replaced, or has expired since it was typed."""


def check_password(password: str, person: Person) -> None:
    """Refuse a password that is too short, too long, what others know of the person, or common."""
    length = len(unicodedata.normalize("NFC", password))
    if length < SHORTEST:
        raise UnfitPassword(
            message(
                "A password needs at least %(shortest)s characters; this one has %(length)s. "
                "A short sentence is easy to remember.",
                shortest=SHORTEST,
                length=length,
            )
        )
    if length > LONGEST:
        raise UnfitPassword(message("A password may have at most %(longest)s characters.", longest=LONGEST))
    known = {person.phone or "", fold(person.code), person.folded, person.folded.replace(" ", "")}
    if fold(password) in known or len(set(password)) == 1:
        raise UnfitPassword(
            message(
                "Others could guess this password. "
                "Do not use the name, the phone number or one single character."
            )
        )
    if is_common(password):
        raise UnfitPassword(
            message(
                "Whoever guesses tries this password first. Three or four words that have nothing to do "
                "with each other are easy to remember and hard to guess."
            )
        )


def mark_of(account: Account) -> str | None:
    """Tells one printed code from the next without saying anything about it."""
    if account.code_hash is None:
        return None
    return hashlib.sha256(account.code_hash.encode()).hexdigest()[:16]


def set_first_password(person: Person, code_mark: str, password: str) -> None:
    """Set the password of somebody who typed the printed code with this mark, and spend the code; where it
    takes the place of one before it, she is told.

    Signs her out wherever somebody was signed in as her. Raises :class:`UnfitPassword`, :class:`CodeSpent`.
    """
    check_password(password, person)
    person_id, hashed = person.id, hash_password(password)
    lock_for_writing(f"account:{person_id}")
    account = account_of(person_id)
    if account is None or not account.code_holds(clock.now()) or mark_of(account) != code_mark:
        raise CodeSpent(
            message(
                "This code has been used or is no longer valid. Ask at the health station for a new slip."
            )
        )
    forgotten = account.password_hash is not None
    account.code_hash = account.code_expires_at = None
    _set(account, hashed)
    end_other_sessions(person_id, but=None, by=person_id)
    if forgotten:
        what = message(
            "Another password was chosen with a code printed for you; all devices were signed out."
        )
        tell_of(what, person_id, person_id)


def set_founding_password(person: Person, password: str) -> None:
    """Open the account of the first administrator of an installation. Raises :class:`UnfitPassword`."""
    check_password(password, person)
    person_id, hashed = person.id, hash_password(password)
    lock_for_writing(f"account:{person_id}")
    account = Account(person_id=person_id)
    db.session.add(account)
    _set(account, hashed)


def change_password(person: Person, present: str, password: str) -> None:
    """Replace a password by another one and sign the person out on her other devices.

    Raises :class:`WrongPassword`, :class:`UnfitPassword`.
    """
    person_id, token = person.id, person.session_token
    account = account_of(person_id)
    if account is None or account.password_hash is None or not fits(present, account.password_hash):
        raise WrongPassword(message("This is not the present password."))
    check_password(password, person)
    before, hashed = account.password_hash, hash_password(password)
    lock_for_writing(f"account:{person_id}")
    account = account_of(person_id)
    if account is None or account.password_hash != before:
        raise WrongPassword(message("The password was changed in the meantime on another device."))
    _set(account, hashed)
    end_other_sessions(person_id, but=token, by=person_id)
    tell_of(message("The password was changed; the other devices were signed out."), person_id, person_id)


def _set(account: Account, hashed: str) -> None:
    account.password_hash, account.password_set_at = hashed, clock.now()
    account.is_demo = False
    db.session.flush()
    audit.record("account:password_set", account, by=account.person_id)

"""The PIN: four digits that open something only beside a card or on a device where she is known."""

import re

from lms.account.models import Account
from lms.account.queries import account_of, living_cards
from lms.account.rules.hashing import fits, hash_password
from lms.account.rules.opening_cards import whom_to_see
from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.people.models import Person

TRIES = 5
LENGTH = 4
_DIGITS = re.compile(r"[0-9]{4}")
_ROW = "01234567890"


class UnfitPin(Refusal):
    """Digits that must not be taken."""


class WrongPin(Refusal):
    """The PIN is another one."""


class PinLocked(Refusal):
    """There were five wrong PINs."""


def check_pin(pin: str, person: Person) -> None:
    """Refuse what is no PIN, and the ones that whoever finds the card would try first."""
    if not _DIGITS.fullmatch(pin):
        raise UnfitPin(message("A PIN has exactly four digits."))
    if len(set(pin)) == 1 or pin in _ROW or pin in _ROW[::-1] or pin[:2] * 2 == pin:
        raise UnfitPin(message("This PIN is too easy to guess, like 0000 or 1234. Choose other digits."))
    born = person.birth_date
    known = {f"{born:%d%m}", f"{born:%m%d}"} if born else set()
    if pin in known or pin == str(person.born_in) or (person.phone or "").endswith(pin):
        raise UnfitPin(
            message("Do not use the birthday, the year of birth or the end of the phone number as PIN.")
        )


def choose_pin(person: Person, pin: str, present: str | None = None) -> None:
    """Set a person's PIN: her first one, or another one in place of ``present``.

    Raises :class:`UnfitPin`, :class:`WrongPin`.
    """
    check_pin(pin, person)
    person_id, account = person.id, account_of(person.id)
    before = account.pin_hash if account else None
    if before is not None and not fits(present or "", before):
        raise WrongPin(message("This is not the present PIN."))
    hashed = hash_password(pin)
    lock_for_writing(f"account:{person_id}")
    account = account_of(person_id) or Account(person_id=person_id, is_demo=False)
    if account.pin_hash != before:
        raise WrongPin(message("The PIN was changed in the meantime on another device."))
    account.pin_hash, account.pin_set_at, account.pin_tries = hashed, clock.now(), 0
    db.session.add(account)
    db.session.flush()
    audit.record("account:pin_set", account, by=person_id)


def count_pin_try(person_id: int) -> str:
    """Count a try before it is looked at, and give the hash to compare with; the entrance commits at once.

    Raises :class:`PinLocked` after five wrong ones.
    """
    lock_for_writing(f"account:{person_id}")
    account = account_of(person_id)
    if account is None or account.pin_hash is None:
        raise WrongPin(message("There is no PIN yet. Sign in with the card or the password."))
    if account.pin_tries >= TRIES:
        raise locked(person_id)
    account.pin_tries += 1
    db.session.flush()
    return account.pin_hash


def wrong(person_id: int) -> Refusal:
    """What to say of a wrong PIN, with the tries that are left."""
    account = account_of(person_id)
    left = TRIES - (account.pin_tries if account else 0)
    if left <= 0:
        return locked(person_id)
    return WrongPin(message("This is not the PIN. %(left)s tries are left.", left=left))


def locked(person_id: int) -> PinLocked:
    """What to say when the PIN is locked: whom to see."""
    return PinLocked(
        message(
            "After five wrong PINs the PIN is locked. Take the card and see %(officer)s: "
            "a new PIN is chosen there at once.",
            officer=whom_to_see(person_id),
        )
    )


def forget_pin_tries(person_id: int) -> None:
    """Begin anew after the right PIN."""
    lock_for_writing(f"account:{person_id}")
    account = account_of(person_id)
    if account is not None and account.pin_tries:
        account.pin_tries = 0
        db.session.flush()


def reset_pin(person: Person, by: int) -> None:
    """Take a PIN away, face to face: her card opens once more, on any phone, and she chooses anew."""
    person_id = person.id
    lock_for_writing("cards")  # before her account, as whoever signs in by a card does
    lock_for_writing(f"account:{person_id}")
    account = account_of(person_id)
    if account is None:
        return
    account.pin_hash, account.pin_set_at, account.pin_tries = None, None, 0
    for card in living_cards([person_id]).values():
        card.first_device_id = None
    db.session.flush()
    audit.record("account:pin_reset", account, by=by)

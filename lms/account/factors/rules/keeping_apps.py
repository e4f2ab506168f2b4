"""The app on her phone: bringing it in, judging its digits, taking it out. As RFC 6238 says: six digits."""

import hmac
import re

import pyotp

from lms.account.factors.models import AppFactor
from lms.account.factors.queries import factors_of
from lms.account.rules.telling import tell_of
from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.safekeeping import SealLost, seal, unseal

ISSUER = "Lop 520"  # some apps draw no letter with a mark
SECONDS = 30
AROUND = (-1, 0, 1)
"""Half minutes whose digits are taken: clocks of phones go wrong, and typing takes its time."""
_FIRST_APP = message("An app on a phone was set up: from now on its codes are asked for beside the password.")
_OTHER_APP = message(
    "The app that shows your codes was set up anew on a phone; the one before it opens nothing any more."
)
_NOISE = re.compile(r"[\s\-.]+")


class WrongCode(Refusal):
    """The digits are others, or were used before."""


class NotFirst(Refusal):
    """Somebody has a second factor already, which a password alone must not replace."""


class KeyLost(Refusal):
    """Digits cannot be judged, because what opens their keys is missing."""


def new_key() -> str:
    """A key of 160 random bits, in the letters that apps take (base 32)."""
    return str(pyotp.random_base32(32))


def in_fours(key: str) -> str:
    """The key as somebody types it: in groups of four."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def address_of(key: str, code: str) -> str:
    """What the QR code says to the app, for the person with this staff code."""
    return str(pyotp.TOTP(key).provisioning_uri(name=code, issuer_name=ISSUER))


def add_app(person_id: int, key: str, typed: str, *, first: bool = False) -> None:
    """Let the app that holds ``key`` be her second factor, in place of one before it.

    ``typed`` are the digits that it shows now; ``first`` that she has shown no more than her password. Raises
    :class:`WrongCode`, :class:`NotFirst`.
    """
    sealed = seal(key, _about(person_id))
    lock_for_writing(f"account:{person_id}")
    if first:
        check_first(person_id)
    step = _step_of(key, typed, after=0)
    if step is None:
        raise WrongCode(
            message(
                "These are not the digits that belong to this key. Type those that the app shows now; "
                "if they are refused again, look whether the phone's clock is right."
            )
        )
    before = db.session.get(AppFactor, person_id)
    row = before or AppFactor(person_id=person_id)
    row.sealed_key, row.last_step, row.added_at = sealed, step, clock.now()
    db.session.add(row)
    db.session.flush()
    audit.record("app_factor:added", row, by=person_id)
    tell_of(_OTHER_APP if before else _FIRST_APP, person_id, person_id)


def check_first(person_id: int) -> None:
    """Raise :class:`NotFirst` where she has a second factor; under the lock of her account."""
    if factors_of(person_id).any:
        raise NotFirst(message("This account has a second factor by now. Sign in once more, and use it."))


def is_right(person_id: int, typed: str) -> bool:
    """Whether these are digits of her app that nobody has used before; they are used now.

    Raises :class:`KeyLost` where what opens the key is missing.
    """
    lock_for_writing(f"account:{person_id}")
    row = db.session.get(AppFactor, person_id)
    if row is None:
        return False
    try:
        key = unseal(row.sealed_key, _about(person_id))
    except SealLost as problem:
        raise KeyLost(
            message(
                "The codes of phones cannot be judged: the file instance/factors.key, or the setting "
                "SECOND_FACTOR_KEY, is missing or another one. Use a printed code, or ask an administrator "
                "to take the second factor away."
            )
        ) from problem
    step = _step_of(key, typed, after=row.last_step)
    if step is None:
        return False
    row.last_step = step
    db.session.flush()
    return True


def remove_app(person_id: int, by: int | None) -> bool:
    """Ask for the digits of her app no longer; False where there is none."""
    lock_for_writing(f"account:{person_id}")
    row = db.session.get(AppFactor, person_id)
    if row is None:
        return False
    audit.record("app_factor:removed", row, by=by)
    db.session.delete(row)
    db.session.flush()
    return True


def _step_of(key: str, typed: str, after: int) -> int | None:
    """The half minute to which the digits belong, if it is about now and after ``after``."""
    app, digits = pyotp.TOTP(key), _NOISE.sub("", typed)
    present = int(clock.now().timestamp()) // SECONDS
    for step in (present + each for each in AROUND):
        if step > after and hmac.compare_digest(app.generate_otp(step).encode(), digits.encode()):
            return step
    return None


def _about(person_id: int) -> str:
    return f"app {person_id}"

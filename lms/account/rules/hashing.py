"""Turning secrets into hashes and back into yes or no. Slow on purpose: never called under the write lock."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

# RFC 9106, second recommended option: 64 MiB, three passes.
_PASSWORDS = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
# A printed code is random (37 bits) and lives 30 days: two hundred of them must not take a minute.
_CODES = PasswordHasher(time_cost=2, memory_cost=8 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """The hash of a password; the same for the same letters, however they were composed."""
    return _PASSWORDS.hash(_normal(password))


def hash_code(code: str) -> str:
    """The hash of a printed code."""
    return _CODES.hash(code)


def fits(secret: str, hashed: str) -> bool:
    """Whether a secret belongs to a hash."""
    try:
        return _PASSWORDS.verify(hashed, _normal(secret))
    except (InvalidHashError, VerificationError, VerifyMismatchError):
        return False


def waste_as_much_time(secret: str) -> None:
    """Do the work of a comparison for somebody who has nothing to compare with."""
    fits(secret, _nobodys_hash())


@cache
def _nobodys_hash() -> str:
    return hash_password("nobody's password")


def _normal(secret: str) -> str:
    return unicodedata.normalize("NFC", secret)

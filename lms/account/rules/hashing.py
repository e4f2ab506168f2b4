"""Turning secrets into hashes and back into yes or no. Slow on purpose: never called under the write lock."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from argon2.low_level import hash_secret_raw

PASSES, LANES = 3, 4  # RFC 9106, second recommended option; with 64 MiB
_hasher = PasswordHasher(time_cost=PASSES, memory_cost=64 * 1024, parallelism=LANES)
# A printed code is random (37 bits) and lives 30 days: two hundred of them must not take a minute.
_CODES = PasswordHasher(time_cost=2, memory_cost=8 * 1024, parallelism=1)


def work_with(megabytes: int) -> None:
    """How much memory, in MiB, hashing a password takes from now on; hashes made before keep fitting."""
    global _hasher
    _hasher = PasswordHasher(time_cost=PASSES, memory_cost=megabytes * 1024, parallelism=LANES)
    _nobodys_hash.cache_clear()


def hash_password(password: str) -> str:
    """The hash of a password; the same for the same letters, however they were composed."""
    return _hasher.hash(_normal(password))


def hash_code(code: str) -> str:
    """The hash of a printed code."""
    return _CODES.hash(code)


def digest_code(code: str) -> str:
    """What the code of a card is found by: as slow as :func:`hash_code`, and the same every time, since
    nobody types beside it whose card it is."""
    raw = hash_secret_raw(
        code.encode(), b"code of a card", time_cost=2, memory_cost=8 * 1024, parallelism=1, hash_len=32,
        type=Type.ID,
    )  # fmt: skip
    return raw.hex()


def fits(secret: str, hashed: str) -> bool:
    """Whether a secret belongs to a hash."""
    try:
        return _hasher.verify(hashed, _normal(secret))
    except (InvalidHashError, VerificationError, VerifyMismatchError):
        return False


def waste_as_much_time(secret: str) -> None:
    """Do the work of a comparison for somebody who has nothing to compare with."""
    fits(secret, _nobodys_hash())


def waste_as_much_time_on_code(code: str) -> None:
    """The same for what may be a printed code."""
    fits(code, _nobodys_code())


@cache
def _nobodys_code() -> str:
    return hash_code("nobody's code")


@cache
def _nobodys_hash() -> str:
    return hash_password("nobody's password")


def _normal(secret: str) -> str:
    return unicodedata.normalize("NFC", secret)

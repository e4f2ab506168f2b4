"""Verification codes: random, made for reading aloud, and able to tell a slip from a forgery. Pure.

Twelve characters of an alphabet of 31 (no I, L, O, U, Z), the last chosen so that the weighted sum is
divisible by 31. As 31 is prime and no two weights are equal, every single wrong character and every two
characters exchanged are noticed. Eleven random characters are 54 bits: nobody finds one by trying.
"""

import secrets

from lms.base.messages import Refusal, message

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
LENGTH = 12
GROUP = 4
_LOOK_ALIKES = str.maketrans("OILUZ", "011V2")
_VALUE = {char: value for value, char in enumerate(ALPHABET)}


class MistypedCode(Refusal):
    """A code that this product never gives: a character is wrong or missing."""


def new_code() -> str:
    """A new random code."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The last character of the code that begins with ``body``."""
    return ALPHABET[-_weighted(body) % len(ALPHABET)]


def read_code(text: str) -> str:
    """The code in what somebody typed: any case, with or without spaces and hyphens, O for 0 and the like.

    Raises :class:`MistypedCode` where the check character does not fit.
    """
    code = "".join(char for char in text.upper() if char.isalnum()).translate(_LOOK_ALIKES)
    if len(code) != LENGTH or any(char not in _VALUE for char in code):
        raise MistypedCode(
            message("A verification code has %(length)s letters and digits. Please compare.", length=LENGTH)
        )
    if check_character(code[:-1]) != code[-1]:
        raise MistypedCode(message("One or more characters of this code are mistyped. Please compare."))
    return code


def grouped(code: str) -> str:
    """The code as it is printed: ``7K4M-2QPX-9ABC``."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def _weighted(body: str) -> int:
    """The sum of the values, weighted 12, 11, … 2; the check character has weight 1."""
    return sum((LENGTH - place) * _VALUE[char] for place, char in enumerate(body))

"""Receipts: eight characters that can be read aloud, the last of which checks the seven before it."""

import secrets

ALPHABET = "123456789ABCDEFGHJKMNPQRSTVWXYZ"  # 31 signs, a prime number; no 0, I, L, O, U
_WEIGHTS = (2, 3, 5, 7, 11, 13, 17)  # all different and none 0 modulo 31
_DIFFERENT = len(ALPHABET) ** len(_WEIGHTS)


def new_receipt() -> str:
    """A receipt such as ``7K4M-2QPX``: seven signs by chance and their check; 27 thousand million differ."""
    number, signs = secrets.randbelow(_DIFFERENT), ""  # chance is asked once, not for each sign
    for _ in _WEIGHTS:
        number, sign = divmod(number, len(ALPHABET))
        signs += ALPHABET[sign]
    return _written(signs + _check(signs))


def read_receipt(text: str) -> str | None:
    """A receipt as it is kept, from what somebody typed or read aloud; None where its check does not hold.

    Modulo a prime, the check finds every wrong sign and every two signs that changed places. It finds slips,
    not forgers: that a receipt was given is known only from the attempt that keeps it.
    """
    signs = "".join(char for char in text.upper() if char.isalnum()).replace("I", "1").replace("L", "1")
    if len(signs) != len(_WEIGHTS) + 1 or any(sign not in ALPHABET for sign in signs):
        return None
    return _written(signs) if _check(signs[:-1]) == signs[-1] else None


def _check(signs: str) -> str:
    total = sum(weight * ALPHABET.index(sign) for weight, sign in zip(_WEIGHTS, signs, strict=True))
    return ALPHABET[-total % len(ALPHABET)]


def _written(signs: str) -> str:
    return f"{signs[:4]}-{signs[4:]}"

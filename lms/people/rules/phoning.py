"""Bringing a phone number into the one form in which it is kept."""

import re

from lms.base.messages import Refusal, message
from lms.base.text import clean

_SEPARATORS = re.compile(r"[\s.\-()/]+")
_NUMBER = re.compile(r"0[1-9]\d{8,9}")


class BadPhone(Refusal):
    """What was given is no Vietnamese phone number."""


def normal_phone(text: str) -> str | None:
    """The digits of a Vietnamese number with their leading zero; None for an empty text.

    ``+84 912 345 678`` and the ``912345678`` of a spreadsheet that dropped the zero become ``0912345678``.
    """
    digits = _SEPARATORS.sub("", clean(text))
    if not digits:
        return None
    number = digits.removeprefix("+")
    if number.startswith("84") and len(number) in (11, 12):
        number = "0" + number[2:]
    elif not number.startswith("0") and len(number) == 9:
        number = "0" + number
    if not _NUMBER.fullmatch(number):
        raise BadPhone(message("%(phone)s is not a Vietnamese phone number.", phone=clean(text)[:30]))
    return number

"""What a cell of a list means: text, codes, phones, days, yes and no. Pure functions.

A spreadsheet turns ``0912345678`` into the number 912345678 and ``08869`` into 8869; here they become text
with their zeros again, or are refused where that would be guessing.
"""

import re
from datetime import date, datetime

from lms.base.messages import Message, Refusal, message
from lms.base.spreadsheets import Value
from lms.base.text import clean, fold

_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{8,9}")
_YES = frozenset({"co", "x", "yes", "y", "1", "1.0", "true", "dung", "v", "✓", "✔"})
_NO = frozenset({"", "khong", "no", "n", "0", "0.0", "false", "-", "sai", "ko"})


class WrongValue(Refusal):
    """A cell does not hold what its column asks for."""


def text_of(value: Value) -> str:
    """The value as clean text; a whole number without its ".0", a day as ``dd/mm/yyyy``."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return clean(str(value))


def lost_zeros(value: Value) -> bool:
    """Whether the value is a number, which cannot have kept the zeros a code begins with."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def phone_of(value: Value) -> str | None:
    """A Vietnamese phone number as digits with its zero, e.g. ``0912345678``; None for an empty cell.

    Accepts spaces, points and +84, and a number whose zero was lost.
    """
    text = re.sub(r"[\s.\-()]", "", text_of(value))
    if not text:
        return None
    if text.startswith("+84") or (text.startswith("84") and len(text) in (11, 12)):
        text = "0" + text.removeprefix("+").removeprefix("84")
    if not text.startswith("0") and len(text) in (9, 10):
        text = "0" + text
    if not (_MOBILE.fullmatch(text) or _LANDLINE.fullmatch(text)):
        raise WrongValue(
            message(
                "“%(value)s” is not a phone number: one number of 10 digits is expected.", value=_short(value)
            )
        )
    return text


def day_of(value: Value) -> date | None:
    """A day: a real date, or text as ``dd/mm/yyyy``; None for an empty cell."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(value)
    if not text:
        return None
    if parts := _DAY.fullmatch(text):
        year, month, number = int(parts[3]), int(parts[2]), int(parts[1])
    elif parts := _ISO_DAY.fullmatch(text):
        year, month, number = int(parts[1]), int(parts[2]), int(parts[3])
    else:
        raise WrongValue(_no_day(value))
    try:
        return date(year, month, number)
    except ValueError as error:
        raise WrongValue(_no_day(value)) from error


def yes_of(value: Value) -> bool | None:
    """Yes or no as lists write them (có, x, 1; không, 0); None for an empty cell."""
    word = fold(text_of(value)) if not isinstance(value, bool) else str(value).casefold()
    if not word:
        return None
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise WrongValue(message("“%(value)s” is neither “có” nor “không”.", value=_short(value)))


def _no_day(value: Value) -> Message:
    return message("“%(value)s” is not a date: write day/month/year, e.g. 05/02/2026.", value=_short(value))


def _short(value: Value) -> str:
    text = text_of(value)
    return text if len(text) <= 40 else text[:39] + "…"

"""What a cell of a list means: text, days, yes and no. Pure functions.

A spreadsheet turns ``0912345678`` into the number 912345678.0 and ``08869`` into 8869.0: here they become
text without the ".0"; whether zeros were lost only those can say who know what the column holds.
"""

import re
from datetime import date, datetime

from lms.base.messages import Message, Refusal, message
from lms.base.spreadsheets import Value
from lms.base.text import clean, fold

_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
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

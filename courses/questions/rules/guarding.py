"""Signs that a text tells of a real person: a phone number, a day of birth, a name. They warn, they never
forbid: a fictional child has a name too. Pure; the same patterns warn on the phone."""

import re
from typing import NamedTuple

from lms.base.messages import Message, message

_CAPITALS = "A-Z" + "".join(
    letter
    for letter in map(chr, [*range(0xC0, 0x180), 0x1A0, 0x1AF, *range(0x1EA0, 0x1EFA)])
    if letter.isupper()
)
_CALLED = ("cháu", "bé", "em", "con", "chị", "anh", "bà", "ông", "cô", "chú")
_EITHER_CASE = "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in _CALLED)


class Sign(NamedTuple):
    """What may give somebody away."""

    pattern: str
    """A regular expression that means the same to Python and to a browser."""
    warning: Message


SIGNS = (
    Sign(r"(?:^|\D)(?:\+84|84|0)(?:[\s.\-]?[0-9]){8,10}", message("This looks like a phone number.")),
    Sign(
        r"[0-9]{1,2}\s*[/.\-]\s*[0-9]{1,2}\s*[/.\-]\s*(?:19|20)[0-9]{2}|[Ss]inh (?:ngày|năm)\s*[0-9]",
        message("This looks like a day of birth."),
    ),
    Sign(
        rf"(?:^|[\s.,;:(“\"'\-])(?:{_EITHER_CASE})\s+[{_CAPITALS}]",
        message("This looks like somebody's name."),
    ),
)


def warnings_about(text: str) -> list[Message]:
    """What in a text may give somebody away; nothing if there is no sign of it."""
    return [sign.warning for sign in SIGNS if re.search(sign.pattern, text)]

"""What a part says about its own health: one line for whoever runs the product."""

import enum
from typing import NamedTuple

from lms.base.messages import Message


class Health(enum.StrEnum):
    """How something stands."""

    GOOD = "good"
    WATCH = "watch"  # nothing is lost yet, but somebody should look
    BAD = "bad"


class Finding(NamedTuple):
    """One line of the health page."""

    about: Message
    """What it is about, in a word or two."""
    health: Health
    sentence: Message
    """How it stands; no secrets, no paths."""
    advice: Message | None = None
    """What to do; None where nothing is to be done."""

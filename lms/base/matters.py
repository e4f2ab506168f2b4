"""What a part knows that somebody should be reminded of: a matter of a person, with the day it is about."""

from datetime import date
from typing import NamedTuple

from lms.base.messages import Message


class Matter(NamedTuple):
    """One thing to remind one person of; of the same matter and day she is reminded once."""

    person_id: int
    key: str
    """Which matter it is, e.g. ``assignment:17``; at most 120 characters."""
    due_on: date
    """The day it is about: by when it is due, when it ends, when it may be done again."""
    sentence: Message
    """What she is told, whole, to be read aloud; names nobody."""

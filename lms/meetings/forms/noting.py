"""A note of a meeting as a phone hands it in, as JSON."""

import enum
from datetime import date, datetime
from typing import Any, NamedTuple, Self
from uuid import UUID

from lms.base import clock
from lms.base.text import clean
from lms.web.asking import row_key

LONGEST = 2_000
"""In characters: the rules say how long a note may be; nothing longer than this is even looked at."""


class NoteKind(enum.StrEnum):
    """What was written down."""

    MESSAGE = "message"
    """Something to pass on."""
    AGREED = "agreed"
    """Something to be done, by one person or by all."""
    DONE = "done"
    """That something agreed is done, or is not after all."""


class Note(NamedTuple):
    """Something written down at a meeting."""

    id: str
    """A UUID, minted on the phone."""
    kind: NoteKind
    content: dict[str, Any]
    """What was sent, as JSON."""

    @classmethod
    def read(cls, sent: Any) -> Self:
        """From ``{"id", "kind", "at"}`` with ``"words"`` of a message, also ``"person"`` (a key or null) of
        what was agreed, ``"follow_up"`` and ``"done"`` of a tick.

        Raises KeyError, TypeError, ValueError or OverflowError for anything else.
        """
        kind = NoteKind(sent["kind"])
        content = {"kind": kind.value, "at": _moment(sent["at"]).isoformat()}
        return cls(str(UUID(sent["id"])), kind, content | _READ[kind](sent))

    @property
    def on(self) -> date:
        """The day on which it was written down, by the phone's clock; one that runs ahead is brought back."""
        return clock.day_of(min(_moment(self.content["at"]), clock.now()))


def _words(sent: Any) -> dict[str, Any]:
    words = sent["words"]
    if not isinstance(words, str) or len(words) > LONGEST:
        raise TypeError("words are a text")
    return {"words": clean(words)}


def _agreed(sent: Any) -> dict[str, Any]:
    person = sent["person"]
    return _words(sent) | {"person": None if person is None else row_key(str(person))}


def _done(sent: Any) -> dict[str, Any]:
    if not isinstance(sent["done"], bool):
        raise TypeError("done is true or false")
    return {"follow_up": row_key(str(sent["follow_up"])), "done": sent["done"]}


_READ = {NoteKind.MESSAGE: _words, NoteKind.AGREED: _agreed, NoteKind.DONE: _done}


def _moment(text: Any) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment has its zone")
    moment.astimezone(clock.VIETNAM)  # one at the edge of the calendar overflows
    return moment

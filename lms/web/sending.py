"""By which key something is handed in. A sending key is kept by a phone for one person and may do one thing:
hand in what she did on it. Who knows the keys (``lms.account``) injects how they are found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, g, request

HEADER = "Sending-Key"
UNSENT = "Unsent"


@dataclass(frozen=True)
class Sender:
    """A device that hands in what a person did on it."""

    person_id: int
    device: str
    """The device's id, a UUID."""
    revoked: bool
    """Whether the device was revoked: what it sends is kept apart, and counts for nothing by itself."""


Find = Callable[[str], tuple[Any, Sender] | None]
"""The ``Person`` and the sender by a key; None for a key that nobody was given."""


def sender() -> Sender | None:
    """By which device's key this request is made; None where it is made by a session, or by nobody."""
    found: Sender | None = g.get("sender")
    return found


def key_sent() -> str | None:
    """The sending key that came with this request."""
    return request.headers.get(HEADER)


def find_sender(key: str) -> tuple[Any, Sender] | None:
    """Whose key this is, and of which device."""
    find: Find | None = current_app.extensions.get("find_sender")
    return find(key) if find else None


def note_unsent() -> None:
    """Let what the device says it has to hand in besides this be noted; the view then commits."""
    by, said = sender(), request.headers.get(UNSENT, "")
    note: Callable[[str, int], None] | None = current_app.extensions.get("note_unsent")
    if by and note and said.isascii() and said.isdigit() and len(said) < 6:
        note(by.device, int(said))

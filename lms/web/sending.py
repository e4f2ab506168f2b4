"""By which key something is handed in. A sending key is kept by a phone for one person and may do one thing:
hand in what she did on it. Who knows the keys (``lms.account``) injects how they are found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, g, request
from werkzeug.datastructures import Headers

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
    noted: int | None = None
    """How many things it is known to have still to hand in; None where it is time to note it anew."""


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
    by = sender()
    if by:
        note_said(by, request.headers)


def note_said(by: Sender, headers: Headers) -> None:
    """The same of a device, by the headers of what it sent."""
    said = headers.get(UNSENT, "")
    note: Callable[[str, int], None] | None = current_app.extensions.get("note_unsent")
    if note and said.isascii() and said.isdigit() and len(said) < 6 and int(said) != by.noted:
        note(by.device, int(said))

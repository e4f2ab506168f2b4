"""The few requests to the other house: to the addresses that it names itself, nowhere else."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from lms.base.outgoing import NoAnswer, Refused, ask
from lms.config import LOOPBACK

PATIENCE = 5  # seconds that one request may take; whoever signs in waits for three at most
LARGEST = 256 * 1024  # bytes of an answer


class Unreachable(Exception):
    """No answer came, or none that can be read."""


class Declined(Unreachable):
    """What was asked is refused."""


def is_safe(address: object) -> bool:
    """Whether an address may be asked: HTTPS, or this very machine."""
    if not isinstance(address, str):
        return False
    parts = urlsplit(address)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    )


def fetch(
    address: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The JSON object at an address, or what it answers to a form.

    Raises :class:`Unreachable` where there is none within :data:`PATIENCE` seconds and :data:`LARGEST` bytes,
    and :class:`Declined` where the answer is a refusal.
    """
    if not is_safe(address):
        raise Unreachable(f"{address!r} is no address by HTTPS")
    data = urlencode(form).encode() if form is not None else None
    try:
        wanted = {"Accept": "application/json", **(headers or {})}
        body = ask(address, data, wanted, patience=PATIENCE, largest=LARGEST)
    except Refused as error:
        kind = Declined if 400 <= error.status < 500 else Unreachable
        raise kind(f"{address} answers {error.status}") from error
    except NoAnswer as error:
        raise Unreachable(f"{address}: {error}") from error
    return _read(address, body)


def _read(address: str, body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body) if len(body) <= LARGEST else None
    except (ValueError, RecursionError) as error:
        raise Unreachable(f"{address} answers no JSON") from error
    if not isinstance(found, dict):
        raise Unreachable(f"{address} answers no JSON object")
    return found

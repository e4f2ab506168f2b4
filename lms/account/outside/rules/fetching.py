"""The few requests to the other house: to the addresses that it names itself, nowhere else."""

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from lms.config import LOOPBACK

PATIENCE = 5  # seconds that one request may take; whoever signs in waits for three at most
LARGEST = 256 * 1024  # bytes of an answer


class Unreachable(Exception):
    """No answer came, or none that can be read."""


class Declined(Unreachable):
    """What was asked is refused."""


class _NoRedirects(HTTPRedirectHandler):
    """Follows nowhere: an address is one that was named, or none."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        """None: a redirect is an answer that cannot be read."""


_OPENER = build_opener(_NoRedirects)


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
    asked = Request(address, data, {"Accept": "application/json", **(headers or {})})  # noqa: S310 — looked at above
    try:
        with _OPENER.open(asked, timeout=PATIENCE) as answer:
            body = answer.read(LARGEST + 1)
    except HTTPError as error:
        error.close()
        kind = Declined if 400 <= error.code < 500 else Unreachable
        raise kind(f"{address} answers {error.code}") from error
    except (OSError, HTTPException) as error:
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

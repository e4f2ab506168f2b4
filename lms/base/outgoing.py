"""Requests that leave this server: bounded in time and size, following nowhere.

Callers say which addresses may be asked; none comes from what a user typed. What goes wrong is told without
the address and without a word of the answer, since either may hold a secret or a number.
"""

from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener


class NoAnswer(Exception):
    """No answer came, none in time, or not all of it; the message is the name of what went wrong."""


class Refused(NoAnswer):
    """The other side answered with another status than one of success."""

    def __init__(self, status: int, wait: int | None = None) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.wait = wait
        """For how many seconds it asks not to be asked again; None where it says nothing of it."""


class _NoRedirects(HTTPRedirectHandler):
    """Follows nowhere: an address is one that was named, or none."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        """None: a redirect is an answer of no success."""


_OPENER = build_opener(_NoRedirects)


def ask(
    address: str, data: bytes | None, headers: Mapping[str, str], *, patience: float, largest: int
) -> bytes:
    """What ``address`` answers, one byte more than ``largest`` at most: GET, or POST where there is data.

    Each step may take ``patience`` seconds, and so may reading the answer. Raises ``ValueError`` for an
    address that is not HTTP, :class:`Refused` for a status of no success, else :class:`NoAnswer`.
    """
    if urlsplit(address).scheme not in ("https", "http"):
        raise ValueError("only addresses of HTTP are asked")
    asked = Request(address, data, dict(headers))  # noqa: S310 — looked at above
    try:
        with _OPENER.open(asked, timeout=patience) as answer:
            return _read(answer, monotonic() + patience, largest + 1)
    except HTTPError as error:
        error.close()
        raise Refused(error.code, _wait(error.headers.get("Retry-After"))) from None
    except URLError as error:
        known = isinstance(error.reason, Exception)
        raise NoAnswer(type(error.reason if known else error).__name__) from None
    except (OSError, HTTPException) as error:
        raise NoAnswer(type(error).__name__) from None


def _wait(said: str | None) -> int | None:
    """Seconds, or a moment by the other side's clock, which is not believed."""
    number = (said or "").strip()
    return int(number) if number.isdecimal() and len(number) < 9 else None


def _read(answer: HTTPResponse, until: float, most: int) -> bytes:
    body = b""
    while len(body) < most and (piece := answer.read1(most - len(body))):
        body += piece
        if monotonic() > until:
            raise TimeoutError
    return body

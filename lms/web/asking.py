"""What a request asks for: a page or JSON, by which keys; and the addresses of this site that somebody may
be sent to."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map

_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")
BIGGEST_KEY = 2**31 - 1  # of a row, on both databases: asking them for a bigger one is an error


class KeyConverter(IntegerConverter):
    """``<int:…>`` in an address: a number that can be a key; any other names nothing (404)."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=BIGGEST_KEY)


def row_key(text: str) -> int:
    """A key in a field of a form, for ``request.form.get(…, type=row_key)``; ValueError for what is none."""
    key = int(text)
    if not 0 <= key <= BIGGEST_KEY:
        raise ValueError("no key of a row")
    return key


def init_asking(app: Flask) -> None:
    """Give templates the address of the page they draw; keep numbers in addresses to keys."""
    app.url_map.converters["int"] = KeyConverter
    app.jinja_env.globals["back_here"] = back_here


def wants_json() -> bool:
    """Whether the request sent JSON, or prefers it to a page."""
    accepted = request.accept_mimetypes
    return request.is_json or accepted["application/json"] > accepted["text/html"]


def json_sent() -> Any:
    """The JSON that was sent; None where there is none, or none that can be read."""
    try:
        return request.get_json(silent=True)
    except RecursionError:  # thousands of brackets, one inside the other
        return None


def same_site_path(address: str | None, otherwise: str = "/") -> str:
    """``address`` when it is a path of this site (with its query), else ``otherwise``.

    Browsers drop control characters and read a backslash as a slash, so that ``/\\evil.example`` leads
    away like ``//evil.example``: an address with either is not taken.
    """
    if not address or address.startswith("//") or _CONTROL.search(address):
        return otherwise
    try:
        parts = urlsplit(address)
    except ValueError:
        return otherwise
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        return otherwise
    return parts.path + (f"?{parts.query}" if parts.query else "")


def back_here() -> str:
    """The address that shows this page again; the start page for what only answers a form."""
    if request.method in ("GET", "HEAD"):
        return request.full_path.rstrip("?")
    rule = request.url_rule
    return request.path if rule and "GET" in (rule.methods or ()) else "/"

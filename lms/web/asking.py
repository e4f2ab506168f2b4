"""What a request asks for: a page or JSON; and the addresses of this site that somebody may be sent to."""

import re
from urllib.parse import urlsplit

from flask import Flask, request

_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")


def init_asking(app: Flask) -> None:
    """Give templates the address of the page they draw."""
    app.jinja_env.globals["back_here"] = back_here


def wants_json() -> bool:
    """Whether the request sent JSON, or prefers it to a page."""
    accepted = request.accept_mimetypes
    return request.is_json or accepted["application/json"] > accepted["text/html"]


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

"""One address: in production nobody is answered under another host than that of PUBLIC_URL.

Whoever asks under a made-up name could else have it written into what others are shown. It stands in front of
everything, also of what is answered ahead of Flask, and behind the proxies whose word is taken.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from lms.base.messages import message
from lms.config import LOOPBACK, Config
from lms.web.i18n import said
from lms.web.safety import HARMLESS

PROBES = ("/healthz", "/readyz", "/metrics")
"""What watches the process on its own machine asks by that machine's name."""


_HOST = re.compile(r"(?:([a-z0-9._-]+)|\[([0-9a-f:.]+)\])(?::[0-9]{1,5})?")


class OwnHost:
    """The app as a server calls it, for one host."""

    def __init__(self, app: Flask, address: str) -> None:
        self._app = app
        self._address = address
        self._host = (urlsplit(address).hostname or "").lower()
        self.inner = app.wsgi_app
        """What answers under our own host."""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer under our own host; else say where it is."""
        host = host_in(environ.get("HTTP_HOST", ""))
        if host == self._host or (host in LOOPBACK and environ.get("PATH_INFO") in PROBES):
            return self.inner(environ, start_response)
        with self._app.app_context():
            sentence = said(message("This page opens only at %(address)s", address=self._address))
        body = f"{sentence}\n".encode()
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Content-Security-Policy", HARMLESS),
        ]
        start_response("400 BAD REQUEST", headers)
        return [body]


def host_in(header: str) -> str:
    """The host that a Host header names, without its port, in small letters; empty where it names none."""
    found = _HOST.fullmatch(header.lower())
    return (found[1] or found[2]).rstrip(".") if found else ""


def keep_to_host(app: Flask, config: Config) -> None:
    """In production let only requests for the host of PUBLIC_URL in, where that is set."""
    if config.is_production and config.public_url:
        app.wsgi_app = OwnHost(app, config.public_url)  # type: ignore[method-assign]

"""What a proxy in front says of who asks: taken where the settings say that one stands there, and noted where
they say otherwise."""

from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from lms.config import LOOPBACK
from lms.web.own_host import PROBES, host_in

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")
"""By what a request tells that it came through a proxy."""
_NAMES = tuple(f"HTTP_{name.upper().replace('-', '_')}" for name in FORWARDED)


class Road:
    """The app as a server calls it; notes what was seen of proxies since this process began."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], number: int) -> None:
        self.inner, self._number = inner, number
        self.is_unnamed = False
        """Whether a proxy asked, though the settings name none."""
        self.is_passed_by = False
        """Whether somebody came past the proxies that the settings name, or they did not say from where."""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer as the app does."""
        if self._number:
            self.is_passed_by = self.is_passed_by or self._lacks_addresses(environ)
        elif not self.is_unnamed:
            self.is_unnamed = any(name in environ for name in _NAMES) and _is_near(environ)
        return self.inner(environ, start_response)

    def _lacks_addresses(self, environ: dict[str, Any]) -> bool:
        said = environ.get("HTTP_X_FORWARDED_FOR", "")
        if said and said.count(",") + 1 >= self._number:
            return False
        asks_itself = host_in(environ.get("HTTP_HOST", "")) in LOOPBACK or environ.get("PATH_INFO") in PROBES
        return not asks_itself


def _is_near(environ: dict[str, Any]) -> bool:
    """Whether this machine asks, or one of the same network: a stranger writes what she likes."""
    try:
        return ip_address(environ.get("REMOTE_ADDR", "")).is_private
    except ValueError:  # a socket of this machine
        return True


def trust_proxies(app: Flask, number: int) -> None:
    """Believe so many proxies, one behind the other, about the address, the scheme and the host that somebody
    asked for; whatever is answered, ahead of Flask or by it, knows them.

    Each adds the address it was asked from to ``X-Forwarded-For``, so that of the last ``number`` the first
    is that of who asks, whatever she wrote there herself. Scheme and host are said by the nearest. With 0
    nothing of it is believed. Whoever can reach the port without the proxy can say what she likes.
    """
    inner = app.wsgi_app
    if number:
        inner = ProxyFix(inner, x_for=number, x_proto=1, x_host=1)
    app.wsgi_app = app.extensions["road"] = Road(inner, number)  # type: ignore[method-assign]

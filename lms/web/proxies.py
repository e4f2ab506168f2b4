"""What a proxy in front says of who asks: taken where the settings say that one stands there."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


def trust_proxies(app: Flask, number: int) -> None:
    """Believe so many proxies, one behind the other, about the address, the scheme and the host that somebody
    asked for; whatever is answered, ahead of Flask or by it, knows them.

    Each adds the address it was asked from to ``X-Forwarded-For``, so that of the last ``number`` the first
    is that of who asks, whatever she wrote there herself. Scheme and host are said by the nearest. With 0
    nothing of it is believed. Whoever can reach the port without the proxy can say what she likes.
    """
    if number:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=number, x_proto=1, x_host=1)  # type: ignore[method-assign]

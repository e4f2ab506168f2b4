"""Addresses of our own: the one that people outside use, and which ones lead somewhere."""

from flask import current_app, has_request_context, request
from werkzeug.routing import RequestRedirect

from lms.config import Config


def base_address() -> str:
    """``https://lop520.example.vn`` without a slash at its end: the setting PUBLIC_URL; where nobody set it,
    the host that this request asked for, and outside a request the one that is served on."""
    config: Config = current_app.extensions["config"]
    if config.public_url:
        return config.public_url
    if has_request_context() and request.host:  # empty where the browser named none that can be one
        return request.host_url.rstrip("/")
    return f"http://{config.host}:{config.port}"


def opens(address: str) -> bool:
    """Whether a path is one that a page answers to."""
    path = address.partition("#")[0].partition("?")[0]
    try:
        return current_app.url_map.bind("localhost").test(path, method="GET")
    except RequestRedirect:
        return True

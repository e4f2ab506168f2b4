"""The address that people outside use, for what is printed or sent and outlives this request."""

from flask import current_app, has_request_context, request

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

"""Static files under addresses that change with their content, so that a browser may keep them for ever."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

A_YEAR = "public, max-age=31536000, immutable"


def init_statics(app: Flask) -> None:
    """Give templates ``static_url`` and mark versioned answers as lasting."""
    app.jinja_env.globals["static_url"] = static_url
    app.after_request(_keep_versioned)


def static_url(filename: str, part: str = "web") -> str:
    """The address of a static file of a blueprint, with a piece of its digest as version."""
    folder = current_app.blueprints[part].static_folder
    return url_for(f"{part}.static", filename=filename, v=_version(Path(str(folder)) / filename))


@cache
def _version(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def _keep_versioned(response: Response) -> Response:
    if request.endpoint and request.endpoint.endswith(".static") and "v" in request.args:
        response.headers["Cache-Control"] = A_YEAR
    return response

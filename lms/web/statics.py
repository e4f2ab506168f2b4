"""Static files under addresses that change with their content, so that a browser may keep them for ever."""

import hashlib
import re
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

A_YEAR = "public, max-age=31536000, immutable"
CSS = Path(__file__).parent / "static" / "css"
SHEETS = ("tokens.css", "base.css", "layout.css", "phone_line.css")  # then the components, by name

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(r"\s+")
_LOOSE = re.compile(r" ?([{};,]) ?|(?<=:) ")  # blanks that no selector, sum or text needs


def init_statics(app: Flask) -> None:
    """Give templates ``static_url`` and ``stylesheet_url``, and mark versioned answers as lasting."""
    app.jinja_env.globals.update(static_url=static_url, stylesheet_url=stylesheet_url)
    app.after_request(_keep_versioned)


def static_url(filename: str, part: str = "web") -> str:
    """The address of a static file of a blueprint, with a piece of its digest as version."""
    folder = current_app.blueprints[part].static_folder
    return url_for(f"{part}.static", filename=filename, v=_version(Path(str(folder)) / filename))


@cache
def stylesheet() -> str:
    """The one style sheet of all pages: tokens, base, layout and every component, without comments."""
    files = [*(CSS / name for name in SHEETS), *sorted((CSS / "components").glob("*.css"))]
    return "\n".join(_squeezed(each.read_text("utf-8")) for each in files)


def _squeezed(sheet: str) -> str:
    plain = _BLANK.sub(" ", _COMMENT.sub("", sheet)).strip()
    return _LOOSE.sub(lambda found: found[1] or "", plain).replace(";}", "}")


def stylesheet_url() -> str:
    """Its address, with a piece of its digest as version."""
    return url_for("web.show_stylesheet", v=_digest(stylesheet().encode()))


@cache
def _version(path: Path) -> str:
    return _digest(path.read_bytes())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def _keep_versioned(response: Response) -> Response:
    endpoint = request.endpoint or ""
    if (
        response.status_code < 400
        and request.query_string
        and "v" in request.args
        and (endpoint.endswith(".static") or endpoint == "web.show_stylesheet")
    ):
        response.headers["Cache-Control"] = A_YEAR
    return response

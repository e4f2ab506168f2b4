"""Pages that belong to no part: the choice of language, and the answer to "are you there?"."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, redirect, request, session
from sqlalchemy import text
from werkzeug.wrappers import Response

from lms.base.database import db
from lms.web.access import public
from lms.web.i18n import LANGUAGE_KEY, LANGUAGES

web = Blueprint("web", "lms.web", static_folder="static", static_url_path="/static")


@web.post("/language/<string:code>")
@public
def choose_language(code: str) -> Response:
    """Remember the language and go back to the page."""
    if code not in LANGUAGES:
        abort(404)
    session[LANGUAGE_KEY] = code
    back = urlsplit(request.form.get("back", "/"))
    return redirect(
        (back.path if back.path.startswith("/") and not back.path.startswith("//") else "/")
        + (f"?{back.query}" if back.query else "")
    )


@web.get("/healthz")
@public
def healthz() -> str:
    """Whether the process answers and reaches its database."""
    db.session.execute(text("SELECT 1"))
    return "ok"

"""What belongs to no part: the choice of language, the style sheet, and the answer to "are you there?"."""

from flask import Blueprint, Response, abort, redirect, request, session
from sqlalchemy import text
from werkzeug.wrappers import Response as AnyResponse

from lms.base.database import db
from lms.web.access import public
from lms.web.asking import same_site_path
from lms.web.i18n import LANGUAGE_KEY, LANGUAGES
from lms.web.statics import stylesheet

web = Blueprint("web", "lms.web", static_folder="static", static_url_path="/static")


@web.post("/language/<string:code>")
@public
def choose_language(code: str) -> AnyResponse:
    """Remember the language and go back to the page."""
    if code not in LANGUAGES:
        abort(404)
    session[LANGUAGE_KEY] = code
    session.permanent = True
    return redirect(same_site_path(request.form.get("back")), 303)


@web.get("/lop520.css")
@public
def show_stylesheet() -> Response:
    """The one style sheet of all pages."""
    return Response(stylesheet(), mimetype="text/css")


@web.get("/healthz")
@public
def healthz() -> str:
    """Whether the process answers and reaches its database."""
    db.session.execute(text("SELECT 1"))
    return "ok"

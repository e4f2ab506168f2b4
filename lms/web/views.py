"""What belongs to no part: the choice of language, the style sheet, the page that shows every component, and
the answer to "are you there?"."""

from flask import Blueprint, Response, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response as AnyResponse

from lms.web.access import Permission, public, requires
from lms.web.asking import same_site_path
from lms.web.costs import init_costs
from lms.web.i18n import LANGUAGE_KEY, LANGUAGES
from lms.web.statics import stylesheet
from lms.web.styleguide import LOOKS, samples

web = Blueprint("web", "lms.web", static_folder="static", static_url_path="/static")
web.record_once(lambda setup: init_costs(setup.app))


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


@web.get("/styleguide")
@requires(Permission.SYSTEM_ADMINISTER)
def styleguide() -> str:
    """Every component in every state; ``?look=dark`` shows them as a dark screen does."""
    look = request.args.get("look", "")
    return render_template("web/styleguide.html", **samples(look if look in LOOKS else ""))


@web.get("/healthz")
@public
def healthz() -> str:
    """Whether the process answers; whether it can serve is said by ``/readyz``."""
    return "ok"

"""Pages for what cannot be shown, each with what to do next. An object that somebody may not see is
answered as one that is absent."""

from contextlib import suppress
from typing import NamedTuple

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import BadHost, HTTPException
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.wrappers import Response as AnyResponse

from lms.base.database import db
from lms.base.messages import Message, Refusal, message
from lms.base.outages import Outage, outage_of
from lms.web.access import sign_in_url
from lms.web.asking import back_here, same_site_path, wants_json
from lms.web.i18n import said
from lms.web.watching import NO_ROUTE, ROUTE


class Explanation(NamedTuple):
    """What an error page says: what happened, and what to do next."""

    title: Message
    advice: Message


EXPLANATIONS = {
    "400": Explanation(
        message("The page did not understand what was sent"),
        message("Go back, check what was filled in, and send it again."),
    ),
    "401": Explanation(
        message("Please sign in again"),
        message(
            "The time of this sign-in has run out, or it was ended on another device. Nothing saved is lost. "
            "Sign in again and repeat the last step."
        ),
    ),
    "403": Explanation(
        message("This page is not open to this account"),
        message("If it is needed for the work, ask the administrator for access."),
    ),
    "404": Explanation(
        message("There is no such page"),
        message("The address may be mistyped or out of date. Begin again from the start page."),
    ),
    "405": Explanation(
        message("This address only answers a form"),
        message("It cannot be opened by itself. Begin again from the start page."),
    ),
    "409": Explanation(
        message("Somebody changed this in the meantime"),
        message("Go back, load the page again, and look at what it says now."),
    ),
    "413": Explanation(
        message("What was sent is too large"),
        message("Files may have up to %(megabytes)s MB. Make the file smaller, or send it in parts."),
    ),
    "415": Explanation(
        message("This kind of file or data is not accepted here"),
        message("Go back and choose a file of the kind that the page names."),
    ),
    "429": Explanation(
        message("Too many attempts"),
        message("Wait a few minutes, then try again."),
    ),
    "500": Explanation(
        message("Something went wrong on our side"),
        message(
            "Nothing saved before is lost. Try again in a few minutes. "
            "If it happens again, tell the administrator what was being done and at what time."
        ),
    ),
    "full": Explanation(
        message("There is no room left on the server"),
        message(
            "Nothing saved before is lost, but what was just sent could not be saved. "
            "Please tell the administrator that the disk is full, and send it again later."
        ),
    ),
    "away": Explanation(
        message("The server cannot get at its records right now"),
        message(
            "Nothing saved before is lost, but what was just sent was not saved. Wait a minute, go back and "
            "send it again. What a phone has kept without a network is sent later by itself."
        ),
    ),
    "expired": Explanation(
        message("This page was open for too long"),
        message("Go back, load the page again, and send it once more."),
    ),
    "no-cookie": Explanation(
        message("This browser sent no cookie"),
        message(
            "Load the page again and send it once more. If this comes again, the browser refuses cookies: "
            "allow them in its settings, or open the page in another browser."
        ),
    ),
}

RETRY_AFTER = {Outage.FULL: 300, Outage.AWAY: 30}
"""After how many seconds it is worth trying again."""


def init_errors(app: Flask) -> None:
    """Answer errors with a page (or with JSON where JSON was sent)."""
    app.register_error_handler(Exception, _failed)
    app.register_error_handler(HTTPException, _answer)
    app.register_error_handler(Refusal, _refused)


def _answer(error: HTTPException) -> AnyResponse:
    code = error.code or 500
    if error.response is not None and code < 400:
        return error.get_response()  # a redirect
    if isinstance(error, BadHost):  # a page needs addresses, and those a host
        return Response(f"{said(EXPLANATIONS['400'].title)}\n", code, mimetype="text/plain")
    if code >= 500:
        _let_go()
    kind = _kind_of_bad_token() if isinstance(error, CSRFError) else str(code)
    answer = _json(kind, error.name, code) if wants_json() else _page(kind, code)
    for name in ("Allow", "Retry-After"):
        for value in (value for header, value in error.get_headers() if header == name):
            answer.headers[name] = value
    return answer


def _failed(error: Exception) -> AnyResponse:
    """Something out of reach is no fault of the product: whoever asked may try again, and a phone keeps what
    it wanted to hand in. Any other failure goes on to be a 500."""
    outage = outage_of(error)
    if outage is None:
        raise error
    route = request.environ.get(ROUTE, NO_ROUTE)
    current_app.logger.error("Out of reach (%s) for %s %s: %s", outage, request.method, route, error)
    _let_go()
    answer = _json(outage, HTTP_STATUS_CODES[503], 503) if wants_json() else _page(outage, 503)
    answer.headers["Retry-After"] = str(RETRY_AFTER[outage])
    return answer


def _let_go() -> None:
    """Take back what was begun, also where the line to the database is dead."""
    with suppress(SQLAlchemyError):
        db.session.rollback()


def _kind_of_bad_token() -> str:
    """Why a form's token is none: the browser keeps no cookies, or the page stood open for too long."""
    return "expired" if request.cookies.get(current_app.config["SESSION_COOKIE_NAME"]) else "no-cookie"


def explanation_of(kind: str) -> Explanation:
    """What to say about an error: its own words, or those of its class."""
    return EXPLANATIONS.get(kind) or EXPLANATIONS["400" if kind.startswith("4") else "500"]


def _page(kind: str, code: int) -> Response:
    template = "errors/broken.html" if code >= 500 else "errors/error.html"
    explanation = explanation_of(kind)
    megabytes = (request.max_content_length or 0) // (1024 * 1024)
    advice = explanation.advice._replace(params={"megabytes": megabytes} if kind == "413" else {})
    page = render_template(template, title=explanation.title, advice=advice, ways_on=_ways_on(kind))
    return make_response(page, code)


def _json(kind: str, name: str, code: int) -> Response:
    return make_response(jsonify(error=name, sentence=said(explanation_of(kind).title)), code)


def _ways_on(kind: str) -> list[tuple[Message, str]]:
    """The links of an error page, the first one being the likeliest."""
    home = (message("Go to the start page"), "/")
    if kind == "401":
        return [(message("Sign in"), sign_in_url(_page_before())), home]
    if kind in ("400", "409", "413", "415", "429", "expired", "no-cookie", *Outage):
        return [(message("Back to the page before"), _page_before()), home]
    return [home]


def _page_before() -> str:
    """The page that sent the form, where the browser says so and it is ours."""
    referrer = request.referrer or ""
    if referrer.startswith(request.host_url):
        return same_site_path(referrer[len(request.host_url) - 1 :])
    return back_here()


def _refused(error: Refusal) -> AnyResponse:
    """A refusal that no view has turned into a message beside its form."""
    db.session.rollback()
    if wants_json():
        return make_response(jsonify(error=said(error.message)), 409)
    page = render_template("errors/refused.html", sentence=error.message, ways_on=_ways_on("409"))
    return make_response(page, 409)

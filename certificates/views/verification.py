"""Verification by anybody who holds a paper: no session, no cookie, no script, one small page."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response as AnyResponse

from certificates.rules.codes import LENGTH, grouped
from certificates.rules.verifying import Verdict, verify
from lms.base import clock
from lms.web.access import public
from lms.web.i18n import LANGUAGES, chosen_language

verification = Blueprint("verification", "certificates", template_folder="templates")

LONGEST = 4 * LENGTH  # of what somebody types; more is no code


@verification.get("/v")
@verification.get("/verify")
@public
def code_form() -> AnyResponse:
    """Where a code is typed; with a code, on to its verdict."""
    typed = request.args.get("code", "").strip()
    if typed:
        return redirect(
            url_for(
                "verification.verdict",
                code=typed[:LONGEST].replace("/", " "),
                language=_asked().get("language"),
            )
        )
    return _page("certificates/code_form.html", 200)


@verification.get("/v/<string:code>")
@public
def verdict(code: str) -> AnyResponse:
    """Whether the certificate with this code counts today; the minimum that lets a reader compare."""
    found = verify(code[:LONGEST], clock.today())
    known = found.award is not None
    return _page(
        "certificates/verdict.html",
        200 if known else 404,
        found=found,
        typed=grouped(found.award.code) if found.award else code[:LONGEST],
        Verdict=Verdict,
    )


def welcome() -> str:
    """On the page that greets strangers: the way to verification."""
    return render_template("certificates/welcome.html")


def _page(template: str, status: int, **context: object) -> Response:
    """A page of this part in the language of the address, else the chosen one."""
    language = _asked().get("language") or chosen_language()
    with force_locale(language):
        body = render_template(
            template, other=next(each for each in LANGUAGES if each != language), **context
        )
    response = make_response(body, status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _asked() -> dict[str, str]:
    language = request.args.get("language", "")
    return {"language": language} if language in LANGUAGES else {}

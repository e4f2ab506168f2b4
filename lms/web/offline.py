"""What lets a phone go on without a network: the script of every page, the worker behind it, the page that
says what the phone keeps, and what is needed to put the product on the home screen."""

from collections.abc import Sequence

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, request
from flask_babel import force_locale, gettext

from lms.web.access import public
from lms.web.i18n import LANGUAGES, language
from lms.web.phone import Phone, PhoneScript, digest, phone, retired_worker
from lms.web.statics import static_url

offline = Blueprint("phone", "lms.web")


def init_offline(app: Flask, scripts: Sequence[PhoneScript]) -> None:
    """Answer phones; ``scripts`` are what the parts add to the script of every page."""
    app.extensions["phone"] = Phone(scripts)
    app.register_blueprint(offline)


@offline.get("/static/js/lop520.js")
@public
def show_script() -> Response:
    """The script of every page, the same for everybody."""
    return _renewed(phone().script)


@offline.get("/sw.js")
@public
def show_worker() -> Response:
    """The service worker; with ``OFFLINE=0`` one that takes back what phones have kept."""
    kept = current_app.extensions["config"].offline
    answer = _renewed(phone().worker if kept else retired_worker())
    answer.headers["Service-Worker-Allowed"] = "/"
    return answer


@offline.get("/kept")
@public
def show_kept() -> str:
    """What this phone keeps; the phone fills it in. Kept in both languages, for when there is no network."""
    return _in_language_asked_for("web/kept.html")


@offline.get("/people-here")
@public
def show_people_here() -> str:
    """The people of this phone, each behind her PIN; the phone fills it in. Kept like the page before."""
    return _in_language_asked_for("web/people_here.html")


@offline.get("/lop520.webmanifest")
@public
def show_manifest() -> Response:
    """What a browser asks for to put the product on the home screen."""
    icons = [
        {"src": static_url(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    answer = jsonify(
        name=gettext("Lớp 520"),
        short_name=gettext("Lớp 520"),
        lang=language(),
        start_url="/",
        scope="/",
        display="standalone",
        background_color="#f6f4ec",
        theme_color="#0b5a48",
        icons=icons,
    )
    answer.mimetype = "application/manifest+json"
    return answer


def _in_language_asked_for(template: str) -> str:
    chosen = request.args.get("l", "")
    with force_locale(chosen if chosen in LANGUAGES else language()):
        return render_template(template)


def _renewed(script: str) -> Response:
    """A script that is asked for again each time, and costs nothing while it is the same."""
    answer = Response(script, mimetype="text/javascript")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(digest(script))
    answer.make_conditional(request)
    return answer

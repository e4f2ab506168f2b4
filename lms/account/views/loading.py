"""Who asks: from the cookie to the person. This is what Flask-Login is told about us."""

from flask import Flask, render_template, request, session
from flask_login import LoginManager, login_user

from lms.account.queries import signed_in_by
from lms.account.rules.hashing import work_with
from lms.account.rules.keeping_sessions import LASTS
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.web.i18n import LANGUAGE_KEY


def prepare(app: Flask) -> None:
    """Let Flask-Login find the person who asks; make passwords as dear to guess as the settings say."""
    work_with(app.extensions["config"].password_memory_mb)
    manager = LoginManager()
    manager.login_view = "account.sign_in"
    manager.login_message = None
    manager.session_protection = None  # a phone changes its network all day; sessions are rows, revocable
    manager.user_loader(load_asker)
    manager.init_app(app)
    app.config["PERMANENT_SESSION_LIFETIME"] = LASTS
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False


def load_asker(token: str) -> Person | None:
    """The person whose session the cookie names; None when it was revoked or has expired."""
    person = signed_in_by(token, clock.now())
    if person is not None:
        person.session_token = token
    return person


def keep_signed_in(person_id: int, token: str) -> None:
    """Put a session just opened into the cookie, and nothing of what stood there before but the language."""
    language = session.get(LANGUAGE_KEY)
    session.clear()
    session.permanent = True
    if language:
        session[LANGUAGE_KEY] = language
    person = db.session.get_one(Person, person_id)
    person.session_token = token
    login_user(person)
    session.pop("_id")  # Flask-Login's own fingerprint of the browser, 128 characters that nobody reads


def address() -> str:
    """The network address the request came from."""
    return request.remote_addr or ""


def fill_header() -> str:
    """The share of this part in every page's header: the way to one's account, or to signing in."""
    return render_template("account/header.html")

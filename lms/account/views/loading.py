"""Who asks: from the cookie to the person. This is what Flask-Login is told about us."""

from datetime import timedelta

from flask import Flask, render_template, request
from flask_login import LoginManager

from lms.account.policies import limit_staff, require_second_factor
from lms.account.queries import card_digests, find_sender, signed_in_by
from lms.account.rules.hashing import work_with
from lms.account.rules.keeping_sessions import STAYS_OWN
from lms.account.rules.knowing_devices import note_unsent
from lms.account.views.arriving import is_borrowed, is_idle, renew_cookies, renewed_lately
from lms.base import clock
from lms.config import Config
from lms.people.models import Person


def prepare(app: Flask) -> None:
    """Let Flask-Login find the person who asks and ``lms.web`` whose sending key it is; make passwords as
    dear to guess as the settings say."""
    config: Config = app.extensions["config"]
    work_with(config.password_memory_mb)
    require_second_factor(config.staff_needs_second_factor)
    limit_staff(timedelta(days=config.staff_session_days), timedelta(hours=config.staff_idle_hours))
    manager = LoginManager()
    manager.login_view = "account.sign_in"
    manager.login_message = None
    manager.session_protection = None  # a phone changes its network all day; sessions are rows, revocable
    manager.user_loader(load_asker)
    manager.init_app(app)
    app.extensions.update(
        card_digests=card_digests,
        confirm_endpoint="account.confirm",
        find_sender=find_sender,
        note_unsent=note_unsent,
        renew_cookies=renew_cookies,
        renewed_lately=renewed_lately,
    )
    app.config["PERMANENT_SESSION_LIFETIME"] = STAYS_OWN
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False


def load_asker(token: str) -> Person | None:
    """The person whose session the cookie names; None when it was revoked or has expired."""
    person = None if is_idle() else signed_in_by(token, clock.now())
    if person is not None:
        person.session_token = token
        renew_cookies()
    return person


def address() -> str:
    """The network address the request came from."""
    return request.remote_addr or ""


def fill_header() -> str:
    """The share of this part in every page's header: the way to one's account, or to signing in."""
    return render_template("account/header.html", borrowed=is_borrowed())

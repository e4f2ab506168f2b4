"""Who may call an endpoint: declared on every view, refused when undeclared.

The person who asks is put in place by ``lms.account`` (through Flask-Login's loader); this module only
knows that somebody is signed in and may say ``may(permission)``.
"""

import enum
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, make_response, request, session, url_for
from flask.sessions import SessionMixin
from flask_login import current_user
from werkzeug.wrappers import Response

from lms.web.asking import wants_json
from lms.web.freshness import ask_again
from lms.web.sending import find_sender, key_sent

View = TypeVar("View", bound=Callable[..., Any])


class Permission(enum.StrEnum):
    """What somebody may be allowed to do, as ``noun:verb``; alphabetical. Who holds which: ``lms.people``."""

    ACTIVITIES_RUN = "activities:run"
    AWARDS_APPROVE = "awards:approve"
    COVERAGE_SEE = "coverage:see"
    EXERCISES_WRITE = "exercises:write"
    PEOPLE_SEE = "people:see"
    PERIODS_CLOSE = "periods:close"
    ROLES_GRANT = "roles:grant"
    STAFFING_IMPORT = "staffing:import"
    STANDARDS_EDIT = "standards:edit"
    SYSTEM_ADMINISTER = "system:administer"
    UNITS_DECIDE = "units:decide"


PUBLIC = "public"
SIGNED_IN = "signed in"
SENDS = "sends"


def public(view: View) -> View:
    """Anybody may call this view."""
    return _mark(view, PUBLIC)


def signed_in(view: View) -> View:
    """Anybody who is signed in may call this view; the policies decide about the objects."""
    return _mark(view, SIGNED_IN)


def requires(permission: Permission) -> Callable[[View], View]:
    """Only somebody who holds ``permission`` (over any unit) may call this view."""

    def mark(view: View) -> View:
        return _mark(view, permission)

    return mark


def sends(view: View) -> View:
    """Whoever hands something in may call this view: signed in, or by a device's sending key."""
    return _mark(view, SENDS)


def keeps_apart(view: View) -> View:
    """This view takes sending keys, also of a revoked device: what such a device sends it keeps apart.

    It stands below the mark that says who else may call the view.
    """
    view.keeps_apart = True  # type: ignore[attr-defined]
    return view


def reads_asker(view: View) -> View:
    """This view reads who asks with what it shows, in a statement given the :func:`session_token`, and lets
    her in itself (:func:`let_in`): loading a whole person takes longer than the rest of a lesson.

    It stands below the mark that says who else may call the view. A sending key is looked at before.
    """
    view.reads_asker = True  # type: ignore[attr-defined]
    return view


def session_token() -> str:
    """The token of the session by which this request is made; empty for nobody."""
    return token_of(session)


def token_of(opened: SessionMixin) -> str:
    """The same of a session that was opened beside Flask."""
    return str(opened.get("_user_id", ""))


def let_in(person_id: int | None) -> int:
    """Who asks, as a view that ``@reads_asker`` has read it; nobody is asked to sign in, as elsewhere."""
    if person_id is None:
        abort(make_response(_ask_to_sign_in()))
    current_app.extensions["renew_cookies"]()
    return person_id


def access_of(view: Callable[..., Any]) -> str | Permission | None:
    """The access that a view declares, or None."""
    return getattr(view, "access", None)


def asker() -> Any:
    """The person who asks: a ``lms.people.models.Person``, or Flask-Login's anonymous user.

    With a sending key it is the person of the key, whoever the cookie says.
    """
    return g.asker_by_key if "asker_by_key" in g else current_user


def guard(app: Flask) -> None:
    """Check the declared access before every request; give templates the way to the sign-in page."""
    app.jinja_env.globals["sign_in_url"] = sign_in_url
    app.before_request(_check)


def _mark(view: View, access: str | Permission) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def _check() -> Response | None:
    if request.endpoint is None or request.endpoint == "static" or request.endpoint.endswith(".static"):
        return None
    view = current_app.view_functions[request.endpoint]
    access, key = access_of(view), key_sent()
    if access is None:
        abort(403)
    if key is not None:
        _ask_by_key(view, key)
    if access == PUBLIC or (key is None and getattr(view, "reads_asker", False)):
        return None
    if not asker().is_authenticated:
        return _ask_to_sign_in()
    if isinstance(access, Permission) and not asker().may(access):
        abort(403)
    return ask_again(view)


def _ask_by_key(view: Callable[..., Any], key: str) -> None:
    """Let the key say who asks, where the view takes keys; on any other a key is as nobody."""
    apart = getattr(view, "keeps_apart", False)
    found = find_sender(key) if apart or access_of(view) == SENDS else None
    if found is None or (found[1].revoked and not apart):
        g.asker_by_key = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]
    else:
        g.asker_by_key, g.sender = found


def sign_in_url(next_page: str | None = None) -> str:
    """Where somebody signs in, to be led to ``next_page`` afterwards."""
    manager = current_app.login_manager  # type: ignore[attr-defined]
    return url_for(manager.login_view, next=next_page)


def _ask_to_sign_in() -> Response:
    if wants_json() or request.method not in ("GET", "HEAD"):
        abort(401)
    return current_app.login_manager.unauthorized()  # type: ignore[attr-defined, no-any-return]

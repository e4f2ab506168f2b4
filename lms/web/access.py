"""Who may call an endpoint: declared on every view, refused when undeclared.

The person who asks is put in place by ``lms.account`` (through Flask-Login's loader); this module only
knows that somebody is signed in and may say ``may(permission)``.
"""

import enum
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from lms.web.asking import wants_json

View = TypeVar("View", bound=Callable[..., Any])


class Permission(enum.StrEnum):
    """What somebody may be allowed to do, as ``noun:verb``; alphabetical. Who holds which: ``lms.people``."""

    ACTIVITIES_RUN = "activities:run"
    AWARDS_APPROVE = "awards:approve"
    COVERAGE_SEE = "coverage:see"
    EXERCISES_WRITE = "exercises:write"
    PEOPLE_SEE = "people:see"
    PERIODS_CLOSE = "periods:close"
    STAFFING_IMPORT = "staffing:import"
    STANDARDS_EDIT = "standards:edit"
    SYSTEM_ADMINISTER = "system:administer"
    UNITS_DECIDE = "units:decide"


PUBLIC = "public"
SIGNED_IN = "signed in"


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


def access_of(view: Callable[..., Any]) -> str | Permission | None:
    """The access that a view declares, or None."""
    return getattr(view, "access", None)


def asker() -> Any:
    """The person who asks: a ``lms.people.models.Person``, or Flask-Login's anonymous user."""
    return current_user


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
    access = access_of(current_app.view_functions[request.endpoint])
    if access == PUBLIC:
        return None
    if access is None:
        abort(403)
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    if isinstance(access, Permission) and not current_user.may(access):
        abort(403)
    return None


def sign_in_url(next_page: str | None = None) -> str:
    """Where somebody signs in, to be led to ``next_page`` afterwards."""
    manager = current_app.login_manager  # type: ignore[attr-defined]
    return url_for(manager.login_view, next=next_page)


def _ask_to_sign_in() -> Response:
    if wants_json() or request.method not in ("GET", "HEAD"):
        abort(401)
    return current_app.login_manager.unauthorized()  # type: ignore[attr-defined, no-any-return]

"""Asking again who somebody is before a dangerous act: a phone left open on a desk must not do it.

``@fresh`` stands below the mark that says who may call a view. Who has not proved who she is in this session
within :data:`FRESH_FOR` is sent to the page that ``lms.account`` injects as ``confirm_endpoint``, and from
there back: put it on the page with the form and on the view that takes the form.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import abort, current_app, redirect, request, session, url_for
from werkzeug.wrappers import Response

from lms.base import clock
from lms.web.addresses import opens
from lms.web.asking import back_here, same_site_path, wants_json

View = TypeVar("View", bound=Callable[..., Any])

FRESH_FOR = timedelta(minutes=15)
FRESH = "fresh"
"""In the session: at which second she last typed a secret or showed a key of hers."""


def fresh(view: View) -> View:
    """Whoever calls this view has proved lately, in this very session, who she is."""
    view.fresh = True  # type: ignore[attr-defined]
    return view


def fresh_for_file(view: View) -> View:
    """The same of a view that sends a file: she goes on at the page on which its link stands, and presses it
    again, since a browser that saves a file goes on showing the page that asked."""
    view.sends_file = True  # type: ignore[attr-defined]
    return fresh(view)


def mark_fresh() -> None:
    """Note that whoever is signed in here has just proved who she is."""
    session[FRESH] = _now()


def is_fresh() -> bool:
    """Whether whoever is signed in here has proved lately who she is."""
    return 0 <= _now() - int(session.get(FRESH, 0)) < FRESH_FOR.total_seconds()


def ask_again(view: Callable[..., Any]) -> Response | None:
    """Where a view wants it and it is long ago: the way to prove it again; 401 where no page is wanted."""
    if not getattr(view, "fresh", False) or is_fresh():
        return None
    if wants_json():
        abort(401)
    return redirect(url_for(current_app.extensions["confirm_endpoint"], next=_after(view)), 303)


def _after(view: Callable[..., Any]) -> str:
    """The page to go on with: this one, or for a form that came too late, and for the link to a file, the
    page on which it stood."""
    if request.method in ("GET", "HEAD") and not getattr(view, "sends_file", False):
        return back_here()
    try:
        page = urlsplit(request.referrer or "")
    except ValueError:
        return "/"
    path = same_site_path(f"{page.path}?{page.query}" if page.query else page.path)
    return path if opens(path) else "/"


def _now() -> int:
    return int(clock.now().timestamp())

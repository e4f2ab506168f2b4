"""Marking a page as read: a form without script, or JSON from the bundle's script."""

from datetime import date, timedelta
from typing import Any

from flask import abort, jsonify, redirect, url_for
from werkzeug.wrappers import Response

from courses.models import Step
from courses.queries import step as find_step
from courses.rules.progress import complete_step
from courses.views.blueprint import courses
from lms.base import clock
from lms.base.database import db
from lms.standards.models import Mode
from lms.web.access import asker, public, sign_in_url
from lms.web.asking import json_sent, wants_json
from lms.web.safety import csrf

KEPT_AT_MOST = timedelta(days=90)  # as long as a session lasts: what is older was not kept by this phone


@courses.post("/learn/steps/<int:step_id>/done")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def done(step_id: int) -> Response:
    """Note that she read a page; a form goes on to the next step, JSON gets its state.

    Bundles hold nothing personal, so no token: the Origin check and SameSite guard this. Who is signed out
    in the middle of a lesson is asked to sign in and comes back to it.
    """
    step = find_step(step_id)
    if step is None or step.kind != "page" or step.section.edition.published_at is None:
        abort(404)
    if not asker().is_authenticated:
        return _sign_in_first(step)
    complete_step(
        person_id=asker().id,
        step_id=step.id,
        occurred_on=_day(json_sent()),
        mode=Mode.SELF,
        source="page",
        now=clock.now(),
    )
    db.session.commit()
    if wants_json():
        return jsonify(done=step_id)
    return redirect(_after(step))


def _day(sent: Any) -> date:
    """The day that the phone kept, where it can be true; today otherwise."""
    today = clock.today()
    try:
        day = date.fromisoformat(sent["on"])
    except (TypeError, KeyError, ValueError):
        return today
    return day if today - KEPT_AT_MOST <= day <= today else today


def _sign_in_first(step: Step) -> Response:
    if wants_json():
        abort(401)
    return redirect(sign_in_url(_place(step, step.ordinal)))


def _after(step: Step) -> str:
    """The next step of the section; after the last one, the course."""
    if any(other.ordinal == step.ordinal + 1 for other in step.section.steps):
        return _place(step, step.ordinal + 1)
    return url_for("courses.course", slug=step.section.edition.course.slug)


def _place(step: Step, ordinal: int) -> str:
    section = step.section
    return url_for(
        "courses.section", slug=section.edition.course.slug, number=section.ordinal, _anchor=f"b{ordinal}"
    )

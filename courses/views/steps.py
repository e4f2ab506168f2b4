"""Marking a page as read: a form without script, or JSON from the phone that kept it."""

import uuid

from flask import abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from courses.formats.withdrawn import kept_though_withdrawn
from courses.forms import Malformed, Mark, read_mark
from courses.models import SentApart, Step, Thing, Why
from courses.queries import step as find_step
from courses.queries.withdrawals import withdrawal_of
from courses.rules.helping import Learner, MayNotHelp, learner_of
from courses.rules.keeping_apart import Handed, TooMuchApart, keep_apart
from courses.rules.reading_on_paper import note_read
from courses.views.blueprint import courses
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import asker, keeps_apart, public, sign_in_url
from lms.web.asking import json_sent, wants_json
from lms.web.i18n import said
from lms.web.safety import csrf
from lms.web.sending import note_unsent, sender


@courses.post("/learn/steps/<int:step_id>/done")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
@keeps_apart
def done(step_id: int) -> Response | tuple[Response, int]:
    """Note that she read a page; a form goes on to the next step, JSON gets its state.

    Bundles hold nothing personal, so no token: the Origin check and SameSite guard this, or the sending key
    of the phone. Who is signed out in the middle of a lesson is asked to sign in and comes back to it.
    """
    step = find_step(step_id)
    if step is None or step.kind != "page" or step.section.edition.published_at is None:
        abort(404)
    if not asker().is_authenticated:
        return _sign_in_first(step)
    try:
        kept_apart = _keep(step_id, read_mark(json_sent(), clock.today()))
    except Refusal as refusal:
        db.session.rollback()
        return jsonify(error=said(refusal.message)), _status(refusal)
    note_unsent()
    db.session.commit()
    if not wants_json():
        return redirect(_after(step))
    if kept_apart:
        return jsonify(state="apart", receipt=None, done=None)
    withdrawn = withdrawal_of(step_id)
    sentence = said(kept_though_withdrawn(withdrawn)) if withdrawn else None
    return jsonify(state="kept", receipt=None, done=step_id, sentence=sentence)


def _keep(step_id: int, mark: Mark) -> SentApart | None:
    """Note the step; what a revoked device says is kept apart and returned."""
    learner = learner_of(asker().id, mark.who, mark.on)
    by = sender()
    if by and by.revoked:
        return keep_apart(_handed(step_id, mark, learner, by.device), Why.REVOKED, clock.now())
    note_read(learner, step_id, on=mark.on, mode=mark.mode, now=clock.now())
    return None


def _handed(step_id: int, mark: Mark, learner: Learner, device: str) -> Handed:
    key = mark.id or str(uuid.uuid5(uuid.NAMESPACE_URL, f"{request.path}#{learner.person_id}"))
    content = {"step": step_id, "on": mark.on.isoformat(), "mode": mark.mode.value}
    sender_id = learner.helper_id or learner.person_id
    return Handed(Thing.STEP, key, content, learner.person_id, sender_id, device)


def _status(refusal: Refusal) -> int:
    """By 403 and 429 the phone knows that it keeps the mark and tries again."""
    return {Malformed: 400, MayNotHelp: 403, TooMuchApart: 429}.get(type(refusal), 409)


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

"""Asking a trainer from a lesson or a scene, also without script or network."""

import json
import uuid
from collections.abc import Sequence
from typing import NamedTuple

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from courses.models import Edition, Step
from courses.queries import latest_enrolments, newest_editions, steps_of_editions
from courses.questions.forms import Malformed, read_question, scene_of
from courses.questions.rules.asking import (
    MOST_CHARACTERS,
    Asked,
    TooMany,
    UnknownStep,
    keep_question,
    open_step,
)
from courses.questions.rules.guarding import SIGNS, warnings_about
from courses.questions.views.blueprint import questions
from courses.questions.views.reading import answered_about
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import asker, keeps_apart, public, sends, signed_in
from lms.web.asking import json_sent, row_key
from lms.web.i18n import said
from lms.web.keeping import may_be_kept
from lms.web.safety import csrf
from lms.web.sending import note_unsent, sender

MOST_BYTES = 16 * 1024


class About(NamedTuple):
    """What is asked about."""

    step: Step
    scene: int | None


@questions.get("/ask")
@signed_in
def ask() -> Response:
    """The box for a question about a step, ``?step=12``, and a scene of it, ``&scene=3``; below, what others
    asked there. Without a step it is the box that a phone keeps for all lessons: its script knows which."""
    about = _about(request.args) if "step" in request.args else None
    return may_be_kept(_ask_page(about, str(uuid.uuid4())))


@questions.post("/ask")
@public
def send_question() -> Response | tuple[str, int]:
    """Keep a question that came by the form, without script. What may give somebody away is asked about once,
    and what it is about where the form does not say; who is signed out in the middle keeps her words and is
    asked to sign in."""
    about = _about(request.form) if request.form.get("step") else None
    key, text = _key(), request.form.get("text", "")
    if not asker().is_authenticated:
        return _ask_page(
            about, key, text, error=gettext("The session has ended, but the text is still here.")
        ), 401
    if about is None:
        return _ask_page(None, key, text, error=gettext("Please choose what the question is about.")), 422
    warnings = [] if request.form.get("sure") else [said(each) for each in warnings_about(text)]
    if warnings:
        return _ask_page(about, key, text, warnings=warnings), 422
    asked = Asked(key, about.step.id, about.scene, text, clock.now())
    try:
        kept = keep_question(asker().id, asked, device=None, now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return _ask_page(_about(request.form), key, text, error=said(refusal.message)), _status(refusal)
    if kept.conflict:
        flash(gettext("Another question was kept under this number before; it stays as it was."), "warning")
    else:
        flash(gettext("The question was sent. The answer comes to the messages."), "success")
    return redirect(url_for("questions.my_questions"), 303)


@questions.post("/questions")
@csrf.exempt  # type: ignore[untyped-decorator]
@sends
@keeps_apart
def keep() -> Response | tuple[Response, int]:
    """Keep a question that a phone hands in; the same again gets the same answer. That of a phone which had
    been revoked is kept too, marked: a trainer reads it, and nothing follows from it.

    It comes from a page that the phone has kept, whose token is old: the Origin check, SameSite and the JSON
    type guard it.
    """
    if not request.is_json:
        abort(415)
    if (request.content_length or 0) > MOST_BYTES:
        abort(413)
    by_key = sender()
    try:
        asked, made_for = read_question(json_sent())
        if made_for not in (None, asker().id):
            abort(403)
        kept = keep_question(
            asker().id,
            asked,
            device=by_key.device if by_key else None,
            revoked=by_key is not None and by_key.revoked,
            now=clock.now(),
        )
        note_unsent()
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return jsonify(error=said(refusal.message)), _status(refusal)
    return jsonify(
        state="conflict" if kept.conflict else "kept", receipt=None, url=url_for("questions.my_questions")
    )


def _places() -> list[tuple[Edition, list[Step]]]:
    """What somebody may ask about who came from no lesson: the courses that she takes, else all."""
    taken = (
        [each.edition for each in latest_enrolments(asker().id).values()] if asker().is_authenticated else []
    )
    editions = taken or newest_editions()
    steps = steps_of_editions([each.id for each in editions])
    return [(each, steps[each.id]) for each in editions]


def _about(given: MultiDict[str, str]) -> About:
    """The step and scene that a request names; 404 where there is none."""
    try:
        step = open_step(row_key(given["step"]))
        return About(step, scene_of(given.get("scene")))
    except (KeyError, ValueError, UnknownStep):
        abort(404)


def _key() -> str:
    try:
        return str(uuid.UUID(request.form.get("id", "")))
    except ValueError:
        return str(uuid.uuid4())


def _status(refusal: Refusal) -> int:
    if isinstance(refusal, Malformed):
        return 400
    if isinstance(refusal, TooMany):
        return 429
    return 404 if isinstance(refusal, UnknownStep) else 422


def _ask_page(
    about: About | None,
    key: str,
    text: str = "",
    *,
    error: str | None = None,
    warnings: Sequence[str] = (),
) -> str:
    step, scene = about or (None, None)
    return render_template(
        "questions/ask.html",
        step=step,
        scene=scene,
        places=[] if step else _places(),
        back=_lesson(step) if step else url_for("courses.learning"),
        others=answered_about(step.section.edition.course_id, [step]) if step else [],
        key=key,
        text=text[:MOST_CHARACTERS],
        most=MOST_CHARACTERS,
        signs=json.dumps([[sign.pattern, said(sign.warning)] for sign in SIGNS], ensure_ascii=False),
        error=error,
        warnings=warnings,
    )


def _lesson(step: Step) -> str:
    section = step.section
    return url_for(
        "courses.section",
        slug=section.edition.course.slug,
        number=section.ordinal,
        _anchor=f"b{step.ordinal}",
    )

"""Attempts: where devices send them, and what a learner sees of hers."""

import uuid

from flask import abort, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import asker, sends, signed_in
from lms.web.asking import json_sent
from lms.web.i18n import language, said
from lms.web.safety import csrf
from quizzes.exercise.playing import Play
from quizzes.forms import Malformed, read_attempt
from quizzes.kinds.lessons import lesson_paths
from quizzes.models import Attempt
from quizzes.queries import attempt_of, attempts_at
from quizzes.rules.drawing import allowance
from quizzes.rules.receiving import Kept, UnknownExercise, exercise_step, receive
from quizzes.rules.reviewing import advise, review
from quizzes.views.blueprint import quizzes

MOST_BYTES = 64 * 1024


@quizzes.post("/attempts")
@csrf.exempt  # type: ignore[untyped-decorator]
@sends
def keep_attempt() -> tuple[Response, int] | Response:
    """Keep a finished attempt and answer with its receipt; the same again gets the same answer.

    It comes from a bundle, which holds nothing personal and so no token: the Origin check, SameSite and the
    JSON type guard it.
    """
    if not request.is_json:
        abort(415)
    if (request.content_length or 0) > MOST_BYTES:
        abort(413)
    try:
        sent, made_for = read_attempt(json_sent())
        if made_for not in (None, asker().id):
            # A phone is shared: what another person played stays on it until she signs in again.
            abort(403)
        kept = receive(asker().id, sent, now=clock.now())
    except Refusal as refusal:
        db.session.rollback()
        return jsonify(error=said(refusal.message)), _status(refusal)
    answer = _answer(kept)
    db.session.commit()
    return answer


def _status(refusal: Refusal) -> int:
    if isinstance(refusal, Malformed):
        return 400
    return 404 if isinstance(refusal, UnknownExercise) else 422


def _answer(kept: Kept) -> Response:
    attempt = kept.attempt
    if attempt is None:
        return jsonify(state="conflict", receipt=None)
    done = attempt.passed or not attempt.version.kind.must_be_passed
    return jsonify(
        state="conflict" if kept.conflict else "kept",
        receipt=attempt.receipt,
        done=attempt.step_id if done else None,
        url=url_for("quizzes.attempt", attempt_id=attempt.id),
    )


@quizzes.get("/attempts/<uuid:attempt_id>")
@signed_in
def attempt(attempt_id: uuid.UUID) -> str:
    """What she reached, where to act differently, and what comes next."""
    found = attempt_of(str(attempt_id), asker().id)
    if found is None:
        abort(404)
    step = exercise_step(found.step_id)
    exercise = found.version.exercise_in(language())
    path = [(scene, choice) for scene, choice in found.path]
    place = Play(exercise, _order(found)).walk(path)
    return render_template(
        "quizzes/attempt.html",
        attempt=found,
        kind=found.version.kind.value,
        title=exercise.title,
        ending=exercise.scenes[place.scene].ending_text if place.scene is not None else None,
        notes=review(exercise, path, _order(found)),
        answered=len(path),
        advice=advise(exercise, path, _order(found)),
        lessons=lesson_paths(step, language()),
        left=allowance(found.version, attempts_at(asker().id, step.id), clock.now()),
        step=step,
    )


def _order(found: Attempt) -> list[int] | None:
    return [scene for scene, _ in found.path] if found.form_id else None

"""Attempts: where devices hand them in, and what a learner sees of hers."""

import re
import uuid
from contextlib import suppress

from flask import abort, current_app, jsonify, render_template, request
from werkzeug.wrappers import Response

from courses.formats.withdrawn import kept_though_withdrawn
from courses.models import Why
from courses.queries.standing import Asking, asking_at
from courses.queries.withdrawals import withdrawal_of
from courses.rules.helping import MayNotHelp
from courses.rules.keeping_apart import TooMuchApart
from lms.account.queries import asker_of
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.standards.rules.judging import MODE_NAMES
from lms.web.access import asker, keeps_apart, let_in, reads_asker, sends, session_token, signed_in
from lms.web.ahead import Ahead, Answer, Asked
from lms.web.asking import json_sent
from lms.web.filters import named
from lms.web.i18n import language, said
from lms.web.safety import POLICY, csrf
from lms.web.sending import note_said, note_unsent, sender
from quizzes.exercise.playing import IllegalPath, Play
from quizzes.exercise.telling import told_of
from quizzes.forms import Malformed, read_attempt
from quizzes.kinds.lessons import lesson_paths
from quizzes.kinds.telling import given_of, right_of
from quizzes.models import Attempt
from quizzes.queries.attempts import attempt_of, attempts_at
from quizzes.rules.counting import counted, not_for
from quizzes.rules.drawing import allowance
from quizzes.rules.handing_in import HandedIn, handed_in, put_apart, take
from quizzes.rules.receiving import Kept, UnknownExercise, WrongForm, exercise_step, receive_alone
from quizzes.rules.reviewing import advise, review
from quizzes.views.blueprint import quizzes

MOST_BYTES = 64 * 1024
STATUS: dict[type[Refusal], int] = {
    Malformed: 400,
    MayNotHelp: 403,
    UnknownExercise: 404,
    IllegalPath: 422,
    WrongForm: 422,
    TooMuchApart: 429,
}
"""By 403 and 429 the phone knows that it keeps the attempt and tries again; the others are final."""


@quizzes.post("/attempts")
@csrf.exempt  # type: ignore[untyped-decorator]
@sends
@keeps_apart
@reads_asker
def keep_attempt() -> tuple[Response, int] | Response:
    """Keep a finished attempt and answer with its receipt; the same again gets the same answer.

    It comes from a phone, whose pages hold nothing personal and so no token: the sending key guards it, or
    the Origin check, SameSite and the JSON type.
    """
    by = sender()
    asker_id = by.person_id if by else let_in(asker_of(session_token()))
    if not request.is_json:
        abort(415)
    if (request.content_length or 0) > MOST_BYTES:
        abort(413)
    try:
        answer = _hand_in(asker_id)
    except Refusal as refusal:
        db.session.rollback()
        return jsonify(error=said(refusal.message)), STATUS.get(type(refusal), 409)
    note_unsent()
    _commit()
    return answer


def _commit() -> None:
    if db.session.registry.has():  # nothing was begun where the attempt went in alone
        db.session.commit()


def _ahead(asked: Asked) -> Answer | None:
    """The same for whoever hands in an attempt of her own, where nothing is refused, nothing more is to be
    said, and nothing follows: certificates are drawn after an answer of Flask."""
    if not asked.is_json or not 0 < (asked.content_length or 0) <= MOST_BYTES:
        return None
    with suppress(Refusal, ValueError, RecursionError):
        sent, who = read_attempt(current_app.json.loads(asked.body()))
        asking = asking_at(sent.step_id, token=asked.token, key=asked.key)
        if asking and _is_plain(asking, who):
            kept = receive_alone(asking.person_id, sent, standing=asking.standing, now=clock.now())
            if kept is None:
                return None
            if asking.sender:
                note_said(asking.sender, asked.headers)
            _commit()
            told = current_app.json.dumps(_told(kept, None), separators=(",", ":"))
            return Answer(list(_JSON), f"{told}\n".encode())
    return None


def _is_plain(asking: Asking, who: int | None) -> bool:
    revoked = asking.sender is not None and asking.sender.revoked
    return who in (None, asking.person_id) and not revoked and not asking.standing.is_withdrawn


AHEAD = Ahead("POST", re.compile("/attempts"), _ahead, by_key=True)
_JSON = (
    ("Content-Type", "application/json"),
    ("Content-Security-Policy", POLICY),
    ("Cache-Control", "private, no-store"),
    ("Vary", "Cookie"),
)


def _hand_in(asker_id: int) -> tuple[Response, int] | Response:
    by, now = sender(), clock.now()
    sent, who = read_attempt(json_sent())
    handed = handed_in(asker_id, who, sent, by.device if by else None, now)
    if by and by.revoked:
        return _apart(handed)
    try:
        return _answer(take(handed, now), handed)
    except (IllegalPath, WrongForm) as refusal:
        db.session.rollback()
        put_apart(handed, Why.IMPOSSIBLE, now)
        kept = message("What was sent is kept, and can be looked at under “Receipts”.")
        return jsonify(error=f"{said(refusal.message)} {said(kept)}"), STATUS[type(refusal)]


def _apart(handed: HandedIn) -> Response:
    put_apart(handed, Why.REVOKED, clock.now())
    sentence = message(
        "This phone was signed out for good. What it sends counts once she or her officer says so."
    )
    return jsonify(state="apart", receipt=None, done=None, sentence=said(sentence))


def _answer(kept: Kept, handed: HandedIn) -> Response:
    only = _practice_only(handed) if handed.learner.helper_id else None
    sentences = filter(None, [only, withdrawn_told(handed.sent.step_id)])
    return jsonify(_told(kept, " ".join(sentences) or None))


def _told(kept: Kept, sentence: str | None) -> dict[str, object]:
    state = "conflict" if kept.conflict else "kept"
    if kept.attempt_id is None:
        return {"state": state, "receipt": None}
    url = f"/attempts/{kept.attempt_id}"
    return {"state": state, "receipt": kept.receipt, "done": kept.done, "url": url, "sentence": sentence}


def withdrawn_told(step_id: int) -> str | None:
    """That the edition of a step was withdrawn, since when, and whom to ask; None where it is offered."""
    withdrawn = withdrawal_of(step_id)
    return said(kept_though_withdrawn(withdrawn)) if withdrawn else None


def _practice_only(handed: HandedIn) -> str | None:
    """What the helper is told where the help has a price."""
    found = attempt_of(handed.sent.id, handed.learner.person_id)
    some = not_for(found, exercise_step(found.step_id)) if found else []
    if not some:
        return None
    names = "; ".join(named(each.requirement) for each in some)
    return said(message("So it counts as practice only for: %(list)s.", list=names))


@quizzes.get("/attempts/<uuid:attempt_id>")
@signed_in
def attempt(attempt_id: uuid.UUID) -> str:
    """What she reached, where to act differently, and what comes next."""
    found = attempt_of(str(attempt_id), asker().id)
    if found is None:
        abort(404)
    step = exercise_step(found.step_id)
    exercise = found.version.exercise_in(language())
    path = [(scene, answer) for scene, answer in found.path]
    place = Play(exercise, _order(found)).walk(path)
    return render_template(
        "quizzes/attempt.html",
        attempt=found,
        withdrawn=withdrawn_told(found.step_id),
        kind=found.version.kind.value,
        title=exercise.title,
        ending=exercise.scenes[place.scene].ending_text if place.scene is not None else None,
        notes=review(exercise, path, _order(found)),
        given_of=given_of,
        right_of=right_of,
        told_of=told_of,
        answered=len(path),
        advice=advise(exercise, path, _order(found)),
        lessons=lesson_paths(step, language()),
        left=allowance(found.version, attempts_at(asker().id, step.id), clock.now()),
        step=step,
        counted=counted(found),
        not_for=not_for(found, step),
        mode=MODE_NAMES[found.mode],
    )


def _order(found: Attempt) -> list[int] | None:
    return [scene for scene, _ in found.path] if found.form_id else None

"""Playing a scenario page by page, for whoever has no script."""

import uuid

from flask import abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from courses.models import Step
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Message
from lms.standards.models import Mode
from lms.web.access import asker, public, signed_in
from lms.web.i18n import language
from lms.web.safety import csrf
from quizzes.exercise.asking import asked, is_single
from quizzes.exercise.playing import IllegalPath, Play
from quizzes.kinds.telling import said_of
from quizzes.models import Draft
from quizzes.queries.attempts import draft_of
from quizzes.queries.exercises import version
from quizzes.rules.drafting import NoDraft, NotAnswered, answer, as_path, begin_playing, take_out
from quizzes.rules.receiving import Sent, exercise_step, receive
from quizzes.views.blueprint import quizzes
from quizzes.views.signed_out import keep_answers


@quizzes.post("/exercises/<int:step_id>/begin")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def begin(step_id: int) -> Response:
    """Open the scenario where she stopped, or at its first scene; ``afresh`` at the first in any case.

    The button stands in a bundle, which holds nothing personal and so no token: the Origin check and
    SameSite guard it.
    """
    step = exercise_step(step_id)
    if not asker().is_authenticated:
        return redirect(url_for("account.sign_in", next=step_url(step)))
    if step.frozen["role"] == "assessment":
        abort(404)
    draft = begin_playing(asker().id, step, language(), clock.now(), afresh="afresh" in request.form)
    db.session.commit()
    return redirect(url_for("quizzes.play", step_id=step.id, draft_id=draft.id))


@quizzes.get("/exercises/<int:step_id>/play/<uuid:draft_id>")
@signed_in
def play(step_id: int, draft_id: uuid.UUID) -> str | Response:
    """The scene where she stands, below what the last choice led to."""
    step = exercise_step(step_id)
    draft = draft_of(asker().id, step.id)
    if draft is None or draft.id != str(draft_id):
        return redirect(step_url(step))
    return _page(step, draft)


@quizzes.post("/exercises/<int:step_id>/play/<uuid:draft_id>")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def choose(step_id: int, draft_id: uuid.UUID) -> Response | tuple[str, int]:
    """Take an answer; at an ending the attempt is finished and kept. Signed out, the answer is carried on."""
    if not asker().is_authenticated:
        return keep_answers()
    step = exercise_step(step_id)
    number = request.form.get("number", type=int)
    if number is None:
        abort(400)
    try:
        place = answer(asker().id, step, str(draft_id), number, request.form)
    except (NoDraft, IllegalPath):
        return redirect(url_for("quizzes.play", step_id=step.id, draft_id=draft_id))
    except NotAnswered as refusal:
        draft = draft_of(asker().id, step.id) or abort(404)
        return _page(step, draft, refusal.message), 422
    if place.finished:
        _finish(step, str(draft_id))
    db.session.commit()
    if place.finished:
        return redirect(url_for("quizzes.attempt", attempt_id=draft_id))
    return redirect(url_for("quizzes.play", step_id=step.id, draft_id=draft_id))


def _page(step: Step, draft: Draft, missing: Message | None = None) -> str:
    """The scene where a draft stands; ``missing`` says what the answer just given lacks."""
    exercise = version(step.frozen["version"]).exercise_in(draft.language)
    moves, path = Play(exercise), as_path(draft.path)
    here = moves.walk(path).scene or 0
    last = moves.choice(path[-1]) if path else None
    return render_template(
        "quizzes/play.html",
        exercise=exercise,
        scene=exercise.scenes[here],
        asked=None if is_single(exercise.scenes[here]) else asked(exercise, here),
        given=request.form,
        missing=missing,
        number=len(path),
        last=last,
        answered=said_of(exercise.scenes[path[-1][0]], path[-1][1]) if path and last is None else None,
        count=None if exercise.is_scenario else len(exercise.scenes),
        back=step_url(step),
    )


def _finish(step: Step, draft_id: str) -> None:
    draft, now = take_out(asker().id, step, draft_id), clock.now()
    sent = Sent(
        id=draft.id,
        step_id=step.id,
        form_id=None,
        language=draft.language,
        mode=Mode.SELF,
        device="server",
        started_at=draft.started_at,
        finished_at=now,
        path=as_path(draft.path),
    )
    receive(asker().id, sent, now=now)


def step_url(step: Step) -> str:
    """Where the step stands in its course."""
    return str(current_app.extensions["step_kinds"][step.kind].url(step))

"""Assessments: a form is drawn for one attempt, and answered with or without script."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.database import db
from lms.standards.models import Mode
from lms.web.access import asker, public, signed_in
from lms.web.i18n import language
from lms.web.keeping import may_be_kept
from lms.web.safety import csrf
from quizzes.exercise.asking import asked
from quizzes.forms import read_answers
from quizzes.kinds.player import source
from quizzes.models import AssessmentForm
from quizzes.queries.attempts import attempts_at
from quizzes.queries.forms import form_of
from quizzes.rules.drawing import WaitFirst, allowance, draw_form
from quizzes.rules.receiving import Sent, exercise_step, receive
from quizzes.views.blueprint import quizzes
from quizzes.views.play import step_url
from quizzes.views.signed_out import keep_answers


@quizzes.post("/assessments/<int:step_id>")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def draw(step_id: int) -> Response:
    """Draw the questions of an attempt and open them; the open form, where she left it.

    The button stands in a bundle, which holds nothing personal and so no token: the Origin check and
    SameSite guard it.
    """
    step = exercise_step(step_id)
    if not asker().is_authenticated:
        return redirect(url_for("account.sign_in", next=step_url(step)))
    if step.frozen["role"] != "assessment":
        abort(404)
    try:
        form = draw_form(asker().id, step, clock.now())
    except WaitFirst:
        latest = attempts_at(asker().id, step.id)[-1]
        return redirect(url_for("quizzes.attempt", attempt_id=latest.id))
    db.session.commit()
    return redirect(url_for("quizzes.assessment", form_id=form.id))


@quizzes.get("/assessments/<uuid:form_id>")
@signed_in
def assessment(form_id: uuid.UUID) -> Response:
    """The questions of a form: no points and no feedback are in this page."""
    form = form_of(str(form_id), asker().id) or abort(404)
    return may_be_kept(_page(form))


@quizzes.post("/assessments/<uuid:form_id>")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def submit(form_id: uuid.UUID) -> Response | str:
    """Take the answers of a form that was sent without script. Signed out, they are carried on."""
    if not asker().is_authenticated:
        return keep_answers()
    form = form_of(str(form_id), asker().id) or abort(404)
    path = read_answers(form.version.exercise_in(language()), request.form, form.scenes)
    if path is None:
        flash(gettext("A question has no answer yet. Please answer them all, then send."), "error")
        return _page(form)
    now = clock.now()
    sent = Sent(
        id=form.id,
        step_id=form.step_id,
        form_id=form.id,
        language=language(),
        mode=Mode.SELF,
        device="server",
        started_at=form.fetched_at,
        finished_at=now,
        path=path,
    )
    kept = receive(asker().id, sent, now=now)
    db.session.commit()
    return redirect(url_for("quizzes.attempt", attempt_id=kept.attempt_id or form.id))


def _page(form: AssessmentForm) -> str:
    exercise = form.version.exercise_in(language())
    return render_template(
        "quizzes/assessment.html",
        form=form,
        title=exercise.title,
        questions=[asked(exercise, ordinal) for ordinal in form.scenes],
        script=source("answering.js"),
        given=request.form,
        left=allowance(form.version, attempts_at(form.person_id, form.step_id), clock.now()),
        back=step_url(exercise_step(form.step_id)),
    )

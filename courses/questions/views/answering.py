"""The trainers' queue: what waits, answering it, erasing what may not stand there."""

import uuid
from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.questions.formats.telling import REASONS, STATES
from courses.questions.forms import AnswerForm, RedactForm
from courses.questions.models import Question, RedactedFor
from courses.questions.queries import (
    State,
    answer_times,
    answered_in_course,
    backlog,
    courses_asked_about,
    names_of,
    question_to_answer,
    questions_to_answer,
    timings,
)
from courses.questions.rules.answering import answer as write_answer
from courses.questions.rules.answering import redact as erase
from courses.questions.rules.guarding import warnings_about
from courses.questions.rules.measuring import by_course, by_month, by_person, days_since, usual_days
from courses.questions.rules.resembling import like
from courses.questions.views.blueprint import questions
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.base.text import clean
from lms.web.access import Permission, asker, requires
from lms.web.i18n import said
from lms.web.paging import page_of

MEASURED_DAYS = 365


@questions.get("/questions")
@requires(Permission.EXERCISES_WRITE)
def list_questions() -> str:
    """What waits first, the oldest on top; of one course with ``?course=``, in one state with ``?state=``."""
    slug, now = clean(request.args.get("course", ""))[:80] or None, clock.now()
    asked, waits = request.args.get("state"), backlog()
    state = State(asked) if asked in list(State) else None
    return render_template(
        "questions/list_questions.html",
        page=page_of(questions_to_answer(asker(), slug, state)),
        state_now=state,
        states=STATES,
        courses=courses_asked_about(),
        slug=slug,
        waits=waits,
        oldest=days_since(waits.since, now),
        usual=usual_days(answer_times()),
    )


@questions.get("/questions/times")
@requires(Permission.EXERCISES_WRITE)
def list_times() -> str:
    """How long answers took within a year: by month, by course, and by who answered."""
    now = clock.now()
    found = timings(now - timedelta(days=MEASURED_DAYS))
    people = by_person(found, now)
    return render_template(
        "questions/list_times.html",
        months=by_month(found, now),
        courses=by_course(found, now),
        people=people,
        names=names_of(people),
        editions={each.course_id: each for each in courses_asked_about()},
    )


@questions.get("/questions/<uuid:question_id>")
@requires(Permission.EXERCISES_WRITE)
def show_question(question_id: uuid.UUID) -> str:
    """One question, without the name of who asked, and the form to answer it; with ``?like=`` the form holds
    the answer of another one, to be read over before it is sent."""
    question = _found(question_id)
    chosen = next((each for each in _like(question) if each.id == request.args.get("like")), None)
    if chosen is None or question.answer:
        return _page(question)
    return _page(
        question, AnswerForm(formdata=None, data={"answer": chosen.answer, "wording": question.text})
    )


@questions.post("/questions/<uuid:question_id>/answer")
@requires(Permission.EXERCISES_WRITE)
def answer(question_id: uuid.UUID) -> Response | tuple[str, int]:
    """Answer a question, or write the answer anew. Signs of a real person in what everybody would read are
    asked about once."""
    form = AnswerForm()
    wording = form.wording.data or "" if form.in_faq.data else None
    public = f"{wording}\n{form.answer.data}" if wording is not None else ""
    warnings = [] if "sure" in request.form else [said(each) for each in warnings_about(public)]
    if not form.validate() or warnings:
        return _page(_found(question_id), form, warnings=warnings), 422
    try:
        found = write_answer(
            asker(),
            str(question_id),
            form.answer.data,
            wording,
            seen=request.form.get("seen"),
            now=clock.now(),
        )
        if found is None:
            abort(404)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        form.answer.errors = [said(refusal.message)]
        return _page(_found(question_id), form), 422
    flash(gettext("The answer was sent."), "success")
    return redirect(url_for("questions.list_questions"), 303)


@questions.post("/questions/<uuid:question_id>/redact")
@requires(Permission.EXERCISES_WRITE)
def redact(question_id: uuid.UUID) -> Response | tuple[str, int]:
    """Erase the words of a question for good."""
    form = RedactForm()
    if not form.validate():
        return _page(_found(question_id), redacting=form), 422
    try:
        if erase(asker(), str(question_id), RedactedFor(form.reason.data), now=clock.now()) is None:
            abort(404)
        db.session.commit()
        flash(gettext("The words were erased. Who asked was told why."), "success")
    except Refusal as refusal:
        db.session.rollback()
        flash(said(refusal.message), "warning")
    return redirect(url_for("questions.show_question", question_id=question_id), 303)


def _found(question_id: uuid.UUID) -> Question:
    return question_to_answer(asker(), str(question_id)) or abort(404)


def _like(question: Question) -> list[Question]:
    """Answered questions like one that waits for an answer."""
    return like(question, answered_in_course(asker(), question)) if question.is_open else []


def _page(
    question: Question,
    form: AnswerForm | None = None,
    *,
    redacting: RedactForm | None = None,
    warnings: list[str] | None = None,
) -> str:
    known = {
        "answer": question.answer,
        "in_faq": question.faq_wording is not None,
        "wording": question.faq_wording or question.text,
    }
    return render_template(
        "questions/show_question.html",
        question=question,
        form=form or AnswerForm(formdata=None, data=known),
        redacting=redacting or RedactForm(formdata=None),
        reasons=REASONS,
        warnings=warnings or [],
        like=_like(question),
    )

"""The questionnaire at the end: filled in on a phone, typed in from paper, and what it says together."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.activities.forms.afterwards import AnswerForm
from lms.activities.models import MARKS, QUESTIONS, Activity
from lms.activities.models.report import FEWEST_SHEETS
from lms.activities.queries import words_given
from lms.activities.rules.asking import answer, seat_to_answer, type_in
from lms.activities.rules.reporting import report_of
from lms.activities.views.blueprint import activities, activity_or_404
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import Permission, asker, requires, signed_in
from lms.web.i18n import said


@activities.get("/activities/<int:activity_id>/questionnaire")
@signed_in
def questionnaire(activity_id: int) -> str:
    """The questions, for a participant who has not answered them yet."""
    return _questions_page(_hers(activity_id), AnswerForm())


@activities.post("/activities/<int:activity_id>/questionnaire")
@signed_in
def send_questionnaire(activity_id: int) -> str | Response | tuple[str, int]:
    """Keep what a participant filled in, without her name."""
    activity, form = _hers(activity_id), AnswerForm()
    if not form.validate():
        return _questions_page(activity, form), 422
    try:
        answer(
            activity_id,
            asker().id,
            answer_id=form.answer.data,
            marks=form.marks,
            words=form.words.data or "",
        )
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        form.words.errors = [said(refusal.message)]
        return _questions_page(_hers(activity_id), form), 422
    flash(_("Thank you. Your answers were kept without your name."), "success")
    return redirect(url_for("home.start"), 303)


@activities.get("/activities/<int:activity_id>/answers")
@requires(Permission.ACTIVITIES_RUN)
def show_answers(activity_id: int) -> str:
    """What the filled questionnaires say together."""
    return _answers_page(activity_or_404(activity_id), AnswerForm())


@activities.post("/activities/<int:activity_id>/answers")
@requires(Permission.ACTIVITIES_RUN)
def type_answer(activity_id: int) -> str | Response | tuple[str, int]:
    """Keep a sheet that was filled in on paper."""
    activity, form = activity_or_404(activity_id), AnswerForm()
    if not form.validate():
        return _answers_page(activity, form), 422
    try:
        type_in(
            activity_id,
            answer_id=form.answer.data,
            marks=form.marks,
            words=form.words.data or "",
            by=asker().id,
        )
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        form.words.errors = [said(refusal.message)]
        return _answers_page(activity_or_404(activity_id), form), 422
    flash(_("The sheet was kept. Type the next one."), "success")
    return redirect(url_for("activities.show_answers", activity_id=activity_id, _anchor="type-in"), 303)


def _hers(activity_id: int) -> Activity:
    """The activity whose questions she may answer now; to everybody else there are none."""
    entry = seat_to_answer(activity_id, asker().id)
    if entry is None:
        abort(404)
    return entry.activity


def _questions_page(activity: Activity, form: AnswerForm) -> str:
    return render_template(
        "activities/questionnaire.html",
        activity=activity,
        form=form,
        questions=QUESTIONS,
        marks=MARKS,
        given=form.marks,
    )


def _answers_page(activity: Activity, form: AnswerForm) -> str:
    report = report_of(activity)
    return render_template(
        "activities/show_answers.html",
        activity=activity,
        report=report,
        fewest=FEWEST_SHEETS,
        words=words_given(activity.id) if report.questions else [],
        form=form,
        questions=QUESTIONS,
        marks=MARKS,
        given=form.marks if form.errors else {},
    )

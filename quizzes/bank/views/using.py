"""Putting questions of the bank to use, and tagging those of a draft."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.i18n import said
from lms.web.paging import page_asked
from quizzes.bank.forms import TagsForm
from quizzes.bank.rules.choosing import add_to, begin_with
from quizzes.bank.rules.tagging import tag_question
from quizzes.bank.views.blueprint import bank
from quizzes.bank.views.searching import chosen_form, search_form
from quizzes.exercise.grammar import MAX_SCENES


@bank.post("/bank/chosen")
@requires(Permission.EXERCISES_WRITE)
def use_questions() -> Response:
    """Put the questions that she ticked into a new exercise or behind those of a draft, and go there."""
    form = chosen_form()
    ids = request.form.getlist("question", type=row_key)[:MAX_SCENES]
    if not form.validate_on_submit():
        return _back(gettext("Choose where the questions go."))
    title = form.title.data or gettext("Questions from the bank")
    try:
        if form.target.data:
            code = add_to(asker().id, form.target.data, ids, clock.now()).code
        else:
            code = begin_with(asker().id, title, ids, clock.now()).code
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        return _back(said(refusal.message))
    flash(gettext("Put in: %(count)d. Say of each which lesson explains it.", count=len(set(ids))), "success")
    return redirect(url_for("authoring.edit_exercise", exercise_code=code))


@bank.post("/bank/drafts/<string:exercise_code>/<int:scene>/tags")
@requires(Permission.EXERCISES_WRITE)
def change_tags(exercise_code: str, scene: int) -> Response:
    """Give a question of her draft other tags."""
    form = TagsForm()
    if form.validate_on_submit():
        try:
            tag_question(
                asker().id, exercise_code, scene, form.tags.data or "", form.revision.data, clock.now()
            )
            db.session.commit()
            flash(gettext("The tags are saved."), "success")
        except Refusal as refusal:
            db.session.rollback()
            flash(said(refusal.message), "warning")
    return redirect(url_for("bank.list_drafts", **search_form().address, **page_asked()))


def _back(sentence: str) -> Response:
    flash(sentence, "warning")
    return redirect(url_for("bank.list_questions", **search_form().address, **page_asked()))

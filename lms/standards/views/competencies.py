"""Competencies: the list, and keeping them."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.database import db
from lms.standards.forms.competencies import CompetencyForm
from lms.standards.forms.fields import EndingForm
from lms.standards.models import Competency
from lms.standards.queries import competencies_kept
from lms.standards.rules.documenting import UnfitValue
from lms.standards.rules.mastering import add_competency, change_competency, retire_competency
from lms.standards.views.blueprint import standards
from lms.standards.views.documents import answered, put_beside
from lms.web.access import Permission, asker, requires, signed_in


@standards.get("/competencies")
@signed_in
def list_competencies() -> str:
    """Everything that can be shown."""
    return render_template(
        "standards/competencies/list_competencies.html",
        competencies=competencies_kept(),
        today=clock.today(),
    )


@standards.route("/competencies/new", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def new_competency() -> str | Response | tuple[str, int]:
    """Name something that can be shown."""
    form = CompetencyForm.of()
    if form.validate_on_submit():
        try:
            add_competency(form.facts, by=asker().id)
            return _written(gettext("The competency was added."))
        except UnfitValue as refusal:
            put_beside(form, refusal)
    return answered("new_competency", form, "competencies")


@standards.route("/competencies/<int:competency_id>/edit", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def edit_competency(competency_id: int) -> str | Response | tuple[str, int]:
    """Say otherwise what a competency is called, rests on and must know."""
    competency = _found(competency_id)
    form = CompetencyForm.of(competency)
    if form.validate_on_submit():
        try:
            change_competency(competency_id, form.facts, by=asker().id)
            return _written(gettext("The competency was changed."))
        except UnfitValue as refusal:
            put_beside(form, refusal)
    return answered("edit_competency", form, "competencies", competency=competency)


@standards.route("/competencies/<int:competency_id>/end", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def end_competency(competency_id: int) -> str | Response | tuple[str, int]:
    """Use a competency no longer from a day on."""
    competency, form = _found(competency_id), EndingForm()
    if form.validate_on_submit():
        try:
            retire_competency(competency_id, form.valid_until.data, by=asker().id)
            return _written(gettext("The competency was ended."))
        except UnfitValue as refusal:
            put_beside(form, refusal)
    return answered("end_competency", form, "competencies", competency=competency)


def _written(sentence: str) -> Response:
    db.session.commit()
    flash(sentence, "success")
    return redirect(url_for("standards.list_competencies"), 303)


def _found(competency_id: int) -> Competency:
    return db.session.get(Competency, competency_id) or abort(404)

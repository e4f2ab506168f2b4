"""The passages of the office's own documents."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from lms.base.database import db
from lms.standards.forms.documents import ClauseForm, NewVersionForm
from lms.standards.models import Clause, Document
from lms.standards.policies import may_rewrite
from lms.standards.rules.documenting import UnfitValue
from lms.standards.rules.quoting import add_clause, correct_clause, renew_clause
from lms.standards.views.blueprint import standards
from lms.standards.views.documents import answered, put_beside
from lms.web.access import Permission, asker, requires


@standards.route("/documents/<int:document_id>/clauses/new", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def new_clause(document_id: int) -> str | Response | tuple[str, int]:
    """Add a passage to a document of the office."""
    document = db.session.get(Document, document_id)
    if document is None or not may_rewrite(document):
        abort(404)
    form = ClauseForm()
    if form.validate_on_submit():
        try:
            clause = add_clause(document_id, form.facts, by=asker().id)
            db.session.commit()
        except UnfitValue as refusal:
            put_beside(form, refusal)
        else:
            flash(gettext("%(article)s was added.", article=clause.article), "success")
            return redirect(url_for("standards.show_document", document_id=document_id))
    return answered("new_clause", form, document=document)


@standards.route("/clauses/<int:clause_id>/edit", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def edit_clause(clause_id: int) -> str | Response | tuple[str, int]:
    """Mend what is said of a passage."""
    clause = _ours(clause_id)
    form = ClauseForm(obj=clause)
    if form.validate_on_submit():
        try:
            correct_clause(clause_id, form.facts, by=asker().id)
            db.session.commit()
        except UnfitValue as refusal:
            put_beside(form, refusal)
        else:
            flash(gettext("The passage was changed."), "success")
            return redirect(url_for("standards.show_document", document_id=clause.document_id))
    return answered("edit_clause", form, clause=clause)


@standards.route("/clauses/<int:clause_id>/new-version", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def new_version(clause_id: int) -> str | Response | tuple[str, int]:
    """Say what a passage says from a day on."""
    clause = _ours(clause_id)
    form = NewVersionForm()
    if form.validate_on_submit():
        try:
            newest = renew_clause(clause_id, form.effective_on.data, form.summary.data, by=asker().id)
            db.session.commit()
        except UnfitValue as refusal:
            put_beside(form, refusal)
        else:
            flash(
                gettext(
                    "Version %(number)s of %(article)s was added.",
                    number=newest.version,
                    article=newest.article,
                ),
                "success",
            )
            return redirect(url_for("standards.show_document", document_id=newest.document_id))
    return answered("new_version", form, clause=clause)


def _ours(clause_id: int) -> Clause:
    clause = db.session.get(Clause, clause_id)
    if clause is None or not (clause.is_local and may_rewrite(clause.document)):
        abort(404)
    return clause

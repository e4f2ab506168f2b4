"""Documents: the list of all, each of them, and keeping those of the office."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.database import db
from lms.standards.forms.documents import DocumentForm, EndForm, FindDocumentsForm
from lms.standards.models import Document, DocumentState
from lms.standards.policies import may_end, may_rewrite
from lms.standards.queries import (
    documents_with,
    other_documents,
    passages_of,
    requirements_resting_on,
    targets_resting_on,
)
from lms.standards.rules.documenting import UnfitValue, add_document, change_document, end_document
from lms.standards.views.blueprint import standards
from lms.web.access import Permission, asker, requires, signed_in
from lms.web.forms import Form
from lms.web.i18n import said

KINDS = {
    DocumentState.IN_FORCE: "met",
    DocumentState.NOT_YET: "waiting",
    DocumentState.ENDED: "expired",
    DocumentState.REFERENCE: "neutral",
    DocumentState.UNCONFIRMED: "due",
}
"""The shape that goes with a state."""


@standards.get("/documents")
@signed_in
def list_documents() -> str:
    """Everything that lessons, requirements and targets rest on, narrowed by words and state."""
    form, today = FindDocumentsForm.from_address(), clock.today()
    found = documents_with(form.words.data, form.chosen, today)
    return render_template(
        "standards/documents/list_documents.html", form=form, documents=found, kinds=KINDS, today=today
    )


@standards.get("/documents/<int:document_id>")
@signed_in
def show_document(document_id: int) -> str:
    """What a document says, what became of it, and what rests on it."""
    document, today = _document(document_id), clock.today()
    return render_template(
        "standards/documents/show_document.html",
        document=document,
        state=document.state_on(today),
        kinds=KINDS,
        passages=passages_of(document_id),
        requirements=requirements_resting_on(document_id, today),
        targets=targets_resting_on(document_id, today),
        may_edit=asker().may(Permission.STANDARDS_EDIT),
        may_rewrite=may_rewrite(document),
        may_end=may_end(document),
    )


@standards.route("/documents/new", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def new_document() -> str | Response | tuple[str, int]:
    """Add a document of the office."""
    form = DocumentForm()
    if form.validate_on_submit():
        try:
            document = add_document(form.facts, by=asker().id)
            db.session.commit()
        except UnfitValue as refusal:
            put_beside(form, refusal)
        else:
            flash(gettext("%(number)s is on the list.", number=document.number), "success")
            return redirect(url_for("standards.show_document", document_id=document.id))
    return answered("new_document", form)


@standards.route("/documents/<int:document_id>/edit", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def edit_document(document_id: int) -> str | Response | tuple[str, int]:
    """Say something else of a document of the office."""
    document = _document(document_id)
    if not may_rewrite(document):
        abort(404)
    form = DocumentForm.of(document)
    if form.validate_on_submit():
        try:
            change_document(document_id, form.facts, by=asker().id)
            db.session.commit()
        except UnfitValue as refusal:
            put_beside(form, refusal)
        else:
            flash(gettext("The document was changed."), "success")
            return redirect(url_for("standards.show_document", document_id=document_id))
    return answered("edit_document", form, document=document)


@standards.route("/documents/<int:document_id>/end", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def end_of_document(document_id: int) -> str | Response | tuple[str, int]:
    """Say when a document ended and what replaced it."""
    document = _document(document_id)
    if not may_end(document):
        abort(404)
    form = EndForm(obj=document)
    form.replaced_by_id.choices = [
        ("", gettext("no other document")),
        *((each.id, each.number) for each in other_documents(document_id)),
    ]
    if form.validate_on_submit():
        try:
            end_document(document_id, form.ended_on.data, form.replaced_by_id.data, by=asker().id)
            db.session.commit()
        except UnfitValue as refusal:
            put_beside(form, refusal)
        else:
            flash(gettext("It is noted how the document ended."), "success")
            return redirect(url_for("standards.show_document", document_id=document_id))
    return answered("end_of_document", form, document=document)


def put_beside(form: Form, refusal: UnfitValue) -> None:
    """Take back what was begun, and say beside the field what cannot be."""
    db.session.rollback()
    form[refusal.field].errors = [said(refusal.message)]


def answered(page: str, form: Form, folder: str = "documents", **context: object) -> str | tuple[str, int]:
    """A form to be filled in, or with what was wrong in it."""
    shown = render_template(f"standards/{folder}/{page}.html", form=form, **context)
    return (shown, 422) if form.errors else shown


def _document(document_id: int) -> Document:
    document = db.session.get(Document, document_id)
    if document is None:
        abort(404)
    return document

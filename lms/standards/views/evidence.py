"""All that is on record of a person: voided, ended, taken back and recorded again, entry by entry."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from lms.base import audit
from lms.base.database import db
from lms.base.messages import Refusal
from lms.people.models import Person
from lms.people.policies import may_see
from lms.standards.forms.undoing import LapseForm, VoidForm, void_words
from lms.standards.models import Evidence, EvidenceKind, EvidenceStatus
from lms.standards.policies import may_confirm, read_as
from lms.standards.queries import entries_of
from lms.standards.rules.checking import FutureEvidence
from lms.standards.rules.confirming import take_back
from lms.standards.rules.judging import KIND_NAMES, MODE_NAMES
from lms.standards.rules.recording import lapse, restore, void
from lms.standards.views.blueprint import standards
from lms.web.access import Permission, asker, requires, signed_in
from lms.web.i18n import said
from lms.web.menu import stands_under

standards.add_app_template_filter(void_words)


@standards.get("/people/<int:person_id>/evidence")
@signed_in
@stands_under("people.list_people")
def list_evidence(person_id: int) -> str | Response:
    """Everything on record of somebody in scope, or of oneself; what was voided struck, with who and why."""
    person = db.session.get(Person, person_id)
    if person is None or not may_see(asker(), kept := read_as(person)):
        abort(404)
    if kept is not person:
        return redirect(url_for("standards.list_evidence", person_id=kept.id))
    if person_id != asker().id:
        audit.note_access(asker().id, "evidence of a person", person_id=person_id)
        db.session.commit()
    return render_template(
        "standards/evidence/list_evidence.html",
        person=person,
        entries=entries_of(person_id),
        may_change=may_confirm(asker(), person),
        kind_names=KIND_NAMES,
        mode_names=MODE_NAMES,
        Status=EvidenceStatus,
    )


@standards.route("/evidence/<int:evidence_id>/void", methods=["GET", "POST"])
@requires(Permission.PEOPLE_SEE)
@stands_under("people.list_people")
def void_evidence(evidence_id: int) -> str | Response | tuple[str, int]:
    """Say that an entry was never right, and why."""
    evidence, form = _evidence(evidence_id), VoidForm.fresh()
    person = read_as(evidence.person)
    if form.validate_on_submit():
        try:
            void(evidence, by=asker().id, note=form.note)
            return _done(person.id, gettext("The entry was voided. It can be recorded again below."))
        except Refusal as refusal:
            return _refused(person.id, refusal)
    page = render_template(
        "standards/evidence/void_evidence.html", form=form, evidence=evidence, person=person
    )
    return (page, 422) if form.errors else page


@standards.post("/evidence/<int:evidence_id>/restore")
@requires(Permission.PEOPLE_SEE)
def restore_evidence(evidence_id: int) -> Response:
    """Record again what was voided."""
    evidence = _evidence(evidence_id)
    person_id = read_as(evidence.person).id
    try:
        restore(evidence, by=asker().id)
        return _done(person_id, gettext("The entry is recorded again."))
    except Refusal as refusal:
        return _refused(person_id, refusal)


@standards.post("/evidence/<int:evidence_id>/take-back")
@requires(Permission.PEOPLE_SEE)
def take_back_confirmation(evidence_id: int) -> Response:
    """Take a confirmation back: the entry is only declared again."""
    evidence = _evidence(evidence_id)
    person_id = read_as(evidence.person).id
    try:
        take_back(evidence, by=asker().id)
        return _done(person_id, gettext("The confirmation was taken back. The entry is only declared again."))
    except Refusal as refusal:
        return _refused(person_id, refusal)


@standards.route("/people/<int:person_id>/lapses/new", methods=["GET", "POST"])
@requires(Permission.PEOPLE_SEE)
@stands_under("people.list_people")
def new_lapse(person_id: int) -> str | Response | tuple[str, int]:
    """Say that something she showed no longer counts from a day on."""
    person = db.session.get(Person, person_id)
    if person is None or not may_confirm(asker(), person):
        abort(404)
    _note_look(person_id)
    standing = [
        each.newest.row for each in entries_of(read_as(person).id) if each.stands and not each.is_lapse
    ]
    shown = {row.competency_id: row.competency for row in standing}
    form = LapseForm.of(sorted(shown.values(), key=lambda each: (each.position, each.id)))
    if form.validate_on_submit():
        try:
            lapse(
                person_id=read_as(person).id,
                competency_id=form.competency.data,
                occurred_on=form.day.data,
                by=asker().id,
                note=form.note.data,
            )
            return _done(person_id, gettext("It no longer counts from that day on."))
        except FutureEvidence as refusal:
            db.session.rollback()
            form.day.errors = [said(refusal.message)]
    page = render_template("standards/evidence/new_lapse.html", form=form, person=person, shown=shown)
    return (page, 422) if form.errors else page


def _evidence(evidence_id: int) -> Evidence:
    evidence = db.session.get(Evidence, evidence_id)
    if evidence is None or evidence.kind is EvidenceKind.VOID or not may_confirm(asker(), evidence.person):
        abort(404)
    _note_look(evidence.person_id)
    return evidence


def _note_look(person_id: int) -> None:
    """Note that a form was shown that tells something of her."""
    if request.method == "GET":
        audit.note_access(asker().id, "evidence of a person", person_id=person_id)
        db.session.commit()


def _done(person_id: int, sentence: str) -> Response:
    db.session.commit()
    flash(sentence, "success")
    return redirect(url_for("standards.list_evidence", person_id=person_id), 303)


def _refused(person_id: int, refusal: Refusal) -> Response:
    db.session.rollback()
    flash(said(refusal.message), "error")
    return redirect(url_for("standards.list_evidence", person_id=person_id), 303)

"""Confirming what a list or a paper declared, after seeing its document."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from lms.base.database import db
from lms.standards.forms.confirming import ConfirmForm
from lms.standards.models import Evidence
from lms.standards.policies import may_confirm
from lms.standards.rules.confirming import confirm
from lms.standards.views.blueprint import standards
from lms.web.access import Permission, asker, requires


@standards.post("/evidence/<int:evidence_id>/confirm")
@requires(Permission.PEOPLE_SEE)
def confirm_evidence(evidence_id: int) -> Response:
    """Answer for evidence of somebody in scope; back to her page."""
    evidence = db.session.get(Evidence, evidence_id)
    if evidence is None or not may_confirm(asker(), evidence.person):
        abort(404)
    person_id, form = evidence.person_id, ConfirmForm()
    if form.validate():
        confirm(evidence, by=asker().id, document=form.document.data or "")
        db.session.commit()
        flash(gettext("Confirmed. From now on it counts towards the target."), "success")
    else:
        flash(form.document.errors[0], "error")
    return redirect(url_for("people.show_person", person_id=person_id))

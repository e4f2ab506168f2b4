"""What visits found, in the browser: what is overdue, each finding, closing it and opening it again."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.visits.forms import CloseForm, ReopenForm
from lms.visits.models import VisitFinding
from lms.visits.policies import may_change_visit, may_see_visit, visit_seen_by
from lms.visits.queries import overdue_findings
from lms.visits.rules.settling import close_finding as close
from lms.visits.rules.settling import reopen_finding as reopen
from lms.visits.rules.settling import whole_finding
from lms.visits.views.blueprint import visits
from lms.web.access import Permission, asker, requires
from lms.web.i18n import said
from lms.web.paging import page_of


@visits.get("/visits/overdue")
@requires(Permission.ACTIVITIES_RUN)
def overdue_after_visits() -> str:
    """What visits found and nobody has put right in time, the oldest first."""
    page = page_of(overdue_findings(visit_seen_by(asker()), clock.today()))
    return render_template("visits/overdue_after_visits.html", page=page, today=clock.today())


@visits.get("/visits/<int:visit_id>/findings/<int:finding_id>")
@requires(Permission.ACTIVITIES_RUN)
def show_finding(visit_id: int, finding_id: int) -> str:
    """One finding, what was done about it, and what can be done now."""
    return _page(finding_or_404(visit_id, finding_id), CloseForm(data={"day": clock.today()}), ReopenForm())


@visits.post("/visits/<int:visit_id>/findings/<int:finding_id>/close")
@requires(Permission.ACTIVITIES_RUN)
def close_finding(visit_id: int, finding_id: int) -> Response | tuple[str, int]:
    """Note that a finding was put right."""
    finding, form = finding_or_404(visit_id, finding_id), CloseForm()
    if not form.validate():
        return _page(finding, form, ReopenForm(formdata=None)), 422
    try:
        close(finding_id, on=form.day.data, how=form.words.data, by=asker().id)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        form.form_errors.append(said(refusal.message))
        return _page(finding_or_404(visit_id, finding_id), form, ReopenForm(formdata=None)), 422
    flash(_("The finding is closed."), "success")
    return redirect(url_for("visits.show_visit", visit_id=visit_id), 303)


@visits.post("/visits/<int:visit_id>/findings/<int:finding_id>/reopen")
@requires(Permission.ACTIVITIES_RUN)
def reopen_finding(visit_id: int, finding_id: int) -> Response | tuple[str, int]:
    """Open a finding again: only for those whose unit made the visit."""
    finding, form = finding_or_404(visit_id, finding_id), ReopenForm()
    if not may_change_visit(asker(), finding.visit):
        abort(404)
    if not form.validate():
        return _page(finding, CloseForm(formdata=None), form), 422
    try:
        reopen(finding_id, why=form.words.data, by=asker().id)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        form.form_errors.append(said(refusal.message))
        return _page(finding_or_404(visit_id, finding_id), CloseForm(formdata=None), form), 422
    flash(_("The finding is open again."), "success")
    return redirect(url_for("visits.show_finding", visit_id=visit_id, finding_id=finding_id), 303)


def finding_or_404(visit_id: int, finding_id: int) -> VisitFinding:
    """A finding of a visit that the asker may see; to her there are no others."""
    finding = whole_finding(finding_id)
    if finding is None or finding.visit_id != visit_id or not may_see_visit(asker(), finding.visit):
        abort(404)
    return finding


def _page(finding: VisitFinding, close_form: CloseForm, reopen_form: ReopenForm) -> str:
    return render_template(
        "visits/show_finding.html",
        finding=finding,
        visit=finding.visit,
        close_form=close_form,
        reopen_form=reopen_form,
        may_reopen=may_change_visit(asker(), finding.visit),
        today=clock.today(),
    )

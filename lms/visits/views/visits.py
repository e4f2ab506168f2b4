"""Support visits in the browser: the list, each of them, writing one down, its minutes, a unit's history."""

from dataclasses import replace

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.activities.rules.heading import head_for
from lms.base import audit, clock
from lms.base.database import db
from lms.paper.drawing import drawn
from lms.people.policies import tops_of
from lms.places.models import Unit, UnitKind
from lms.visits.formats.visit_paper import visit_paper
from lms.visits.forms import FindVisitsForm, MinutesForm, VisitForm
from lms.visits.models import OUTCOMES, CheckOutcome, SupportVisit
from lms.visits.policies import may_change_visit, may_see_visit, visit_seen_by
from lms.visits.queries import find_visits, overdue_count, sums_of, visits_to
from lms.visits.rules.visiting import change_visit, record_visit, whole_visit
from lms.visits.views.blueprint import visits
from lms.web.access import Permission, asker, requires
from lms.web.files import sent, shape_asked
from lms.web.paging import page_of
from lms.web.refusing import refusal_told

OUTCOME_SHAPES = {
    CheckOutcome.MET: "met",
    CheckOutcome.NOT_YET: "missing",
    CheckOutcome.NOT_SEEN: "neutral",
}


@visits.get("/visits")
@requires(Permission.ACTIVITIES_RUN)
def list_visits() -> str:
    """The visits that the asker sees: to her units, and those that her units made."""
    form, seen, day = FindVisitsForm.from_address(), visit_seen_by(asker()), clock.today()
    page = page_of(find_visits(seen, day, words=form.unit.data or "", standing=form.standing.data or None))
    return render_template(
        "visits/list_visits.html",
        form=form,
        page=page,
        sums=sums_of([each.id for each in page.rows], day),
        overdue=overdue_count(seen, day),
        makes=_makes_visits(),
    )


@visits.route("/visits/new", methods=["GET", "POST"])
@requires(Permission.ACTIVITIES_RUN)
def new_visit() -> str | Response | tuple[str, int]:
    """Write a visit down."""
    if not _makes_visits():
        abort(404)
    form = VisitForm(asker())
    if request.method == "GET" or "more" in request.form:
        return _form_page(form)
    return _save(form) if form.validate() else (_form_page(form), 422)


@visits.get("/visits/<int:visit_id>")
@requires(Permission.ACTIVITIES_RUN)
def show_visit(visit_id: int) -> str:
    """One visit: who was there, the checklist, what was found and how that stands."""
    visit = visit_or_404(visit_id)
    audit.note_access(asker().id, f"visit {visit_id}")
    db.session.commit()
    return _visit_page(visit, _minutes_form(visit))


@visits.route("/visits/<int:visit_id>/edit", methods=["GET", "POST"])
@requires(Permission.ACTIVITIES_RUN)
def edit_visit(visit_id: int) -> str | Response | tuple[str, int]:
    """Correct a visit."""
    visit = visit_or_404(visit_id)
    if not may_change_visit(asker(), visit):
        abort(404)
    form = VisitForm(asker(), visit)
    if request.method == "GET" or "more" in request.form:
        return _form_page(form, visit)
    return _save(form, visit) if form.validate() else (_form_page(form, visit), 422)


@visits.get("/visits/<int:visit_id>/minutes")
@requires(Permission.ACTIVITIES_RUN)
def visit_minutes(visit_id: int) -> Response | tuple[str, int]:
    """The minutes as a file: ``as`` is pdf or docx."""
    visit, shape = visit_or_404(visit_id), shape_asked()
    if shape == "xlsx":
        abort(404)
    form = _minutes_form(visit)
    if form.errors:
        return _visit_page(visit, form), 422
    audit.note_access(asker().id, f"visit {visit_id} minutes {shape}", exported=True)
    db.session.commit()
    letterhead = replace(form.letterhead, place="", day=None)
    data = drawn(shape, lambda: visit_paper(visit, letterhead))
    return sent(data, shape, f"bien-ban-kiem-tra-{visit.unit.name}-{visit.visited_on.isoformat()}")


@visits.get("/visits/units/<int:visited_id>")
@requires(Permission.ACTIVITIES_RUN)
def visits_of_unit(visited_id: int) -> str:
    """The history of a unit: every visit to it and to those it followed."""
    unit = db.session.get(Unit, visited_id)
    found = visits_to(visit_seen_by(asker()), unit) if unit else []
    if unit is None or not found:
        abort(404)
    sums = sums_of([each.id for each in found], clock.today())
    return render_template(
        "visits/visits_of_unit.html", unit=unit, visits=found, sums=sums, today=clock.today()
    )


def visit_or_404(visit_id: int) -> SupportVisit:
    """A visit that the asker may see, with all that belongs to it; to her there are no others."""
    visit = whole_visit(visit_id)
    if visit is None or not may_see_visit(asker(), visit):
        abort(404)
    return visit


def _makes_visits() -> bool:
    """Whether the asker answers for a unit with others below it."""
    tops = tops_of(asker(), Permission.ACTIVITIES_RUN)
    return any(each.kind is not UnitKind.COMMUNE for each in tops)


def _save(form: VisitForm, visit: SupportVisit | None = None) -> Response | tuple[str, int]:
    visit_id, by = visit.id if visit else None, asker().id
    with refusal_told(form.form_errors.append):
        notes = form.notes()
        saved = change_visit(visit_id, notes, by=by) if visit_id else record_visit(notes, by=by)
        address = url_for("visits.show_visit", visit_id=saved.id)
        db.session.commit()
        flash(_("The visit was saved."), "success")
        return redirect(address, 303)
    return _form_page(form, visit), 422


def _form_page(form: VisitForm, visit: SupportVisit | None = None) -> str:
    """The form, with as many rows as were asked for."""
    form.add_rows()
    return render_template("visits/edit_visit.html", form=form, visit=visit)


def _minutes_form(visit: SupportVisit) -> MinutesForm:
    """What stands at the head of the minutes: what the address says, else what is known of the asker."""
    form = MinutesForm(request.args)
    form.fill(head_for(asker(), visit.visiting_unit, clock.today()))
    return form


def _visit_page(visit: SupportVisit, form: MinutesForm) -> str:
    return render_template(
        "visits/show_visit.html",
        visit=visit,
        form=form,
        outcomes=OUTCOMES,
        shapes=OUTCOME_SHAPES,
        may_change=may_change_visit(asker(), visit),
        today=clock.today(),
    )

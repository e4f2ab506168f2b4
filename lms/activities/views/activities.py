"""Activities in the browser: the list of a year, each of them, planning, changing and calling off."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.activities.formats.wording import STATE_SHAPES
from lms.activities.forms.planning import FindActivitiesForm, PlanForm
from lms.activities.models import (
    HALVES,
    KINDS,
    PARTS,
    SOLUTION_GROUPS,
    STATES,
    Activity,
    ActivityKind,
    ActivityState,
    Half,
)
from lms.activities.policies import run_by
from lms.activities.queries import (
    Seats,
    find_activities,
    organisations_on,
    organisers_among,
    seats_of,
)
from lms.activities.rules.locating import known_clauses, organiser_named, written
from lms.activities.rules.planning import cancel, change_activity, plan_activity
from lms.activities.rules.warning import warnings_of
from lms.activities.views.blueprint import activities, activity_or_404
from lms.base import clock
from lms.base.database import db
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.paging import page_of_rows
from lms.web.refusing import refusal_flashed, refusal_told


@activities.get("/activities")
@requires(Permission.ACTIVITIES_RUN)
def list_activities() -> str:
    """The activities of a year that the asker runs."""
    runs = run_by(asker())
    form = FindActivitiesForm.from_address((str(each.id), each.name) for each in organisers_among(runs))
    found = find_activities(
        runs,
        form.year.data,
        kind=ActivityKind(form.kind.data) if form.kind.data else None,
        organiser_id=request.args.get("organiser", type=row_key),
        words=form.words.data or "",
    )
    page = page_of_rows(found)
    return render_template(
        "activities/list_activities.html",
        form=form,
        page=page,
        seats=seats_of([each.id for each in page.rows]),
        no_seats=Seats(),
        kinds=KINDS,
        states=STATES,
        shapes=STATE_SHAPES,
        today=clock.today(),
    )


@activities.route("/activities/new", methods=["GET", "POST"])
@requires(Permission.ACTIVITIES_RUN)
def new_activity() -> str | Response | tuple[str, int]:
    """Put an activity into the plan."""
    form = PlanForm(asker())
    if request.method == "GET" or "more" in request.form:
        return _plan_page(form)
    return _save(form) if form.validate() else (_plan_page(form), 422)


@activities.get("/activities/<int:activity_id>")
@requires(Permission.ACTIVITIES_RUN)
def show_activity(activity_id: int) -> str:
    """One activity: its programme, how its roster and attendance stand, and what does not fit."""
    activity = activity_or_404(activity_id)
    seats = seats_of([activity_id]).get(activity_id, Seats())
    return render_template(
        "activities/show_activity.html",
        activity=activity,
        seats=seats,
        warnings=warnings_of(activity, seats),
        kinds=KINDS,
        states=STATES,
        shapes=STATE_SHAPES,
        halves=HALVES,
        parts=PARTS,
        groups=SOLUTION_GROUPS,
        written=written,
        today=clock.today(),
    )


@activities.route("/activities/<int:activity_id>/edit", methods=["GET", "POST"])
@requires(Permission.ACTIVITIES_RUN)
def edit_activity(activity_id: int) -> str | Response | tuple[str, int]:
    """Change a planned activity."""
    activity = activity_or_404(activity_id)
    if activity.state is not ActivityState.PLANNED:
        abort(404)
    form = PlanForm(asker(), activity)
    if request.method == "GET" or "more" in request.form:
        return _plan_page(form, activity)
    return _save(form, activity) if form.validate() else (_plan_page(form, activity), 422)


@activities.post("/activities/<int:activity_id>/cancel")
@requires(Permission.ACTIVITIES_RUN)
def cancel_activity(activity_id: int) -> Response:
    """Call an activity off, for a reason."""
    activity_or_404(activity_id)
    with refusal_flashed():
        cancel(activity_id, reason=request.form.get("reason", ""), by=asker().id)
        db.session.commit()
        flash(_("The activity was called off."), "success")
    return redirect(url_for("activities.show_activity", activity_id=activity_id), 303)


def _save(form: PlanForm, activity: Activity | None = None) -> Response | tuple[str, int]:
    activity_id, by = activity.id if activity else None, asker().id
    with refusal_told(form.form_errors.append):
        plan = form.plan(organiser_named(form.organiser.data or "", form.first_day.data))
        saved = change_activity(activity_id, plan, by=by) if activity_id else plan_activity(plan, by=by)
        address = url_for("activities.show_activity", activity_id=saved.id)
        db.session.commit()
        flash(_("The activity was saved."), "success")
        return redirect(address, 303)
    return _plan_page(form, activity), 422


def _plan_page(form: PlanForm, activity: Activity | None = None) -> str:
    """The form, with as many rows as were asked for."""
    form.add_rows()
    day = form.first_day.data or clock.today()
    return render_template(
        "activities/plan_activity.html",
        form=form,
        activity=activity,
        halves=[(half, HALVES[half]) for half in Half],
        organisations=organisations_on(day),
        clauses=[written(each) for each in known_clauses(day)],
    )

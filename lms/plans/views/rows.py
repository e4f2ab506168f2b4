"""Rows of a year's plan in the browser: adding, changing, taking out; which activities carry out a line."""

from typing import Any, NamedTuple

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from lms.activities.formats.wording import STATE_SHAPES
from lms.activities.models import STATES
from lms.activities.queries import organisations_on
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Message, Refusal, message
from lms.places.models import Unit
from lms.plans.forms.rows import (
    IndicatorForm,
    PlannedClassForm,
    ReportingTimeForm,
    Row,
    RowForm,
    SecondJobsForm,
)
from lms.plans.models import OutsideIndicator, PlannedClass, PlannedClassActivity, ReportingTime, SecondJobs
from lms.plans.queries import activities_of_year
from lms.plans.rules.keeping_plans import carry_out, keep_row, remove_row
from lms.plans.rules.year_plan import day_of, existed_in
from lms.plans.views.blueprint import plans
from lms.plans.views.plans import asked_unit, unit_or_404
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.i18n import said


class RowKind(NamedTuple):
    """A kind of row: its model, its form, what its page is called, and the page on which it stands."""

    model: type[Any]
    form: type[RowForm]
    new: Message
    change: Message
    page: str = "show_plan"


KINDS = {
    "classes": RowKind(
        PlannedClass, PlannedClassForm, message("Plan classes"), message("Change planned classes")
    ),
    "indicators": RowKind(
        OutsideIndicator,
        IndicatorForm,
        message("Type a figure from elsewhere"),
        message("Change a figure from elsewhere"),
    ),
    "reporting-times": RowKind(
        ReportingTime,
        ReportingTimeForm,
        message("Note reporting time before and after"),
        message("Change a reporting time"),
    ),
    "second-jobs": RowKind(
        SecondJobs,
        SecondJobsForm,
        message("Note second jobs as declared"),
        message("Change second jobs as declared"),
        "allowances",
    ),
}


@plans.route("/plans/<int:year>/<string:row_kind>/new", methods=["GET", "POST"])
@requires(Permission.ACTIVITIES_RUN)
def new_plan_row(year: int, row_kind: str) -> str | Response | tuple[str, int]:
    """Add a row to the plan of the unit in the address."""
    kind, unit = _kind(row_kind), asked_unit(year)
    form = kind.form(asker(), unit, year)
    if request.method == "GET":
        return _page(row_kind, form, unit, year)
    return _save(row_kind, form, unit, year)


@plans.route("/plans/<string:row_kind>/<int:row_id>", methods=["GET", "POST"])
@requires(Permission.ACTIVITIES_RUN)
def edit_plan_row(row_kind: str, row_id: int) -> str | Response | tuple[str, int]:
    """Change a row of a plan."""
    kind, row = _kind(row_kind), _row(row_kind, row_id)
    form = kind.form(asker(), row.unit, row.year, row)
    if request.method == "GET":
        return _page(row_kind, form, row.unit, row.year, row)
    return _save(row_kind, form, row.unit, row.year, row)


@plans.post("/plans/<string:row_kind>/<int:row_id>/remove")
@requires(Permission.ACTIVITIES_RUN)
def remove_plan_row(row_kind: str, row_id: int) -> Response:
    """Take a row out of a plan."""
    row = _row(row_kind, row_id)
    back = _back(row_kind, row.unit, row.year)
    remove_row(row, by=asker().id)
    db.session.commit()
    flash(_("The row was taken out of the plan."), "success")
    return redirect(back, 303)


@plans.route("/plans/classes/<int:row_id>/activities", methods=["GET", "POST"])
@requires(Permission.ACTIVITIES_RUN)
def carry_out_plan(row_id: int) -> str | Response:
    """Tick the activities that carry out a line of the plan."""
    row = _row("classes", row_id)
    if request.method == "POST":
        back = _back("classes", row.unit, row.year)
        shown, chosen = (request.form.getlist(name, type=row_key) for name in ("shown", "chosen"))
        carry_out(row_id, shown=shown, chosen=chosen, by=asker().id)
        db.session.commit()
        flash(_("Saved."), "success")
        return redirect(back, 303)
    links = select(PlannedClassActivity.activity_id, PlannedClassActivity.planned_class_id)
    return render_template(
        "plans/carry_out_plan.html",
        row=row,
        found=activities_of_year(row.unit, row.year),
        carries=dict(db.session.execute(links).all()),
        states=STATES,
        shapes=STATE_SHAPES,
        today=clock.today(),
    )


def _kind(name: str) -> RowKind:
    return KINDS.get(name) or abort(404)


def _row(row_kind: str, row_id: int) -> Any:
    """A row of a unit that the asker answers for; to her there are no others."""
    row: Row | None = db.session.get(_kind(row_kind).model, row_id)
    if row is None:
        abort(404)
    unit_or_404(row.unit_id)
    return row


def _save(
    row_kind: str, form: RowForm, unit: Unit, year: int, row: Row | None = None
) -> Response | tuple[str, int]:
    if not form.validate():
        return _page(row_kind, form, unit, year, row), 422
    unit_id, row_id = unit.id, row.id if row else None
    chosen_id = form.chosen_unit.id
    try:
        keep_row(_kind(row_kind).model, chosen_id, year, form.values(), row_id=row_id, by=asker().id)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        form.form_errors.append(said(refusal.message))
        unit = db.session.get_one(Unit, unit_id)
        return _page(row_kind, form, unit, year, row), 422
    flash(_("The plan was saved."), "success")
    return redirect(_back(row_kind, db.session.get_one(Unit, unit_id), year), 303)


def _page(row_kind: str, form: RowForm, unit: Unit, year: int, row: Row | None = None) -> str:
    kind = _kind(row_kind)
    return render_template(
        "plans/edit_plan_row.html",
        form=form,
        kind=row_kind,
        title=said(kind.change if row else kind.new),
        unit=unit,
        year=year,
        row=row,
        back=_back(row_kind, unit, year),
        existed=existed_in(unit, year),
        organisations=organisations_on(day_of(year)) if row_kind == "classes" else [],
    )


def _back(row_kind: str, unit: Unit, year: int) -> str:
    return url_for(f"plans.{KINDS[row_kind].page}", year=year, unit=unit.id)

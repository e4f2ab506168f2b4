"""Targets of a year in the browser: a unit's own, and handing them to the units below."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base.database import db
from lms.base.messages import Refusal
from lms.places.models import Unit
from lms.plans.formats.plan_wording import figure
from lms.plans.forms.targets import HandDownForm, TargetForm
from lms.plans.models.plan_report import Aim
from lms.plans.rules.handing_down import (
    BadTarget,
    aim_of,
    document_numbers,
    given_below,
    hand_down,
    set_target,
    withdraw_target,
)
from lms.plans.rules.year_plan import day_of
from lms.plans.views.blueprint import plans
from lms.plans.views.plans import asked_unit, may_set_targets
from lms.web.access import Permission, asker, requires
from lms.web.i18n import said
from lms.web.refusing import refusal_flashed


@plans.route("/plans/<int:year>/targets/<int:requirement_id>", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def plan_target(year: int, requirement_id: int) -> str | Response | tuple[str, int]:
    """Give a unit its own target of a year, or change it."""
    unit = _unit(year)
    aim = _aim(unit, requirement_id, year)
    form = TargetForm.of(aim.target if aim.is_own else None)
    if request.method == "GET":
        return _target_page(form, unit, year, aim)
    if not form.validate():
        return _target_page(form, unit, year, aim), 422
    unit_id = unit.id
    try:
        set_target(
            unit_id,
            requirement_id,
            year,
            form.figure,
            document=form.document.data,
            note=form.note.data or "",
            by=asker().id,
        )
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        form.form_errors.append(said(refusal.message))
        return _target_page(form, *_again(unit_id, requirement_id, year)), 422
    flash(_("The target was saved."), "success")
    return redirect(_plan(unit_id, year), 303)


@plans.post("/plans/<int:year>/targets/<int:requirement_id>/withdraw")
@requires(Permission.STANDARDS_EDIT)
def withdraw_plan_target(year: int, requirement_id: int) -> Response:
    """Take a unit's own target back."""
    unit_id = _unit(year).id
    with refusal_flashed():
        withdraw_target(unit_id, requirement_id, year, by=asker().id)
        db.session.commit()
        flash(_("The target was taken back."), "success")
    return redirect(_plan(unit_id, year), 303)


@plans.route("/plans/<int:year>/targets/<int:requirement_id>/below", methods=["GET", "POST"])
@requires(Permission.STANDARDS_EDIT)
def hand_down_target(year: int, requirement_id: int) -> str | Response | tuple[str, int]:
    """Hand a target to the units right below, a figure for each."""
    unit = _unit(year)
    unit_id, aim = unit.id, _aim(unit, requirement_id, year)
    form = HandDownForm.of(given_below(unit, requirement_id, year, day_of(year)), aim.target)
    if request.method == "GET":
        return _below_page(form, unit, year, aim)
    figures = form.figures()
    if not form.validate() or form.wrong:
        return _below_page(form, unit, year, aim), 422
    try:
        changed = hand_down(requirement_id, year, figures, document=form.document.data, by=asker().id)
        db.session.commit()
    except BadTarget as refusal:
        db.session.rollback()
        if refusal.unit_id is None:
            form.document.errors = [said(refusal.message)]
        else:
            form.wrong[refusal.unit_id] = said(refusal.message)
        return _below_page(form, *_again(unit_id, requirement_id, year)), 422
    flash(_("Targets changed: %(number)s.", number=changed), "success")
    return redirect(_plan(unit_id, year), 303)


def _unit(year: int) -> Unit:
    """The unit in the address, where the asker sets its targets."""
    unit = asked_unit(year)
    return unit if may_set_targets(unit, year) else abort(404)


def _aim(unit: Unit, requirement_id: int, year: int) -> Aim:
    return aim_of(unit, requirement_id, year, day_of(year)) or abort(404)


def _again(unit_id: int, requirement_id: int, year: int) -> tuple[Unit, int, Aim]:
    """Unit, year and aim, read anew after what was begun was given up."""
    unit = db.session.get_one(Unit, unit_id)
    return unit, year, _aim(unit, requirement_id, year)


def _target_page(form: TargetForm, unit: Unit, year: int, aim: Aim) -> str:
    return render_template(
        "plans/plan_target.html",
        form=form,
        unit=unit,
        year=year,
        aim=aim,
        figure=figure,
        documents=document_numbers(),
    )


def _below_page(form: HandDownForm, unit: Unit, year: int, aim: Aim) -> str:
    return render_template(
        "plans/hand_down_target.html",
        form=form,
        unit=unit,
        year=year,
        aim=aim,
        given=given_below(unit, aim.requirement.id, year, day_of(year)),
        figure=figure,
        documents=document_numbers(),
    )


def _plan(unit_id: int, year: int) -> str:
    return url_for("plans.show_plan", year=year, unit=unit_id)

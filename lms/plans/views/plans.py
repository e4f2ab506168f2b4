"""The year's plan of a unit: targets, classes planned and held, measures, the basis for allowances."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.activities.models import SOLUTION_GROUPS
from lms.base import clock
from lms.base.database import db
from lms.people.policies import may_act, scope_ever
from lms.places.models import Unit
from lms.plans.formats.allowance_workbook import allowance_workbook
from lms.plans.formats.plan_wording import figure, figure_with_bound
from lms.plans.models import SECOND_JOBS
from lms.plans.rules.allowances import allowance_sheet
from lms.plans.rules.year_plan import day_of, existed_in, plan_of, units_planned_by
from lms.plans.views.blueprint import plans
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.files import sent
from lms.web.filters import share

FIRST_YEAR, LAST_YEAR = 2000, 2100


@plans.get("/plans")
@requires(Permission.ACTIVITIES_RUN)
def choose_plan() -> Response:
    """The way to the plan of the year and the unit that were chosen; this year's where none was."""
    year = request.args.get("year", type=row_key)
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        year = clock.today().year
    unit_id = request.args.get("unit", type=row_key)
    return redirect(url_for("plans.show_plan", year=year, unit=unit_id))


@plans.get("/plans/<int:year>")
@requires(Permission.ACTIVITIES_RUN)
def show_plan(year: int) -> str:
    """What a unit plans for a year, and what came of it; it names nobody."""
    unit = asked_unit(year)
    day = day_of(year)
    return render_template(
        "plans/show_plan.html",
        plan=plan_of(unit, year),
        day=day,
        unit_is_there=unit.holds_on(day),
        may_set_targets=may_set_targets(unit, year),
        groups=SOLUTION_GROUPS,
        figure=figure,
        figure_with_bound=figure_with_bound,
        **_choice(unit, year),
    )


@plans.get("/plans/<int:year>/allowances")
@requires(Permission.ACTIVITIES_RUN)
def allowances(year: int) -> str:
    """The basis for advice on allowances, commune by commune; no pay, no names."""
    unit = asked_unit(year)
    return render_template(
        "plans/allowances.html",
        sheet=allowance_sheet(unit, year),
        day=day_of(year),
        jobs=SECOND_JOBS,
        share=share,
        figure=figure,
        **_choice(unit, year),
    )


@plans.get("/plans/<int:year>/allowances/workbook")
@requires(Permission.ACTIVITIES_RUN)
def allowance_file(year: int) -> Response:
    """The same as an Excel workbook."""
    unit = asked_unit(year)
    data = allowance_workbook(allowance_sheet(unit, year), day_of(year))
    return sent(data, "xlsx", f"co-so-tham-muu-phu-cap-{year}-{unit.name}")


def asked_unit(year: int) -> Unit:
    """The unit in the address, else the asker's highest; 404 for one that is not hers, and for a year of
    which nobody plans."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        abort(404)
    unit_id = request.args.get("unit", type=row_key)
    if unit_id is not None:
        return unit_or_404(unit_id)
    units = units_planned_by(asker(), year)
    return units[0] if units else abort(404)


def unit_or_404(unit_id: int) -> Unit:
    """A unit of any time for which the asker answers; to her there are no others."""
    scope = scope_ever(asker(), Permission.ACTIVITIES_RUN)
    if scope is None or not db.session.scalar(scope.where(scope.selected_columns[0] == unit_id)):
        abort(404)
    return db.session.get_one(Unit, unit_id)


def may_set_targets(unit: Unit, year: int) -> bool:
    """Whether the asker may give a unit, and those below it, their targets of a year."""
    return existed_in(unit, year) and may_act(asker(), Permission.STANDARDS_EDIT, unit.id, day_of(year))


def _choice(unit: Unit, year: int) -> dict[str, Any]:
    """What the choice of a year and a unit shows."""
    units = units_planned_by(asker(), year)
    return {
        "unit": unit,
        "year": year,
        "units": units if unit in units else [unit, *units],
        "may_add": existed_in(unit, year),
    }

"""What those who answer for units see of coverage on their start page."""

from collections.abc import Mapping
from datetime import date

from flask import render_template

from lms.base import clock
from lms.coverage.queries.changing import Change, month_of
from lms.coverage.rules.choosing import top_units
from lms.coverage.rules.surveying import survey
from lms.coverage.rules.tabulating import scene_of
from lms.people.models import Person
from lms.people.policies import may_act
from lms.places.models import Unit, UnitKind
from lms.web.access import Permission, asker


def styles() -> str:
    """The style sheet of what follows, for those who see it."""
    return render_template("coverage/home_styles.html") if asker().may(Permission.COVERAGE_SEE) else ""


def figures_of(*, person: Person) -> str:
    """The state today of the unit she answers for; where there are several, the way to each; nothing for
    others."""
    if not person.may(Permission.COVERAGE_SEE):
        return ""
    today = clock.today()
    units = top_units(person, today)
    if len(units) != 1:
        minds = bool(units) and all(unit.kind is UnitKind.COMMUNE for unit in units)
        return render_template("coverage/home_units.html", units=units, person=person, minds=minds)
    if units[0].kind is UnitKind.COMMUNE:
        state = survey(units[0], today)
        return render_template("coverage/home_commune.html", state=state, table=state.table)
    return _province(person, units[0])


def reached(*, unit: Unit, day: date, numbers: Mapping[int, int]) -> str:
    """The slot ``year_plan``: how far the targets of a unit are on a day of its life, and the ``numbers`` of
    people that it plans by requirement; it names nobody."""
    if not may_act(asker(), Permission.COVERAGE_SEE, unit.id, day):
        return ""
    lines = [line for line in survey(unit, day).lines if line.target and line.cell.count.asked]
    return render_template("coverage/year_plan.html", lines=lines, unit=unit, day=day, numbers=numbers)


def _province(person: Person, unit: Unit) -> str:
    today = clock.today()
    state = survey(unit, today)
    scene = scene_of(unit, today, state.targets)
    return render_template(
        "coverage/home.html",
        person=person,
        state=state,
        table=state.table,
        month=month_of(scene),
        Change=Change,
    )

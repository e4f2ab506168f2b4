"""What those who answer for units see of coverage on their start page."""

from collections.abc import Mapping
from datetime import date

from flask import render_template

from lms.base import clock
from lms.coverage.queries.changing import Change, month_of
from lms.coverage.rules.choosing import top_units
from lms.coverage.rules.helping import who_lacks
from lms.coverage.rules.surveying import survey
from lms.coverage.rules.tabulating import scene_of
from lms.coverage.views.noting import note
from lms.people.models import Person
from lms.people.policies import may_act
from lms.places.models import Unit, UnitKind
from lms.web.access import Permission, asker

HELPED_FIRST = 5  # names on the start page: as many as one can call on a day


def styles() -> str:
    """The style sheet of what follows, for those who see it."""
    return render_template("coverage/home_styles.html") if asker().may(Permission.COVERAGE_SEE) else ""


def figures_of(*, person: Person) -> str:
    """The state today of the unit she answers for; where there are several, the way to each; nothing for
    others."""
    if not person.may(Permission.COVERAGE_SEE):
        return ""
    units = top_units(person, clock.today())
    if len(units) != 1:
        return render_template("coverage/home_units.html", units=units)
    return _commune(person, units[0]) if units[0].kind is UnitKind.COMMUNE else _province(person, units[0])


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


def _commune(person: Person, unit: Unit) -> str:
    """Names are shown, so that they were looked at is noted before anything is read."""
    person_id, today = person.id, clock.today()
    note(person_id, f"start page: who lacks what in {unit.code}")
    state = survey(unit, today)
    scene = scene_of(unit, today, state.targets)
    lacking = who_lacks(scene, [line.requirement for line in state.lines], but=person_id)
    return render_template(
        "coverage/home_commune.html",
        person=person,
        state=state,
        table=state.table,
        lacking=lacking,
        shown=lacking[:HELPED_FIRST],
    )

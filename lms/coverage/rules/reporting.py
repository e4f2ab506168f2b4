"""What a unit reports of a year: its workforce, its targets, and what it did."""

from datetime import date

from lms.base import clock
from lms.coverage.models import Scene, Staff, YearFigures
from lms.coverage.queries.counting import present
from lms.coverage.queries.naming import roles_by_id
from lms.coverage.rules.surveying import survey
from lms.coverage.rules.tabulating import scene_of
from lms.people.models import Level
from lms.places.models import Unit
from lms.plans.rules.reporting import year_report


def last_day_of(year: int) -> date:
    """The day whose figures are those of a year: its last one, or today while it goes on."""
    return min(date(year, 12, 31), max(clock.today(), date(year, 1, 1)))


def year_figures(unit: Unit, year: int) -> YearFigures:
    """The year of a unit that holds on :func:`last_day_of` it."""
    day = last_day_of(year)
    state = survey(unit, day)
    return YearFigures(
        unit=unit,
        year=year,
        day=day,
        staff=workforce(scene_of(unit, day, state.targets)),
        lines=state.lines,
        table=state.table,
        activities=year_report(unit, year),
    )


def workforce(scene: Scene) -> list[Staff]:
    """How many people serve in each role, the highest level first; somebody in two roles stands in both."""
    people: dict[int, set[int]] = {}
    for (_place, role_id), ids in present(scene).serving.items():
        people.setdefault(role_id, set()).update(ids)
    roles = roles_by_id()
    levels = list(Level)
    found = [Staff(roles[role_id], len(ids)) for role_id, ids in people.items()]
    return sorted(
        found, key=lambda each: (levels.index(each.role.level), each.role.staff_kind.position, each.role.id)
    )

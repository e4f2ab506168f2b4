"""The year's plan of a unit against what was held."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from lms.activities.models import SOLUTION_GROUPS, Activity, ActivityState
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import tops_of
from lms.places.models import Unit, UnitKind
from lms.places.queries import children_of, lineage_ids, scope_ids
from lms.plans.models import OutsideIndicator, PlannedClass, ReportingTime, SecondJobs
from lms.plans.models.plan_report import PlanGroup, PlanLine, YearPlan
from lms.plans.queries import activities_of_year
from lms.plans.rules.counting import tally
from lms.plans.rules.handing_down import aims_of
from lms.web.access import Permission

R = TypeVar("R", PlannedClass, OutsideIndicator, ReportingTime, SecondJobs)


def day_of(year: int) -> date:
    """The day on which a year is looked at: its last one, or today while it lasts or is still to come."""
    return min(date(year, 12, 31), clock.today())


def existed_in(unit: Unit, year: int) -> bool:
    """Whether a unit exists on any day of a year."""
    begun = unit.valid_from <= date(year, 12, 31)
    return begun and (unit.valid_until is None or unit.valid_until > date(year, 1, 1))


def units_planned_by(asker: Person, year: int) -> list[Unit]:
    """The units whose plan of a year somebody may read: the highest that she answers for, those right below,
    and of a year before these began, the provinces and districts that they followed."""
    tops = sorted(tops_of(asker, Permission.ACTIVITIES_RUN), key=lambda unit: (unit.folded, unit.id))
    found = list(tops)
    for top in tops:
        found += db.session.scalars(children_of(top.id, clock.today()))
        if not top.holds_on(day_of(year)):
            found += _before(top, day_of(year))
    return list(dict.fromkeys(found))


def plan_of(unit: Unit, year: int) -> YearPlan:
    """What a unit, those below it and those they followed plan for a year, and what was held."""
    activities = activities_of_year(unit, year)
    rows = db.session.scalars(
        _of_year(PlannedClass, unit, year)
        .options(
            joinedload(PlannedClass.organiser),
            joinedload(PlannedClass.competency),
            selectinload(PlannedClass.activities),
        )
        .order_by(PlannedClass.month.is_(None), PlannedClass.month, PlannedClass.id)
    ).all()
    return YearPlan(
        unit=unit,
        year=year,
        aims=aims_of(unit, year, day_of(year)),
        groups=_groups(rows, activities),
        done=tally({each.id: each for each in (*_linked(rows), *activities)}.values()),
        indicators=db.session.scalars(
            _of_year(OutsideIndicator, unit, year).order_by(OutsideIndicator.name, OutsideIndicator.id)
        ).all(),
        times=times_of(unit, year),
    )


def times_of(unit: Unit, year: int) -> Sequence[ReportingTime]:
    """The reporting times of a year that are on record in a unit, by place."""
    found = _of_year(ReportingTime, unit, year)
    return db.session.scalars(found.order_by(Unit.folded, Unit.id)).all()


def second_jobs_of(unit: Unit, year: int) -> Sequence[SecondJobs]:
    """What the units of a unit declare of second jobs in a year, by place."""
    return db.session.scalars(_of_year(SecondJobs, unit, year).order_by(Unit.folded, Unit.id)).all()


def held(activities: Iterable[Activity]) -> list[Activity]:
    """Those whose attendance is closed."""
    return [each for each in activities if each.state is ActivityState.CLOSED]


def units_of(unit: Unit) -> Select[int]:
    """The ids of the units, of any time, whose rows stand in the plan of a unit."""
    return select(Unit.id) if unit.kind is UnitKind.COUNTRY else lineage_ids([unit.id])


def _of_year(model: type[R], unit: Unit, year: int) -> Select[R]:
    return (
        select(model)
        .join(Unit, Unit.id == model.unit_id)
        .where(model.unit_id.in_(units_of(unit)), model.year == year)
        .options(joinedload(model.unit))
    )


def _before(top: Unit, day: date) -> Sequence[Unit]:
    """The units of ``day`` that one of today followed: communes for a commune, else what lay above them."""
    kinds = [UnitKind.COMMUNE] if top.kind is UnitKind.COMMUNE else [UnitKind.PROVINCE, UnitKind.DISTRICT]
    found = select(Unit).where(Unit.id.in_(scope_ids([top.id], day)), Unit.kind.in_(kinds))
    return db.session.scalars(found.order_by(Unit.kind.desc(), Unit.folded, Unit.id)).all()


def _groups(rows: Sequence[PlannedClass], activities: Sequence[Activity]) -> list[PlanGroup]:
    planned = {each.id for each in _linked(rows)}
    others = [each for each in activities if each.id not in planned]
    groups = []
    for number in (*SOLUTION_GROUPS, None):
        lines = [_line(row) for row in rows if row.solution_group == number]
        rest = [each for each in others if each.solution_group == number]
        if number is not None or rest:
            groups.append(_group(number, lines, rest))
    return groups


def _group(number: int | None, lines: Sequence[PlanLine], rest: Sequence[Activity]) -> PlanGroup:
    everything = [*_linked([line.row for line in lines]), *rest]
    return PlanGroup(number, lines, rest, len(held(rest)), tally(rest), tally(everything))


def _line(row: PlannedClass) -> PlanLine:
    done = held(row.activities)
    return PlanLine(row, len(done), len(_going_on(row.activities)) - len(done), tally(row.activities))


def _linked(rows: Iterable[PlannedClass]) -> list[Activity]:
    return [each for row in rows for each in row.activities]


def _going_on(activities: Iterable[Activity]) -> list[Activity]:
    return [each for each in activities if each.state is not ActivityState.CANCELLED]

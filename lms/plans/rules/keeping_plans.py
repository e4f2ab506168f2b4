"""Writing rows of a year's plan: planned classes, figures from elsewhere, reporting times, second jobs."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from sqlalchemy import delete, select

from lms.activities.rules.locating import organiser_named
from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.places.models import Unit
from lms.places.rules.naming import full_name
from lms.plans.models import OutsideIndicator, PlannedClass, PlannedClassActivity, ReportingTime, SecondJobs
from lms.plans.queries import activities_of_year
from lms.plans.rules.year_plan import day_of, existed_in

R = TypeVar("R", PlannedClass, OutsideIndicator, ReportingTime, SecondJobs)
ONE_A_YEAR = (ReportingTime, SecondJobs)


class BadRow(Refusal):
    """A row of the plan cannot be as it was given."""


def keep_row(
    model: type[R],
    unit_id: int,
    year: int,
    values: Mapping[str, Any],
    *,
    row_id: int | None = None,
    by: int | None,
) -> R:
    """Write a new row of a unit's plan, or other values into the one with ``row_id``.

    ``values`` are by column; an ``organiser`` is given in words. Raises :class:`BadRow` for a unit that did
    not exist in the year, a second row where a unit has one a year, and values that contradict one another.
    """
    lock_for_writing("year-plan")
    unit = db.session.get_one(Unit, unit_id)
    _check_unit(unit, year)
    row = model(unit_id=unit_id, year=year) if row_id is None else db.session.get_one(model, row_id)
    if isinstance(row, ONE_A_YEAR):
        _refuse_second(row, unit, year)
    row.unit_id = unit_id
    for name, value in values.items():
        if name == "organiser":
            name, value = "organiser_id", organiser_named(value, day_of(year))
        setattr(row, name, clean(value) if isinstance(value, str) else value)
    _check(row)
    db.session.add(row)
    db.session.flush()
    audit.record(f"{_noun(row)}:kept", row, by=by, facts={"unit": unit_id, "year": year})
    return row


def remove_row(row: R, *, by: int | None) -> None:
    """Take a row out of the plan; the activities that carried it out stay."""
    model, row_id = type(row), row.id
    lock_for_writing("year-plan")
    row = db.session.get_one(model, row_id)
    audit.record(f"{_noun(row)}:removed", row, by=by, facts={"unit": row.unit_id, "year": row.year})
    db.session.delete(row)
    db.session.flush()


def carry_out(
    planned_class_id: int, *, shown: Collection[int], chosen: Collection[int], by: int | None
) -> None:
    """Note which activities carry out a line of the plan; of those ``shown`` the others no longer do.

    An activity carries out one line: choosing it takes it from another one. What is not in the year of the
    line, or in none of its units, is left alone.
    """
    lock_for_writing("year-plan")
    row = db.session.get_one(PlannedClass, planned_class_id)
    fitting = {each.id for each in activities_of_year(row.unit, row.year)} & set(shown)
    links = delete(PlannedClassActivity)
    db.session.execute(
        links.where(
            PlannedClassActivity.planned_class_id == planned_class_id,
            PlannedClassActivity.activity_id.in_(fitting - set(chosen)),
        )
    )
    taken = sorted(fitting & set(chosen))
    db.session.execute(links.where(PlannedClassActivity.activity_id.in_(taken)))
    db.session.add_all(
        PlannedClassActivity(activity_id=each, planned_class_id=planned_class_id) for each in taken
    )
    db.session.flush()
    db.session.expire(row, ["activities"])
    audit.record("planned_class:carried_out", row, by=by, facts={"activities": taken})


def _check_unit(unit: Unit, year: int) -> None:
    if not existed_in(unit, year):
        raise BadRow(
            message(
                "%(unit)s did not exist in %(year)s: choose the unit of that time.",
                unit=full_name(unit),
                year=str(year),
            )
        )


def _refuse_second(row: ReportingTime | SecondJobs, unit: Unit, year: int) -> None:
    model = type(row)
    there = db.session.scalar(select(model.id).where(model.unit_id == unit.id, model.year == year))
    if there not in (None, row.id):
        raise BadRow(
            message(
                "%(unit)s has its figures of %(year)s already: change them there.",
                unit=unit.name,
                year=str(year),
            )
        )


def _check(row: PlannedClass | OutsideIndicator | ReportingTime | SecondJobs) -> None:
    if isinstance(row, PlannedClass) and row.seats is not None and (row.persons or 0) > row.seats:
        raise BadRow(message("There cannot be more people than seats: everybody needs one."))
    if isinstance(row, ReportingTime) and row.hours_before <= 0:
        raise BadRow(message("The time before is more than 0 hours."))
    if isinstance(row, SecondJobs) and row.total == 0:
        raise BadRow(message("Give at least one number above 0."))


def _noun(row: PlannedClass | OutsideIndicator | ReportingTime | SecondJobs) -> str:
    return row.__tablename__

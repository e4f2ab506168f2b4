"""Rows of a plan for tests: fixed, speaking values, by the product's own rules. The caller commits."""

from datetime import date
from decimal import Decimal
from typing import Any

from lms.places.models import Unit
from lms.places.queries import unit_by_code
from lms.plans.models import Bound, OutsideIndicator, PlannedClass, ReportingTime, SecondJobs
from lms.plans.rules.keeping_plans import keep_row

TODAY = date(2026, 11, 22)


def unit_of(code: str, day: date = TODAY) -> Unit:
    """The unit that had this code on a day."""
    unit = unit_by_code(code, day)
    assert unit
    return unit


def planned_class(unit: Unit, year: int, **more: Any) -> PlannedClass:
    """Two classes of 60 seats for 40 people on communication, in March."""
    values = {
        "solution_group": 1,
        "title": "Tập huấn truyền thông chuyển đổi hành vi",
        "competency_id": None,
        "classes": 2,
        "seats": 60,
        "persons": 40,
        "month": 3,
        "organiser": "",
        "note": "",
    }
    return keep_row(PlannedClass, unit.id, year, {**values, **more}, by=None)


def indicator(unit: Unit, year: int, **more: Any) -> OutsideIndicator:
    """The rate of seed 000: more than 95 % of the information is kept up to date."""
    values = {
        "name": "Tỷ lệ theo dõi, quản lý thông tin dân số, trẻ em ở xã, phường",
        "bound": Bound.OVER,
        "value": Decimal(95),
        "measure": "%",
        "source": "Báo Ninh Bình, 08/12/2025",
    }
    return keep_row(OutsideIndicator, unit.id, year, {**values, **more}, by=None)


def reporting_time(unit: Unit, year: int, before: str, after: str) -> ReportingTime:
    """The hours that one report took before and after the training."""
    values = {"hours_before": Decimal(before), "hours_after": Decimal(after), "source": ""}
    return keep_row(ReportingTime, unit.id, year, values, by=None)


def second_jobs(unit: Unit, year: int, *numbers: int) -> SecondJobs:
    """How many head the women's branch, are village health workers, have another job, have none."""
    names = ("womens_heads", "health_workers", "others", "without_other")
    values = {**dict(zip(names, numbers, strict=True)), "source": "Báo cáo của tỉnh"}
    return keep_row(SecondJobs, unit.id, year, values, by=None)

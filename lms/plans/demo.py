"""The demonstration's plan of this year for its province: fictional figures under the four groups."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select

from lms.base import clock
from lms.base.database import db
from lms.places.models import Unit
from lms.places.queries import unit_by_code
from lms.plans.models import Bound, OutsideIndicator, PlannedClass, ReportingTime, SecondJobs
from lms.plans.rules.handing_down import Figure, hand_down, set_target
from lms.plans.rules.keeping_plans import keep_row
from lms.standards.queries import document_by_number, requirement_by_code

UNITS_BEGAN = date(2025, 7, 1)
PROVINCE, YEARLY_CLASS, PLAN = "25", "tap_huan_ctv_hang_nam", "520/KH-SYT (mẫu)"
OFFICE = "Chi cục Dân số - Trẻ em tỉnh Phú Thọ"
CLASSES = (
    (1, "Tập huấn kỹ năng tư vấn cho cộng tác viên mới", 4, 120, 110, 4),
    (1, "Bồi dưỡng nghiệp vụ bảo vệ trẻ em cho viên chức xã", 1, 30, 30, 6),
    (2, "Nhập phiếu thu tin P0/CTV trên phần mềm", 2, 60, 60, 9),
    (3, "Kiểm tra, hướng dẫn ghi chép Sổ A0 tại xã", 4, None, None, None),
    (4, "Khảo sát việc kiêm nhiệm của cộng tác viên", 1, None, None, 10),
)
"""Group of solutions, title, classes, seats, people, month."""
GIVEN = {"08869": 65, "08872": 30, "08896": 40, "08905": 45}
"""How many collaborators each commune is to train in the year."""
HOURS = {"08869": ("10", "7"), "08905": ("10", "5")}
"""Hours for one report before the training, and after it."""
JOBS = {"08869": (24, 14, 7, 22), "08905": (19, 11, 4, 23)}
"""Heads of the women's branch, village health workers, another job, none."""
SOURCE = "Số liệu mẫu"


def load_demo() -> None:
    """Add the plan, unless there is one already, once its province and communes are there."""
    if clock.today() < UNITS_BEGAN or db.session.scalar(select(PlannedClass.id).limit(1)):
        return
    year, province = clock.today().year, _unit(PROVINCE)
    for group, title, classes, seats, persons, month in CLASSES:
        values = {
            "solution_group": group,
            "title": title,
            "classes": classes,
            "seats": seats,
            "persons": persons,
            "month": month,
            "organiser": OFFICE,
            "note": "",
        }
        keep_row(PlannedClass, province.id, year, values, by=None)
    indicator = {
        "name": "Tỷ lệ theo dõi, quản lý thông tin dân số, trẻ em ở xã, phường",
        "bound": Bound.OVER,
        "value": Decimal(95),
        "measure": "%",
        "source": SOURCE,
    }
    keep_row(OutsideIndicator, province.id, year, indicator, by=None)
    for code, (before, after) in HOURS.items():
        hours = {"hours_before": Decimal(before), "hours_after": Decimal(after), "source": SOURCE}
        keep_row(ReportingTime, _unit(code).id, year, hours, by=None)
    for code, numbers in JOBS.items():
        names = ("womens_heads", "health_workers", "others", "without_other")
        jobs = {**dict(zip(names, numbers, strict=True)), "source": SOURCE}
        keep_row(SecondJobs, _unit(code).id, year, jobs, by=None)
    _hand_down(province, year)


def _hand_down(province: Unit, year: int) -> None:
    """The local figure of the yearly class, where the office's plan is on record."""
    asked = requirement_by_code(YEARLY_CLASS)
    if asked is None or document_by_number(PLAN) is None:
        return
    set_target(province.id, asked.id, year, Figure(number=187), document=PLAN, note=SOURCE, by=None)
    below = {_unit(code).id: Figure(number=number) for code, number in GIVEN.items()}
    hand_down(asked.id, year, dict(below), document=PLAN, by=None)


def _unit(code: str) -> Unit:
    unit = unit_by_code(code, clock.today())
    if unit is None:
        raise LookupError(code)
    return unit

"""Support visits for tests: fixed, speaking values, made by the product's own rules. The caller commits."""

from datetime import date
from typing import Any

from sqlalchemy import delete

from lms.base.database import db
from lms.visits.models import CheckOutcome, FindingTurn, SupportVisit, TeamMember, VisitCheck, VisitFinding
from lms.visits.rules.visiting import Checked, Found, VisitNotes, Visitor, record_visit
from tests.factories.places import unit

DAY = date(2026, 3, 5)
BOOKS = Checked("Sổ A0 được ghi đủ", "The A0 books are filled in", CheckOutcome.NOT_YET, "thiếu thôn Đông")
CORNER = Checked("Có góc truyền thông", "There is a corner for information", CheckOutcome.MET)
LATE = Found("Sổ A0 thôn Đông chưa ghi tháng 2", "Ghi đủ, cán bộ xã xem lại", "Chị Duyên", date(2026, 3, 20))
SLOGAN = Found("Còn một khẩu hiệu cũ", "Thay khẩu hiệu", "Trạm y tế", date(2026, 12, 31))


def notes(**more: Any) -> VisitNotes:
    """A visit of the province Phú Thọ to the commune Tam Dương on 5 March 2026, with two findings."""
    told = {
        "unit_id": unit("08869").id,
        "visiting_unit_id": unit("25").id,
        "visited_on": DAY,
        "team": [Visitor("Phan Thị Minh Nguyệt", "Phó Chi cục trưởng"), Visitor("Trần Văn Đông")],
        "checks": [BOOKS, CORNER],
        "findings": [LATE, SLOGAN],
        "received_by": "Bà Trần Thị Minh Duyên, viên chức dân số",
        "document": "Kế hoạch 15/KH-CCDS",
        "summary": "Sổ sách cơ bản gọn gàng.",
    }
    return VisitNotes(**{**told, **more})


def a_visit(**more: Any) -> SupportVisit:
    """Such a visit, recorded."""
    return record_visit(notes(**more), by=None)


def forget_visits() -> None:
    """Take the visits of the demonstration away: nobody was visited yet."""
    for each in (FindingTurn, VisitFinding, VisitCheck, TeamMember, SupportVisit):
        db.session.execute(delete(each))
    db.session.commit()

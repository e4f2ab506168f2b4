"""Support visits of the demonstration: two communes seen by the province, findings open, late, put right."""

from datetime import date, timedelta

from sqlalchemy import select

from lms.base import clock
from lms.base.database import db
from lms.places.queries import unit_by_code
from lms.visits.library import ShippedCheck, shipped_checklist
from lms.visits.models import CheckOutcome, SupportVisit
from lms.visits.rules.settling import close_finding
from lms.visits.rules.visiting import Checked, Found, VisitNotes, Visitor, record_visit

PROVINCE = "25"
OFFICE = "Chi cục Dân số - Trẻ em tỉnh Phú Thọ"
TEAM = (Visitor("Phan Thị Minh Nguyệt", OFFICE), Visitor("CN. Phùng Thị Hạnh", OFFICE))
WANTING = {
    "books": "Còn 3 sổ A0 chưa cập nhật trong tháng.",
    "software": "Hai cộng tác viên còn dùng chung một tài khoản.",
}
"""What the checklist says of the first commune; the rest is as it should be."""


def load_demo() -> None:
    """Add the visits, unless there are some already, where the units of today were there on their days."""
    if db.session.scalar(select(SupportVisit.id).limit(1)):
        return
    today = clock.today()
    first = _visit("08869", today - timedelta(days=45), WANTING, _findings(today), "Trần Thị Minh Duyên")
    _visit("08905", today - timedelta(days=12), {}, (_late_report(today),), "Kim Thị Bích Nhung")
    if first:
        mended = first.visited_on + timedelta(days=7)
        how = "Đã ghi đủ; viên chức xã đã xem từng sổ."
        close_finding(first.findings[0].id, on=mended, how=how, by=None)


def _findings(today: date) -> tuple[Found, ...]:
    return (
        Found(
            "Sổ A0 của 3 thôn chưa ghi biến động tháng trước.",
            "Cập nhật đủ trước ngày họp giao ban.",
            "Viên chức dân số xã",
            today - timedelta(days=30),
        ),
        Found(
            "Hai cộng tác viên dùng chung một tài khoản phần mềm.",
            "Cấp tài khoản riêng cho từng người và đổi mật khẩu.",
            "Viên chức dân số xã",
            today - timedelta(days=15),
        ),
        Found(
            "Góc truyền thông còn khẩu hiệu cũ.",
            "Thay bằng khẩu hiệu theo Luật Dân số.",
            "Trạm Y tế xã",
            today + timedelta(days=20),
        ),
    )


def _late_report(today: date) -> Found:
    return Found(
        "Báo cáo tháng gửi chậm 4 ngày.",
        "Gửi trước ngày 5 hằng tháng; giao người làm thay khi vắng.",
        "Viên chức dân số xã",
        today + timedelta(days=8),
    )


def _visit(
    code: str, day: date, wanting: dict[str, str], findings: tuple[Found, ...], host: str
) -> SupportVisit | None:
    """A visit to a commune; None where it did not lie in the province yet."""
    commune, province = unit_by_code(code, day), unit_by_code(PROVINCE, day)
    if commune is None or province is None or commune.parent_id != province.id:
        return None
    notes = VisitNotes(
        unit_id=commune.id,
        visiting_unit_id=province.id,
        visited_on=day,
        team=TEAM,
        checks=[_checked(each, wanting.get(each.code)) for each in shipped_checklist()],
        findings=findings,
        received_by=host,
        document="KH 19/CCDSTE (tài liệu mẫu)",
        summary="Xã giữ được giao ban hằng tháng; cộng tác viên nắm địa bàn.",
    )
    return record_visit(notes, by=None)


def _checked(item: ShippedCheck, wanting: str | None) -> Checked:
    outcome = CheckOutcome.NOT_YET if wanting else CheckOutcome.MET
    return Checked(item.name_vi, item.name_en, outcome, wanting or "", item.code)

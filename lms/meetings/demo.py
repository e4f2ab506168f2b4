"""Monthly meetings of the demonstration: one held, one to come, with what was passed on and agreed."""

from datetime import date

from sqlalchemy import select

from lms.activities.models import Half
from lms.base import clock
from lms.base.database import db
from lms.meetings.models import MeetingMessage
from lms.meetings.rules.holding import agree, hold_meeting, pass_on
from lms.people.queries import person_by_code
from lms.places.models import Unit
from lms.places.queries import unit_by_code
from lms.standards.rules.folding import add_months

COMMUNE, PROVINCE, OFFICER = "08869", "25", "TD-X01"


def load_demo() -> None:
    """Add the meetings, unless something is to be passed on already.

    The commune whose officer has an account met in the last month and meets on the second day of the next:
    what was passed on and agreed stands there.
    """
    if db.session.scalar(select(MeetingMessage.id).limit(1)):
        return
    this_month = clock.today().replace(day=1)
    last, following = add_months(this_month, -1), add_months(this_month, 1)
    _meet(last)
    commune = _meet(following)
    officer = person_by_code(OFFICER)
    province = unit_by_code(PROVINCE, clock.today())
    if commune is None or province is None or officer is None:
        return
    pass_on(province.id, following, "Rà soát biến động dân số cuối năm trước ngày 10.", by=None)
    pass_on(commune.id, following, "Đăng ký lớp tập huấn ghi chép ban đầu tại Trạm Y tế xã.", by=officer.id)
    agree(commune.id, last, "Nộp Phiếu thu tin tháng trước ngày 3.", person_id=None, by=officer.id)
    helper = person_by_code("TD-C003")
    if helper:
        words = "Hướng dẫn chị Nhung cách mở bài học khi không có mạng."
        agree(commune.id, last, words, person_id=helper.id, by=officer.id)


def _meet(month: date) -> Unit | None:
    """Hold the meeting of a month on its second day; None where the commune was another one then."""
    commune = unit_by_code(COMMUNE, month)
    if commune is None or commune.name != "Xã Tam Dương":
        return None
    hold_meeting(commune.id, month, day=month.replace(day=2), half=Half.MORNING, by=None)
    return commune

"""What follows classes and meetings in the demonstration: invitations, tasks, what was observed, answers,
what was agreed."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy import select

from lms.activities.models import QUESTIONS, Activity, ActivityState, Half
from lms.activities.rules.asking import type_in
from lms.activities.rules.following_up import give_task, tick_off, who_does
from lms.activities.rules.inviting import invite
from lms.activities.rules.meeting import agree, hold_meeting, pass_on
from lms.activities.rules.observing import Seen, observe
from lms.base import clock
from lms.base.database import db
from lms.people.queries import person_by_code
from lms.places.models import Unit
from lms.places.queries import unit_by_code
from lms.standards.rules.folding import add_months

COMMUNE, PROVINCE = "08869", "25"
TRAINER, OFFICER = "DEMO-GV", "TD-X01"
TASK = "Thăm 3 hộ gia đình, ghi kết quả vào Sổ A0"
ROLE_PLAY = "Đóng vai thăm hộ gia đình có con nhỏ"
ANSWERS = (
    ((5, 5, 4, 5, 4, 5, 4, 5), "Nên có thêm giờ thực hành đóng vai."),
    ((4, 5, 5, 5, 3, 4, 4, 5), ""),
    ((5, 4, 4, 5, 4, 4, 3, 4), "Hội trường hơi nóng."),
    ((4, 4, 3, 5, 3, 5, 5, 4), ""),
    ((5, 5, 4, 4, 4, 5, 4, 5), ""),
)
"""Marks in the order of the questions, and words, as five sheets of paper had them."""


def load_afterwards() -> None:
    """Add it to the latest class that is over and the next one; the caller commits."""
    trainer, officer = person_by_code(TRAINER), person_by_code(OFFICER)
    if trainer is None or officer is None:
        raise LookupError(TRAINER)
    today = clock.today()
    over = [each for each in _classes() if each.valid_until and each.valid_until <= today]
    to_come = [each for each in _classes() if each.valid_from > today]
    if to_come:
        invite(to_come[0].id, today, by=trainer.id)
    if over:
        _observe(over[-1], by=trainer.id)
        _type_answers(over[-1], by=trainer.id)
        _give_task(over[-1], over[-1].valid_from + timedelta(days=14), by=officer.id)
    if len(over) > 1:
        _give_task(over[-2], over[-2].valid_from + timedelta(days=21), by=officer.id)


def call_meetings() -> None:
    """The commune whose officer has an account met in the last month and meets on the second day of the next:
    what was passed on and agreed stands there."""
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


def _classes() -> Sequence[Activity]:
    """The classes that were not called off and have a programme, the first first."""
    going_on = select(Activity).where(Activity.state != ActivityState.CANCELLED, Activity.topics.any())
    return db.session.scalars(going_on.order_by(Activity.valid_from, Activity.id)).all()


def _observe(activity: Activity, *, by: int) -> None:
    competency_id = next(each.competency_id for each in activity.topics if each.competency_id)
    seen = {entry.id: Seen(passed=number != 2) for number, entry in enumerate(who_does(activity.id)[:6])}
    observe(
        activity.id,
        task=ROLE_PLAY,
        competency_id=competency_id,
        done_on=activity.valid_from,
        seen=seen,
        by=by,
    )


def _type_answers(activity: Activity, *, by: int) -> None:
    for marks, words in ANSWERS:
        named = dict(zip(QUESTIONS, marks, strict=True))
        type_in(activity.id, answer_id=str(uuid4()), marks=named, words=words, by=by)


def _give_task(activity: Activity, due_on: date, *, by: int) -> None:
    """Everybody's task, which every third has done."""
    follow_up = give_task(activity.id, task=TASK, due_on=due_on, by=by)
    seats = [entry.id for entry in who_does(activity.id)]
    tick_off(follow_up.id, shown=seats, done=seats[::3], by=by)

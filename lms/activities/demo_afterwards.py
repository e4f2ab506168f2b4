"""What follows classes in the demonstration: invitations, tasks, what was observed, answers."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy import select

from lms.activities.models import QUESTIONS, Activity, ActivityState
from lms.activities.rules.asking import type_in
from lms.activities.rules.following_up import give_task, tick_off, who_does
from lms.activities.rules.inviting import invite
from lms.activities.rules.observing import Seen, observe
from lms.base import clock
from lms.base.database import db
from lms.people.queries import person_by_code

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

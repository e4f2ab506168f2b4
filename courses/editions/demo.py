"""What waits for a second look in the demonstration: a lesson with an example of the commune."""

from flask import current_app
from sqlalchemy import select

from courses.models import Proposal
from courses.rules.editing import save_draft
from courses.rules.localising import local_course
from courses.rules.proposing import Asking
from courses.rules.settling import propose_text
from lms.base import clock
from lms.base.database import db
from lms.people.queries import person_by_code
from lms.web.addresses import opens

COURSE = "truyen-thong-tu-van"
LESSON = ("vi", 1)
ASKS = "DEMO-QT"
EXAMPLE = "\nVí dụ ở xã Tam Dương: nhà văn hóa thôn Đông có một phòng nhỏ để nói chuyện riêng.\n"
NOTE = "Thêm một ví dụ của xã vào cuối bài 1."


def load_demo() -> None:
    """Ask for it, unless something was asked for already."""
    place, asker = local_course(COURSE), person_by_code(ASKS)
    if place is None or asker is None or db.session.scalar(select(Proposal.id).limit(1)):
        return
    lesson, by, now = place.lessons[LESSON], asker.id, clock.now()
    save_draft(place, lesson, lesson.shipped + EXAMPLE, 0, by=by, now=now)
    kinds = current_app.extensions["step_kinds"]
    propose_text(place, lesson, Asking(NOTE), seen=lesson.state, by=by, kinds=kinds, opens=opens, now=now)
    db.session.commit()

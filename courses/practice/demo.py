"""Observed practice in the demonstration: the officer of Tam Dương has looked on twice."""

import uuid
from datetime import timedelta

from sqlalchemy import select

from courses.practice.checklist.shape import Mark
from courses.practice.models import Observation
from courses.practice.queries import newest_version
from courses.practice.rules.observing import Signed, receive
from lms.base import clock
from lms.base.database import db
from lms.people.queries import person_by_code
from lms.standards.models import EvidenceKind, EvidenceStatus
from lms.standards.rules.recording import record

CHECKLIST = "tu-van-tai-nha"
OFFICER = "TD-X01"
LEARNERS = ("TD-C002", "TD-C003")
NAMESPACE = uuid.UUID("520b7c1e-0a52-4d0a-8c7e-5205205205aa")


def load_demo() -> None:
    """Let her observe, unless somebody has done so already."""
    officer, version = person_by_code(OFFICER), newest_version(CHECKLIST)
    if officer is None or version is None or db.session.scalar(select(Observation.id).limit(1)):
        return
    today = clock.today()
    record(
        person_id=officer.id,
        competency_id=version.competency_id,
        occurred_on=today - timedelta(days=200),
        kind=EvidenceKind.WORKSHOP,
        status=EvidenceStatus.CONFIRMED,
        source="demonstration:tu-van",
        level=version.level,
    )
    items = version.sheet("vi").items
    for number, code in enumerate(LEARNERS):
        person = person_by_code(code)
        if person is None:
            continue
        marks = [Mark.RIGHT] * len(items)
        if number:
            marks[1], marks[3] = Mark.MISSED, Mark.WRONG
        signed = Signed(
            str(uuid.uuid5(NAMESPACE, code)),
            version.id,
            person.id,
            tuple(marks),
            today,
            note="Nói rất ân cần.",
        )
        receive(officer, signed, now=clock.now())
    db.session.commit()

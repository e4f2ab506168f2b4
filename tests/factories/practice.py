"""Checklists and observers for tests."""

import uuid
from datetime import date
from typing import Any

from courses.practice.checklist.shape import Mark
from courses.practice.models import ChecklistVersion
from courses.practice.rules.observing import Signed
from courses.practice.rules.releasing import publish
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.standards.models import EvidenceKind, EvidenceStatus
from lms.standards.rules.recording import record
from tests.factories.courses import ghi_so

GREETING = """# Chào hỏi
NĂNG LỰC: ghi_so
ĐẠT: 50%
PHÚT: 5

Một nhà hư cấu ở cuối xóm.

*! Gõ cửa trước khi vào
  > Gõ ba tiếng rồi chờ.
* Chào người lớn tuổi trước
* Nói mình là ai
"""
GREETING_EN = """# Saying hello
COMPETENCY: ghi_so
PASS: 50%
MINUTES: 5

An invented house at the end of the hamlet.

*! Knocks before going in
  > Knock three times, then wait.
* Greets the elders first
* Says who she is
"""
ALL_RIGHT = (Mark.RIGHT, Mark.RIGHT, Mark.RIGHT)


def a_checklist(code: str = "chao-hoi", text: str = GREETING, english: str = GREETING_EN) -> ChecklistVersion:
    """A checklist of three items, one of them a must; committed."""
    ghi_so()
    found = publish(code, text, english, clock.now())
    assert found
    db.session.commit()
    return found


def let_hold(person: Person, day: date = date(2026, 1, 5), level: int = 1) -> None:
    """Let somebody hold what the checklist shows from a day on; committed."""
    record(
        person_id=person.id,
        competency_id=ghi_so().id,
        occurred_on=day,
        kind=EvidenceKind.WORKSHOP,
        status=EvidenceStatus.CONFIRMED,
        source=f"roster:{person.id}",
        level=level,
    )
    db.session.commit()


def signed(version: ChecklistVersion, person: Person, **more: Any) -> Signed:
    """An observation of today in which everything was right."""
    given: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "version_id": version.id,
        "person_id": person.id,
        "marks": ALL_RIGHT,
        "observed_on": clock.today(),
    }
    return Signed(**{**given, **more})


def sent_observation(version: ChecklistVersion, person: Person, **more: Any) -> dict[str, Any]:
    """The same as a phone sends it."""
    return {
        "id": str(uuid.uuid4()),
        "version": version.id,
        "person": person.id,
        "marks": [mark.value for mark in ALL_RIGHT],
        "mode": "self",
        "note": "",
        "observed_at": clock.now().isoformat(),
        **more,
    }

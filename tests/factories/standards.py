"""People and evidence for tests: fixed, speaking values."""

from datetime import date
from typing import Any

from lms.base.database import LONG_AGO, db
from lms.people.models import Level, Person, Post, Posting
from lms.people.queries import role_of
from lms.standards.models import Competency, Evidence, EvidenceKind, EvidenceStatus, Requirement
from lms.standards.queries import competency_by_code, requirement_by_code
from lms.standards.rules.recording import record


def a_collaborator(code: str = "CTV-1", name: str = "Nguyễn Thị Hoa") -> Person:
    """A person who has held a collaborator's post for ever."""
    return somebody(code, name, "ctv_ds", Level.HAMLET)


def somebody(code: str, name: str, staff_kind: str, level: Level) -> Person:
    """A person who has held a post of this role for ever, somewhere."""
    person = Person(code=code, full_name=name)
    post = Post(role_id=role_of(staff_kind, level).id, valid_from=LONG_AGO)
    db.session.add_all([person, post])
    db.session.flush()
    db.session.add(Posting(person_id=person.id, post_id=post.id, valid_from=LONG_AGO))
    db.session.commit()
    return person


def competency(code: str) -> Competency:
    """The shipped competency with this code."""
    found = competency_by_code(code)
    assert found
    return found


def requirement(code: str) -> Requirement:
    """The shipped requirement with this code, as it is today."""
    found = requirement_by_code(code)
    assert found
    return found


def a_class(person: Person, code: str, day: date, **more: Any) -> Evidence:
    """Confirmed evidence of a class on ``day``; ``more`` replaces what :func:`record` is told. Committed."""
    told = {
        "person_id": person.id,
        "competency_id": competency(code).id,
        "occurred_on": day,
        "kind": EvidenceKind.WORKSHOP,
        "status": EvidenceStatus.CONFIRMED,
        "source": f"class:{code}:{day}:{person.id}",
        "document": "12/QĐ-TTYT",
    }
    evidence = record(**{**told, **more})
    db.session.commit()
    return evidence

"""Addresses are predictable, and looking changes nothing."""

import hashlib
import re

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from certificates.models import Award
from courses.models import ArrivedCourse, Course, Media, OwnCourse, OwnFile, Proposal, Step, Withdrawal
from courses.practice.models import Checklist, Observation
from courses.questions.models import Question
from lms.account.models import DeviceUser
from lms.activities.models import FollowUp, HalfDay, RosterEntry
from lms.base.database import Base, db
from lms.coverage.models import PeriodClose, ReportSubscription
from lms.outbox.models import MessageOut
from lms.people.models import Grant, Person, Posting
from lms.people.queries import person_by_code
from lms.places.models import Unit
from lms.plans.models import PlannedClass
from lms.privacy.models import Breach, DataRequest
from lms.staffing.models import RosterImport, UnitChanges
from lms.standards.models import Clause, Competency, Document, Evidence, HandedInPaper, Target
from lms.visits.models import SupportVisit, VisitFinding
from quizzes.authoring.models import Manuscript
from quizzes.importing.models import MaterialFile, MaterialImport
from quizzes.models import AssessmentForm, Attempt, Draft, Exercise
from tests.factories.account import sign_in

KEBAB = re.compile(r"^[a-z0-9-]*(\.[a-z0-9]+)?$")
MAY_GROW = {"access_log"}  # looking at somebody's record is itself recorded


def test_addresses_are_kebab_case(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        parts = [part for part in re.sub(r"<[^>]+>", "", rule.rule).split("/") if part]
        assert all(KEBAB.match(part) for part in parts), rule.rule


def test_every_parameter_says_its_type(app: Flask) -> None:
    untyped = [rule.rule for rule in app.url_map.iter_rules() if re.search(r"<[^:>]+>", rule.rule)]
    assert untyped == []


def fingerprints() -> dict[str, str]:
    """What each table holds."""
    found = {}
    for table in Base.metadata.sorted_tables:
        rows = db.session.execute(select(table)).all()
        found[table.name] = hashlib.sha256(repr(rows).encode()).hexdigest()
    db.session.rollback()
    return {name: digest for name, digest in found.items() if name not in MAY_GROW}


def keys_that_exist(person_id: int) -> dict[str, object]:
    """A value for every parameter of an address, by its name, that names a row of the demonstration."""
    first = {
        "follow_up_id": FollowUp.id,
        "grant_id": Grant.id,
        "activity_id": FollowUp.activity_id,
        "visit_id": SupportVisit.id,
        "finding_id": VisitFinding.id,
        "visited_id": SupportVisit.unit_id,
        "row_id": PlannedClass.id,
        "competency_id": Competency.id,
        "requirement_id": Target.requirement_id,
        "target_id": Target.id,
        "award_id": Award.id,
        "picture_name": Media.sha256 + "." + Media.kind,
        "slug": Course.slug,
        "form_id": AssessmentForm.id,
        "attempt_id": Attempt.id,
        "draft_id": Draft.id,
        "manuscript_id": Manuscript.id,
        "import_id": MaterialImport.id,
        "material_id": MaterialFile.id,
        "step_id": Step.id,
        "exercise_code": Exercise.code,
        "list_id": RosterImport.id,
        "changes_id": UnitChanges.id,
        "close_id": PeriodClose.id,
        "subscription_id": ReportSubscription.id,
        "code": Award.code,
        "evidence_id": Evidence.id,
        "use_id": DeviceUser.id,
        "paper_id": HandedInPaper.id,
        "question_id": Question.id,
        "own_slug": OwnCourse.slug,
        "arrived_id": ArrivedCourse.id,
        "proposal_id": Proposal.id,
        "withdrawal_id": Withdrawal.id,
        "checklist_code": Checklist.code,
        "observation_id": Observation.id,
        "request_id": DataRequest.id,
        "breach_id": Breach.id,
    }
    found = {name: db.session.scalar(select(column).limit(1)) for name, column in first.items()}
    found |= {"year": 2026, "row_kind": "classes"}
    for name, part in (("half_day_id", HalfDay), ("entry_id", RosterEntry)):
        of_activity = part.activity_id == found["activity_id"]
        found[name] = db.session.scalar(select(part.id).where(of_activity).limit(1))
    hers = select(MessageOut.id).where(MessageOut.person_id == person_id)
    found["message_id"] = db.session.scalar(hers.limit(1)) or db.session.scalar(
        select(MessageOut.id).limit(1)
    )
    found["document_id"] = db.session.scalar(select(Document.id).where(Document.added_at.is_not(None)))
    found["file_id"] = db.session.scalar(select(OwnFile.id).where(OwnFile.path.startswith("vi/")))
    path = db.session.scalar(select(OwnFile.path).where(OwnFile.path.startswith("media/")))
    found["media_name"] = path and path.removeprefix("media/")
    in_force = Unit.code == "08869", Unit.valid_until.is_(None)
    found["unit_id"] = db.session.scalar(select(Unit.id).where(*in_force))
    found["clause_id"] = db.session.scalar(select(Clause.id).where(Clause.added_at.is_not(None)))
    served = select(Posting.id).join(Person).where(Person.code == "TD-C002", Posting.valid_until.is_(None))
    found["posting_id"] = db.session.scalar(served)
    found["other_id"] = db.session.scalar(select(Person.id).where(Person.code == "TD-C002"))
    found["unit_code"] = db.session.scalar(select(Unit.code).where(Unit.name == "Xã Tam Dương"))
    return {**found, "person_id": person_id, "number": 1, "filename": "none", "year": 2026, "month": 11}


def address(app: Flask, rule: Rule, keys: dict[str, object]) -> str | None:
    values = {name: keys[name] for name in rule.arguments}
    if any(value is None for value in values.values()):
        return None
    return str(app.url_map.bind("localhost").build(rule.endpoint, values, method="GET"))


@pytest.mark.parametrize("code", ["TD-C001", "DEMO-LD", "DEMO-QT"])
def test_looking_at_every_page_changes_no_row(demo_app: Flask, code: str) -> None:
    person = person_by_code(code)
    assert person
    client = demo_app.test_client()
    sign_in(client, person)
    keys = keys_that_exist(person.id)
    before = fingerprints()
    for rule in demo_app.url_map.iter_rules():
        url = address(demo_app, rule, keys) if "GET" in (rule.methods or ()) else None
        if url:
            assert client.get(url).status_code < 500, url
    assert fingerprints() == before

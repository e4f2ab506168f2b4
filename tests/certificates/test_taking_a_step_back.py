"""Where a step is taken back: an issued certificate is named and stays, a candidate is not approved."""

from pathlib import Path

import pytest
from flask import Flask

from certificates.rules.approving import NotACandidate, approve
from certificates.views.certificates import of_rescored
from courses.rules.undoing import undo_steps
from lms.base.database import db
from tests.factories.certificates import by_itself, earn, issue, make_office
from tests.factories.courses import steps


def test_the_certificates_of_those_concerned_are_named_and_stay(app: Flask, tmp_path: Path) -> None:
    award = issue(make_office(tmp_path))
    step_ids = [step.id for step in steps(award.enrolment.edition)]
    with app.test_request_context("/"):
        assert award.person.full_name in of_rescored(person_ids=[award.person_id], step_ids=step_ids)
        assert of_rescored(person_ids=[], step_ids=step_ids) == ""
        assert of_rescored(person_ids=[award.person_id], step_ids=[999_999]) == ""
    assert award.number


def test_no_certificate_is_approved_for_a_course_that_is_open_again(app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path)
    award = earn(office)
    undo_steps(["page"], by=office.head.id, note="Nhầm")
    db.session.commit()
    with pytest.raises(NotACandidate):
        approve([award.id], by_itself())

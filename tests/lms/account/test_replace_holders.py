"""Who follows whom: one posting ends and the next begins, in one form and one transaction."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.base.database import db
from lms.people.models import EndReason, Person, Posting
from lms.people.queries import postings_of
from lms.people.rules.posting import end
from lms.people.rules.taking_up import take_up
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_officer, make_person
from tests.factories.places import unit

TAM_DUONG, HOI_THINH = "08869", "08905"
TODAY = date(2026, 11, 22)
FOLLOWS = {"full_name": "Đỗ Thị Mơ", "reason": "retired", "since": "2026-11-22"}


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


@pytest.fixture
def lan(both_shipped_app: Flask) -> Person:
    return make_collaborator(unit(TAM_DUONG))


@pytest.fixture
def officer(both_shipped_app: Flask, lan: Person) -> FlaskClient:
    return client_of(both_shipped_app, make_officer(unit(TAM_DUONG)))


def replace(officer: FlaskClient, posting: Posting, **fields: str) -> Any:
    return officer.post(f"/postings/{posting.id}/replace", data={**FOLLOWS, **fields})


def test_the_one_leaves_on_the_day_before_the_other_begins(officer: FlaskClient, lan: Person) -> None:
    posting = postings_of(lan.id)[0]
    assert f"/postings/{posting.id}/replace" in officer.get(f"/people/{lan.id}").text
    answer = replace(officer, posting)
    assert answer.status_code == 200
    assert "<svg" in answer.text
    db.session.rollback()
    before = postings_of(lan.id)[0]
    (after,) = postings_of(db.session.scalars(select(Person.id).where(Person.full_name == "Đỗ Thị Mơ")).one())
    assert (before.valid_until, before.end_reason) == (TODAY, EndReason.RETIRED.value)
    assert (after.post_id, after.valid_from) == (before.post_id, TODAY)


def test_where_another_officer_was_quicker_nobody_leaves_and_nobody_comes(
    officer: FlaskClient, lan: Person
) -> None:
    posting = postings_of(lan.id)[0]
    end(posting, date(2026, 11, 20), EndReason.RESIGNED.value, by=None)
    take_up(make_person("Hà Thị Cúc", phone=None), posting.post, date(2026, 11, 20), by=None)
    db.session.commit()
    answer = replace(officer, posting)
    assert answer.status_code == 422
    assert "Đỗ Thị Mơ" in answer.text
    db.session.rollback()
    assert postings_of(lan.id)[0].end_reason == EndReason.RESIGNED.value
    assert db.session.scalars(select(Person).where(Person.full_name == "Đỗ Thị Mơ")).all() == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("since", "2021-01-01", "Phải sau ngày 01/07/2025"),
        ("reason", "", "lý do"),
        ("full_name", "", "Xin ghi họ và tên."),
    ],
)
def test_a_slip_changes_nothing(officer: FlaskClient, lan: Person, field: str, value: str, said: str) -> None:
    answer = replace(officer, postings_of(lan.id)[0], **{field: value})
    assert answer.status_code == 422
    assert said in answer.text
    db.session.rollback()
    assert postings_of(lan.id)[0].valid_until is None


def test_she_does_not_follow_herself(officer: FlaskClient, lan: Person) -> None:
    posting = postings_of(lan.id)[0]
    asked = replace(officer, posting, full_name="Trần Thị Lan")
    among = asked.text.split('name="among" type="hidden" value="')[1].split('"')[0]
    answer = replace(officer, posting, full_name="Trần Thị Lan", among=among, same=str(lan.id))
    assert answer.status_code == 422
    db.session.rollback()
    assert postings_of(lan.id)[0].valid_until is None


def test_postings_of_other_units_are_not_there(both_shipped_app: Flask, lan: Person) -> None:
    stranger = client_of(both_shipped_app, make_officer(unit(HOI_THINH)))
    posting = postings_of(lan.id)[0]
    assert stranger.get(f"/postings/{posting.id}/replace").status_code == 404
    assert replace(stranger, posting).status_code == 404

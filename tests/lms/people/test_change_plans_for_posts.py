"""What was planned for a post, and what came instead: nothing planned before lives on."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from lms.base.database import db
from lms.people.models import EndReason, Level, Person, Posting
from lms.people.policies import may_see
from lms.people.queries import postings_of, role_of
from lms.people.rules.leaving import leave
from lms.people.rules.merging import merge
from lms.people.rules.posting import end
from lms.people.rules.taking_up import Wanted
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_officer, make_person
from tests.factories.places import unit
from tests.factories.statements import statements

TAM_DUONG, HOI_THINH = "08869", "08905"


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


def posting_of(person: Person) -> Posting:
    return postings_of(person.id)[0]


def wanted(hamlet: str) -> Wanted:
    return Wanted(role_of("ctv_ds", Level.HAMLET).id, unit(TAM_DUONG).id, hamlet)


def test_who_resigns_before_her_leave_begins_is_not_expected_back(shipped_app: Flask) -> None:
    posting = posting_of(make_collaborator(unit(TAM_DUONG)))
    leave(posting, date(2026, 12, 1), EndReason.MATERNITY, date(2027, 6, 1), by=None)
    end(posting, date(2026, 11, 20), EndReason.RESIGNED.value)
    db.session.commit()
    assert posting.expected_back_on is None
    page = client_of(shipped_app, make_officer(unit(TAM_DUONG))).get("/vacant-posts").text
    assert "Trần Thị Lan" in page
    assert "01/06/2027" not in page


def test_a_choice_of_posts_takes_as_long_among_many(shipped_app: Flask) -> None:
    lan = make_collaborator(unit(TAM_DUONG))
    officer = client_of(shipped_app, make_officer(unit(TAM_DUONG)))
    address = f"/people/{lan.id}/postings/new"

    def asked() -> int:
        with statements() as found:
            assert officer.get(address).status_code == 200
        return len(found)

    def leave_one(hamlet: str) -> None:
        end(
            posting_of(make_collaborator(unit(TAM_DUONG), "Lê Thị Cúc", hamlet=hamlet)),
            date(2026, 10, 1),
            "x",
        )
        db.session.commit()

    asked()
    leave_one("Thôn 1")
    few = asked()
    for number in range(2, 8):
        leave_one(f"Thôn {number}")
    assert asked() == few


def test_who_was_merged_twice_over_stays_open_to_those_of_her_first_place(both_shipped_app: Flask) -> None:
    first, second = make_collaborator(unit(TAM_DUONG)), make_person("Trần Thị Lan")
    third = make_collaborator(unit(HOI_THINH), "Trần Thị Lan")
    officer = make_officer(unit(TAM_DUONG))
    merge(second, first, by=None)
    merge(third, second, by=None)
    db.session.commit()
    assert may_see(officer, third)
    assert (
        client_of(both_shipped_app, officer).get(f"/people/{first.id}", follow_redirects=True).status_code
        == 200
    )

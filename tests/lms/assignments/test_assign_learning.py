"""Somebody is asked to learn something by a day: one thing at a time."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from courses.rules.planning import plan
from lms.assignments.models import Assignment
from lms.assignments.rules.assigning import Assigned, BadDay, assign, current, take_back, turns_of
from lms.assignments.rules.queueing import turns
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.queries import person_by_code
from lms.standards.models import EvidenceKind, EvidenceStatus, Requirement
from lms.standards.queries import requirement_by_code, requirements_asked_of
from lms.standards.rules.explaining import explain_all
from lms.standards.rules.recording import record
from tests.factories.account import sign_in
from tests.factories.statements import statements

REACH = "unit=08869&requirement=bao_ve_tre_em"


def lacking() -> tuple[Person, list[Requirement]]:
    """A collaborator of Tam Dương, and two things or more that she lacks."""
    for number in range(1, 40):
        person = person_by_code(f"TD-C{number:03d}")
        asked = explain_all(person.id, clock.today()) if person else []
        found = [each for each, how in asked if not how.state.is_met and each.kinds_accepted]
        if person and len(found) >= 2 and not turns_of(person.id, clock.today()):
            return person, found
    raise LookupError("the demonstration has changed")


def meet(person_id: int, requirement: Requirement, on: date) -> None:
    """Give her what is asked, seen by the system."""
    record(
        person_id=person_id,
        competency_id=requirement.competency_id,
        level=requirement.minimum_level,
        kind=EvidenceKind(requirement.kinds_accepted[0]),
        status=EvidenceStatus.CONFIRMED,
        occurred_on=on,
        source=f"test:{requirement.id}",
    )
    db.session.commit()


def test_at_most_one_thing_is_due_at_once(both_demo_app: Flask) -> None:
    person, (first, second, *_) = lacking()
    person_id, today = person.id, clock.today()
    due = today + timedelta(days=14)
    assert assign([person_id], first.id, due, by=None) == Assigned(1, 0, 0)
    db.session.commit()
    assert assign([person_id], second.id, due, by=None) == Assigned(0, 1, 0)
    db.session.commit()
    assert assign([person_id], first.id, due + timedelta(days=9), by=None) == Assigned(0, 0, 1)
    db.session.commit()
    assert [(turn.is_current, turn.due_on) for turn in turns_of(person_id, today)] == [
        (True, due),
        (False, None),
    ]


def test_the_next_one_s_days_begin_when_the_first_is_done(demo_app: Flask) -> None:
    person, (first, second, *_) = lacking()
    person_id, today = person.id, clock.today()
    for requirement in (first, second):
        assign([person_id], requirement.id, today + timedelta(days=14), by=None)
        db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=20), tick=False):
        later = clock.today()
        late = current(person_id, later)
        assert late
        assert late.is_overdue(later)
        meet(person_id, first, later)
        now = current(person_id, later)
        assert now
        assert now.assignment.requirement_id == second.id
        assert now.due_on == later + timedelta(days=14)


def test_what_is_taken_back_makes_room(demo_app: Flask) -> None:
    person, (first, second, *_) = lacking()
    person_id, today = person.id, clock.today()
    for requirement in (first, second):
        assign([person_id], requirement.id, today + timedelta(days=14), by=None)
        db.session.commit()
    turn = current(person_id, today)
    assert turn
    take_back(turn.assignment.id, by=None)
    db.session.commit()
    now = current(person_id, today)
    assert now
    assert now.assignment.requirement_id == second.id
    assert now.due_on == today + timedelta(days=14)


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_a_day_that_nobody_can_keep_is_refused(demo_app: Flask, days: int) -> None:
    person, (first, *_) = lacking()
    with pytest.raises(BadDay):
        assign([person.id], first.id, clock.today() + timedelta(days=days), by=None)


DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 31))


@given(st.lists(st.tuples(DAYS, st.integers(1, 30), st.none() | DAYS, st.none() | DAYS), max_size=6))
def test_whatever_is_done_in_whatever_order_one_thing_is_current(
    drawn: list[tuple[date, int, date | None, date | None]],
) -> None:
    given_out = [
        Assignment(id=key, days=days, assigned_on=on, ended_on=max(on, ended) if ended else None)
        for key, (on, days, ended, _done) in enumerate(sorted(drawn, key=lambda each: each[0]))
    ]
    done = {
        key: max(on, met)
        for key, (on, _days, _ended, met) in enumerate(sorted(drawn, key=lambda e: e[0]))
        if met
    }
    found = turns(given_out, done)
    open_ones = [turn for turn in found if turn.is_open]
    assert sum(turn.is_current for turn in open_ones) == bool(open_ones)
    assert all(turn.is_current for turn in open_ones[:1])
    starts = [turn.starts_on for turn in found if turn.starts_on]
    assert starts == sorted(starts)


def as_person(app: Flask, code: str) -> FlaskClient:
    """Somebody of the demonstration, signed in."""
    person = person_by_code(code)
    assert person
    client = app.test_client()
    sign_in(client, person)
    return client


def send(client: FlaskClient, page: str, action: str, **fields: object) -> TestResponse:
    """Fill in the form of a page."""
    token = re.findall(r'name="csrf_token" value="([^"]+)"', client.get(page).text)[-1]
    return client.post(action, data={"csrf_token": token, **fields}, follow_redirects=True)


def test_from_a_list_of_names_to_the_learner_s_next_thing(demo_app: Flask) -> None:
    officer, due = as_person(demo_app, "TD-X01"), clock.today() + timedelta(days=14)
    page = officer.get(f"/coverage/names/reach?{REACH}").text
    keys = re.findall(r'name="person" value="(\d+)"', page)[:2]
    action = f"/coverage/names/assignments?{REACH}"
    wrong = send(officer, f"/coverage/names/reach?{REACH}", action, person=keys, due_on="2020-01-01")
    assert wrong.status_code == 422
    assert "Hạn phải sau hôm nay và trong vòng một năm." in wrong.text
    fine = send(officer, f"/coverage/names/reach?{REACH}", action, person=keys, due_on=due.isoformat())
    assert f"2 người cần hoàn thành chậm nhất ngày {due:%d/%m/%Y}." in fine.text
    person = db.session.get_one(Person, int(keys[0]))
    learner = demo_app.test_client()
    sign_in(learner, person)
    start = learner.get("/").text
    assert start.count(f"{due:%d/%m/%Y}") >= 1
    officer_person = person_by_code("TD-X01")
    assert officer_person
    assert f"Người giao: {officer_person.full_name}." in start
    asked = requirement_by_code("bao_ve_tre_em")
    first = min(plan(int(keys[0]), clock.today()), key=lambda entry: entry.due_on is None)
    assert asked in first.asked_by
    assert asked in requirements_asked_of(int(keys[0]), clock.today())


def test_the_overdue_stand_first_and_can_be_taken_back(demo_app: Flask) -> None:
    person, (first, *_) = lacking()
    assign([person.id], first.id, clock.today() + timedelta(days=3), by=None)
    db.session.commit()
    key, name = turns_of(person.id, clock.today())[0].assignment.id, person.full_name
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=10)):
        officer = as_person(demo_app, "TD-X01")
        page = officer.get("/assignments").text
        assert "1 việc quá hạn" in page
        assert name in page
        assert "Đã rút việc được giao." in send(officer, "/assignments", f"/assignments/{key}/take-back").text
        assert name not in officer.get("/assignments").text


def test_the_list_asks_no_more_of_the_database_when_it_is_longer(demo_app: Flask) -> None:
    head = as_person(demo_app, "DEMO-LD")
    page = head.get(f"/coverage/names/reach?{REACH}").text
    keys = [int(key) for key in re.findall(r'name="person" value="(\d+)"', page)]
    asked = requirement_by_code("bao_ve_tre_em")
    assert asked

    def number(people: list[int]) -> int:
        assign(people, asked.id, clock.today() + timedelta(days=9), by=None)
        db.session.commit()
        with statements() as found:
            head.get("/assignments")
        return len(found)

    assert number(keys[:2]) == number(keys)


def test_nobody_takes_back_what_was_assigned_elsewhere(demo_app: Flask) -> None:
    person, (first, *_) = lacking()
    assign([person.id], first.id, clock.today() + timedelta(days=3), by=None)
    db.session.commit()
    key = turns_of(person.id, clock.today())[0].assignment.id
    db.session.commit()
    for code in ("TD-C001", "DEMO-GV"):
        answer = send(as_person(demo_app, code), "/inbox", f"/assignments/{key}/take-back")
        assert answer.status_code == 403

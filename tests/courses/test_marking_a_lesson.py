"""A learner says that she has read a lesson: by a form, by script, and when her session has ended."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.models import Edition, StepCompletion
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from tests.factories.account import sign_in
from tests.factories.courses import published_course, steps


@pytest.fixture
def edition(app: Flask, tmp_path: Path) -> Edition:
    return published_course(tmp_path)


@pytest.fixture
def learner(client: FlaskClient) -> FlaskClient:
    person = Person(code="CB000001", full_name="Nguyễn Thị Lan")
    db.session.add(person)
    db.session.commit()
    sign_in(client, person)
    return client


def days() -> list[date]:
    return list(db.session.scalars(select(StepCompletion.occurred_on)))


def test_the_form_leads_to_the_next_lesson_and_after_the_last_to_the_course(
    learner: FlaskClient, edition: Edition
) -> None:
    first, second = steps(edition)
    assert learner.post(f"/learn/steps/{first.id}/done").location == "/learn/ghi-so-a0/1#b2"
    assert learner.post(f"/learn/steps/{second.id}/done").location == "/learn/ghi-so-a0"


def test_pressing_twice_is_pressing_once(learner: FlaskClient, edition: Edition) -> None:
    first = steps(edition)[0]
    for _ in range(2):
        assert learner.post(f"/learn/steps/{first.id}/done").status_code == 302
    assert len(days()) == 1


def test_a_mark_that_the_phone_kept_keeps_its_day(learner: FlaskClient, edition: Edition) -> None:
    first = steps(edition)[0]
    kept = clock.today() - timedelta(days=3)
    answer = learner.post(f"/learn/steps/{first.id}/done", json={"on": kept.isoformat()})
    assert answer.get_json() == {"state": "kept", "receipt": None, "sentence": None, "done": first.id}
    assert days() == [kept]


@pytest.mark.parametrize("sent", [{"on": "2999-01-01"}, {"on": "1999-01-01"}, {"on": 7}, {}, [], "tomorrow"])
def test_a_day_that_cannot_be_true_is_today(learner: FlaskClient, edition: Edition, sent: object) -> None:
    first = steps(edition)[0]
    assert learner.post(f"/learn/steps/{first.id}/done", json=sent).status_code == 200
    assert days() == [clock.today()]


def test_an_ended_session_asks_to_sign_in_and_comes_back_to_the_lesson(
    client: FlaskClient, edition: Edition
) -> None:
    first = steps(edition)[0]
    answer = client.post(f"/learn/steps/{first.id}/done")
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in?next=")
    assert "ghi-so-a0" in answer.location
    assert client.post(f"/learn/steps/{first.id}/done", json={}).status_code == 401
    assert days() == []


def test_another_site_cannot_mark_for_her(learner: FlaskClient, edition: Edition) -> None:
    first = steps(edition)[0]
    answer = learner.post(f"/learn/steps/{first.id}/done", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert days() == []


def test_an_unknown_step_is_absent(learner: FlaskClient, edition: Edition) -> None:
    assert learner.post("/learn/steps/999/done").status_code == 404

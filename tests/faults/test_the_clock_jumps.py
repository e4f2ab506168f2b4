"""The clock of the server is two days wrong and put right, in both directions: nothing is doubled or lost,
nobody is sent away, and a day is a day in Vietnam."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from courses.models import Enrolment
from lms.account.rules.throttling import ONE_LOGIN_FROM_ONE_NETWORK
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.standards.models import Evidence
from lms.standards.rules.holding import differences
from quizzes.models import Attempt, AttemptConflict
from tests.factories.account import client_of, give_password, is_in, new_phone
from tests.faults.village import Village, found_village

WRONG = [timedelta(days=2), timedelta(days=-2)]
PASSWORD = "hoa ban nở tháng ba"


@pytest.fixture
def village(both_app: Flask, tmp_path: Path) -> Village:
    """A village that was founded a week ago."""
    with time_machine.travel(clock.now() - timedelta(days=7)):
        return found_village(tmp_path, 4)


def hand_in(app: Flask, key: str, body: dict[str, object]) -> dict[str, object]:
    """What a phone sends; it is kept."""
    said = app.test_client().post("/attempts", json=body, headers={"Sending-Key": key})
    assert said.status_code == 200, said.text
    told: dict[str, object] = said.get_json()
    assert told["state"] == "kept"
    return told


@pytest.mark.parametrize("wrong", WRONG, ids=["ahead", "behind"])
def test_what_arrives_meanwhile_is_there_once(both_app: Flask, village: Village, wrong: timedelta) -> None:
    sent = [(learner.key, village.attempt()) for learner in village.learners]
    right = clock.now()
    receipts: dict[str, set[object]] = {str(body["id"]): set() for _, body in sent}
    for offset in (timedelta(0), wrong, timedelta(0), wrong):  # each jump in the middle of what is sent
        with time_machine.travel(right + offset):
            for key, body in sent[: len(sent) // 2] if offset == timedelta(0) else sent:
                receipts[str(body["id"])].add(hand_in(both_app, key, body)["receipt"])
    assert {len(each) for each in receipts.values()} == {1}
    kept = {each.id: each.receipt for each in db.session.scalars(select(Attempt))}
    assert {attempt_id: {receipt} for attempt_id, receipt in kept.items()} == receipts
    assert db.session.scalar(select(func.count()).select_from(AttemptConflict)) == 0
    everybody = Counter(learner.person_id for learner in village.learners)
    assert Counter(db.session.scalars(select(Evidence.person_id))) == everybody
    days = {each.person_id: each.completed_on for each in db.session.scalars(select(Enrolment))}
    first, last = village.learners[0].person_id, village.learners[-1].person_id
    assert days[first] == clock.day_of(right)
    # By a clock that was behind it counts on the day which that showed; by one ahead the phone is believed.
    assert days[last] == clock.day_of(min(right, right + wrong))
    assert differences() == []


@pytest.mark.parametrize("wrong", [timedelta(days=2), timedelta(seconds=3)], ids=["days", "seconds"])
def test_whoever_signed_in_by_a_clock_that_was_ahead_stays_so(
    both_app: Flask, village: Village, wrong: timedelta
) -> None:
    right = clock.now()
    with time_machine.travel(right + wrong, tick=False):
        client = client_of(both_app, db.session.get_one(Person, village.learners[0].person_id))
        assert is_in(client)
    with time_machine.travel(right, tick=False):
        assert is_in(client)


def test_whoever_mistyped_by_a_clock_that_was_ahead_need_not_wait_for_days(
    both_app: Flask, village: Village
) -> None:
    person = db.session.get_one(Person, village.learners[0].person_id)
    give_password(person, PASSWORD)
    code, right, phone = person.code, clock.now(), new_phone(both_app)
    with time_machine.travel(right + timedelta(days=2)):
        for _ in range(ONE_LOGIN_FROM_ONE_NETWORK.tries + 1):
            last = phone.post("/sign-in", data={"login": code, "secret": "quên mất rồi"})
        assert last.status_code == 429
    with time_machine.travel(right):
        assert phone.post("/sign-in", data={"login": code, "secret": PASSWORD}).status_code == 303
        assert is_in(phone)


def test_at_midnight_in_vietnam_a_day_ends(both_app: Flask, village: Village) -> None:
    today = clock.today()
    midnight = datetime(today.year, today.month, today.day, tzinfo=clock.VIETNAM).astimezone(UTC)
    days: list[date | None] = []
    for learner, second in zip(village.learners, (-2, -1, 0, 1), strict=True):
        with time_machine.travel(midnight + timedelta(seconds=second), tick=False):
            hand_in(both_app, learner.key, village.attempt())
        own = select(Enrolment.completed_on).where(Enrolment.person_id == learner.person_id)
        days.append(db.session.scalar(own))
    assert days == [today - timedelta(days=1)] * 2 + [today] * 2

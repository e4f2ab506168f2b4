"""What was written down on a phone at a meeting arrives once, also after the session or from a lost phone."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.activities.models import Gathered, Half
from lms.base.database import db
from lms.meetings.models import MeetingFollowUp, MeetingMessage
from lms.meetings.rules.holding import agree, drop_agreed, hold_meeting, take_back
from lms.people.rules.granting import withdraw
from lms.places.models import Unit
from lms.places.queries import unit_by_code
from tests.factories.account import sign_in
from tests.factories.people import person
from tests.factories.phones import phone_of

NOVEMBER, SECOND = date(2026, 11, 1), date(2026, 11, 2)
WORDS = "Nộp phiếu P0/CTV trước ngày 5."


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is the morning of 3 November 2026."""
    with time_machine.travel("2026-11-03 09:00+07:00", tick=False):
        yield


def visitor(app: Flask, code: str = "TD-X01") -> FlaskClient:
    client = app.test_client()
    sign_in(client, person(code))
    return client


def tam_duong() -> Unit:
    unit = unit_by_code("08869", SECOND)
    assert unit
    return unit


def page() -> str:
    return f"/meetings/{tam_duong().id}/2026-11"


def note(kind: str = "message", **more: Any) -> dict[str, Any]:
    said = {"done": {"done": True}, "agreed": {"words": WORDS, "person": None}}.get(kind, {"words": WORDS})
    return {"id": str(uuid4()), "kind": kind, "at": "2026-11-02T08:00:00Z", **said, **more}


def messages() -> list[str]:
    db.session.rollback()
    found = select(MeetingMessage.words).where(MeetingMessage.month == NOVEMBER)
    return list(db.session.scalars(found.order_by(MeetingMessage.id)))


def agreed(words: str = "Học xong bài 3") -> int:
    row = agree(tam_duong().id, NOVEMBER, words, person_id=None, by=None)
    db.session.commit()
    return row.id


def test_a_message_arrives_once_also_when_it_was_taken_back_since(both_demo_app: Flask) -> None:
    client, body = visitor(both_demo_app), note()
    for _again in range(2):
        answer = client.post(f"{page()}/notes", json=body).json
        assert answer
        assert (answer["state"], answer["receipt"], answer["words"]) == ("kept", None, WORDS)
    assert messages() == [WORDS]
    take_back(
        db.session.scalars(select(MeetingMessage.id).where(MeetingMessage.words == WORDS)).one(), by=None
    )
    db.session.commit()
    assert client.post(f"{page()}/notes", json=body).status_code == 200
    assert messages() == []


def test_what_is_agreed_names_one_of_the_communes_people(demo_app: Flask) -> None:
    client, unit = visitor(demo_app), tam_duong()
    hold_meeting(unit.id, NOVEMBER, day=SECOND, half=Half.MORNING, by=None)
    db.session.commit()
    hers = person("TD-C003").id
    assert client.post(f"{page()}/notes", json=note("agreed", person=hers)).status_code == 200
    stranger = client.post(f"{page()}/notes", json=note("agreed", person=person("DEMO-GV").id))
    assert stranger.status_code == 422
    assert stranger.json["error"]  # type: ignore[index]
    found = select(MeetingFollowUp.person_id).where(MeetingFollowUp.words == WORDS)
    assert db.session.scalars(found).all() == [hers]


def test_a_tick_counts_on_the_day_it_was_made_and_an_old_one_undoes_no_later_word(
    both_demo_app: Flask,
) -> None:
    row, client = agreed(), visitor(both_demo_app)
    first, second = note("done", follow_up=row), note("done", follow_up=row, done=False)
    client.post(f"{page()}/notes", json=first)
    db.session.rollback()
    assert db.session.get_one(MeetingFollowUp, row).done_on == SECOND
    for body in (second, first):
        assert client.post(f"{page()}/notes", json=body).status_code == 200
    db.session.rollback()
    assert db.session.get_one(MeetingFollowUp, row).done_on is None


def test_a_tick_of_what_was_removed_since_is_refused_in_a_sentence(demo_app: Flask) -> None:
    row = agreed()
    drop_agreed(row, by=None)
    db.session.commit()
    answer = visitor(demo_app).post(f"{page()}/notes", json=note("done", follow_up=row))
    assert answer.status_code == 422
    assert answer.json["error"]  # type: ignore[index]


def test_a_phone_hands_in_by_its_key_after_the_session_has_ended(both_demo_app: Flask) -> None:
    phone, body = phone_of(person("TD-X01")), note()
    assert phone.post(both_demo_app, f"{page()}/notes", body).status_code == 200
    assert messages() == [WORDS]
    assert db.session.get_one(Gathered, body["id"]).device == phone.user.device.uuid


def test_who_has_left_her_office_hands_in_what_she_wrote_while_she_was_in_it(both_demo_app: Flask) -> None:
    officer, unit = person("TD-X01"), tam_duong().id
    phone = phone_of(officer)
    for each in officer.grants_on(SECOND):
        withdraw(each, date(2026, 11, 3))
    db.session.commit()
    since = note(words="Viết sau", at="2026-11-03T01:00:00Z")
    answers = [phone.post(both_demo_app, f"{page()}/notes", body).status_code for body in (note(), since)]
    assert answers == [200, 404]
    assert phone.post(both_demo_app, f"/meetings/{unit}/2026-12/notes", note()).status_code == 404
    assert messages() == [WORDS]


def test_notes_of_a_lost_phone_wait_until_somebody_takes_them_over(both_demo_app: Flask) -> None:
    phone, row = phone_of(person("TD-X01")), agreed()
    phone.lose()
    bodies = [note(), note(words="Ghi nhầm"), note("done", follow_up=row)]
    for body in bodies:
        answer = phone.post(both_demo_app, f"{page()}/notes", body)
        assert answer.json["state"] == "apart"  # type: ignore[index]
    assert messages() == []
    client = visitor(both_demo_app)
    shown = client.get(page()).text
    assert f"<li>{WORDS}</li>" in shown
    assert "<li>Đã xong: Học xong bài 3</li>" in shown
    token = shown.split('name="csrf_token" value="')[1].split('"')[0]
    for body, choice in zip(bodies, ("take", "leave", "take"), strict=True):
        sent = {"csrf_token": token, "gathered": body["id"], choice: "1"}
        assert client.post(f"{page()}/apart", data=sent).status_code == 303
    assert messages() == [WORDS]
    assert db.session.get_one(MeetingFollowUp, row).done_on == SECOND
    assert 'name="gathered"' not in client.get(page()).text


@pytest.mark.parametrize(
    "change",
    [
        {"id": "1"},
        {"kind": "other"},
        {"at": "2026-11-02T08:00:00"},
        {"at": None},
        {"at": "0001-01-01T00:00:00+14:00"},
        {"words": 7},
        {"words": "x" * 3000},
        {"kind": "agreed", "person": "x"},
        {"kind": "done", "follow_up": 1, "done": "yes"},
        {"kind": "done", "follow_up": -1, "done": True},
    ],
)
def test_what_is_no_note_is_refused(demo_app: Flask, change: dict[str, Any]) -> None:
    assert visitor(demo_app).post(f"{page()}/notes", json=note() | change).status_code == 400
    assert visitor(demo_app).post(f"{page()}/notes", json=[change]).status_code == 400


def test_no_words_are_refused_in_a_sentence(demo_app: Flask) -> None:
    answer = visitor(demo_app).post(f"{page()}/notes", json=note(words=" "))
    assert answer.status_code == 422
    assert "Cần ghi nội dung" in answer.json["error"]  # type: ignore[index]


def test_who_does_not_lead_it_finds_nothing(demo_app: Flask) -> None:
    assert demo_app.test_client().post(f"{page()}/notes", json=note()).status_code == 401
    assert visitor(demo_app, "TD-C001").post(f"{page()}/notes", json=note()).status_code == 404
    assert phone_of(person("DEMO-GV")).post(demo_app, f"{page()}/notes", note()).status_code == 404


def test_the_page_may_be_kept_by_whoever_leads_it(demo_app: Flask) -> None:
    assert visitor(demo_app).get(page()).headers["Kept-For"] == str(person("TD-X01").id)

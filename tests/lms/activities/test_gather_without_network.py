"""What a phone took in the room arrives once: from two phones, late, after its session, from a lost one."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from lms.account.models import Card
from lms.account.rules.issuing_cards import issue
from lms.activities.models import Activity, Attendance, Gathered
from lms.activities.rules import gathering
from lms.activities.rules.attending import close
from lms.activities.rules.planning import cancel
from lms.activities.rules.seating import unseat
from lms.base.database import db
from lms.people.rules.granting import withdraw
from lms.standards.queries import evidence_of
from tests.factories.account import sign_in, type_in
from tests.factories.activities import a_morning, half_day, seat_ids, sit, who_came
from tests.factories.people import person
from tests.factories.phones import phone_of

NOON = "2026-06-14 12:00+07:00"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """It is noon on the day of the class."""
    with time_machine.travel(NOON, tick=False):
        yield


def visitor(app: Flask, code: str = "DEMO-LD") -> FlaskClient:
    client = app.test_client()
    sign_in(client, person(code))
    return client


def tick(entry: int, **more: Any) -> dict[str, Any]:
    told = {"id": str(uuid4()), "entry": entry, "present": True, "way": "ticked"}
    return {**told, "taken_at": "2026-06-14T08:00:00+07:00", **more}


def ticks(activity: Activity, *each: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "half_day": activity.half_days[0].id, "ticks": list(each), **more}


def address(activity: Activity) -> str:
    return f"/activities/{activity.id}/attendance"


def send(client: FlaskClient, activity: Activity, body: Any) -> TestResponse:
    return client.post(address(activity), json=body)


def rows() -> list[Attendance]:
    db.session.rollback()
    return list(db.session.scalars(select(Attendance).order_by(Attendance.received_at.desc()).limit(1)))


def test_what_two_phones_send_arrives_once_and_the_later_word_stands(both_demo_app: Flask) -> None:
    activity = a_morning("TD-C001")
    client, entry = visitor(both_demo_app), seat_ids(activity)["TD-C001"]
    first = ticks(activity, tick(entry))
    for _again in range(2):
        answer = send(client, activity, first).json
        assert answer
        assert (answer["state"], answer["receipt"], answer["present"]) == ("kept", None, {str(entry): True})
    early = tick(entry, present=False, taken_at="2026-06-14T07:00:00+07:00")
    answers = [send(client, activity, ticks(activity, each)).json for each in (tick(entry), early)]
    assert [each and each["present"][str(entry)] for each in answers] == [True, True]
    later = tick(entry, present=False, taken_at="2026-06-14T09:00:00+07:00")
    assert send(client, activity, ticks(activity, later)).json["present"] == {str(entry): False}  # type: ignore[index]
    assert send(client, activity, first).json["present"] == {str(entry): False}  # type: ignore[index]
    assert who_came(activity) == set()
    assert len(db.session.scalars(select(Attendance).where(Attendance.entry_id == entry)).all()) == 1


def test_a_phone_hands_in_by_its_key_after_the_session_has_ended(both_demo_app: Flask) -> None:
    activity = a_morning("TD-C001")
    phone, entry = phone_of(person("DEMO-LD")), seat_ids(activity)["TD-C001"]
    body = ticks(activity, tick(entry, way="card"))
    assert phone.post(both_demo_app, address(activity), body, Unsent="1").status_code == 200
    db.session.rollback()
    (row,) = db.session.scalars(select(Attendance).where(Attendance.entry_id == entry))
    assert (row.way, row.taken_by_id) == ("card", person("DEMO-LD").id)
    assert db.session.get_one(Gathered, body["id"]).device == phone.user.device.uuid


def test_who_has_left_her_office_hands_in_what_she_took_while_she_was_in_it(both_demo_app: Flask) -> None:
    activity, later = a_morning("TD-C001"), a_morning("TD-C002", day=date(2026, 6, 16))
    head = person("DEMO-LD")
    phone, entry = phone_of(head), seat_ids(activity)["TD-C001"]
    for each in head.grants_on(date(2026, 6, 14)):
        withdraw(each, date(2026, 6, 15))
    db.session.commit()
    with time_machine.travel("2026-06-17 12:00+07:00", tick=False):
        assert phone.post(both_demo_app, address(activity), ticks(activity, tick(entry))).status_code == 200
        hers = ticks(later, tick(seat_ids(later)["TD-C002"]))
        assert phone.post(both_demo_app, address(later), hers).status_code == 404
    assert who_came(activity) == {"TD-C001"}


def test_what_a_lost_phone_sends_waits_until_somebody_takes_it_over(both_demo_app: Flask) -> None:
    activity = a_morning("TD-C001", "TD-C002")
    phone, seats = phone_of(person("DEMO-LD")), seat_ids(activity)
    phone.lose()
    bodies = [ticks(activity, tick(seats[code])) for code in ("TD-C001", "TD-C002")]
    for body in (*bodies, bodies[0]):
        answer = phone.post(both_demo_app, address(activity), body)
        assert answer.json["state"] == "apart"  # type: ignore[index]
    assert who_came(activity) == set()
    client, page = visitor(both_demo_app), half_day(activity)
    shown = client.get(page).text
    assert shown.count('name="gathered"') == 2
    assert f"{person('TD-C001').full_name}: có mặt" in shown
    take, leave = (body["id"] for body in bodies)
    token = shown.split('name="csrf_token" value="')[1].split('"')[0]
    for sent in ({"gathered": take, "take": "1"}, {"gathered": leave, "leave": "1"}):
        assert client.post(f"{page}/apart", data={"csrf_token": token, **sent}).status_code == 303
    assert 'name="gathered"' not in client.get(page).text
    assert who_came(activity) == {"TD-C001"}
    client.post(f"{page}/apart", data={"csrf_token": token, "gathered": leave, "take": "1"})
    assert "đã có người quyết định" in client.get(page).text
    assert who_came(activity) == {"TD-C001"}


def test_a_lost_phone_cannot_fill_the_database(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_WAITING", 1)
    activity = a_morning("TD-C001")
    phone, entry = phone_of(person("DEMO-LD")), seat_ids(activity)["TD-C001"]
    phone.lose()
    answers = [phone.post(demo_app, address(activity), ticks(activity, tick(entry))) for _each in range(2)]
    assert [each.status_code for each in answers] == [200, 429]


def test_something_else_under_the_same_id_stays_on_the_phone(demo_app: Flask) -> None:
    activity = a_morning("TD-C001", "TD-C002")
    client, seats = visitor(demo_app), seat_ids(activity)
    first = ticks(activity, tick(seats["TD-C001"]))
    send(client, activity, first)
    answer = send(client, activity, ticks(activity, tick(seats["TD-C002"]), id=first["id"]))
    assert answer.status_code == 409
    assert answer.json["error"]  # type: ignore[index]
    assert who_came(activity) == {"TD-C001"}


def test_what_arrives_after_closing_counts_at_once(demo_app: Flask) -> None:
    activity = a_morning("TD-C001", "TD-C002")
    client, seats = visitor(demo_app), seat_ids(activity)
    afternoon = activity.half_days[1].id
    send(client, activity, ticks(activity, *(tick(entry) for entry in seats.values())))
    send(client, activity, ticks(activity, tick(seats["TD-C001"]), half_day=afternoon))
    close(activity.id, by=None)
    db.session.commit()
    sources = {code: f"activity:{activity.id}:{entry}" for code, entry in seats.items()}
    assert sources["TD-C002"] not in {row.source for row in evidence_of(person("TD-C002").id)}
    late = ticks(activity, tick(seats["TD-C002"]), half_day=afternoon)
    assert send(client, activity, late).json["state"] == "kept"  # type: ignore[index]
    assert sources["TD-C002"] in {row.source for row in evidence_of(person("TD-C002").id)}


def test_who_was_taken_off_the_roster_meanwhile_leaves_the_attendance_of_the_others(
    both_demo_app: Flask,
) -> None:
    activity = a_morning("TD-C001", "TD-C002", "TD-C003")
    client, seats = visitor(both_demo_app), seat_ids(activity)
    unseat(seats["TD-C002"], by=None)
    db.session.commit()
    answer = send(client, activity, ticks(activity, *(tick(entry) for entry in seats.values())))
    assert answer.status_code == 200
    assert who_came(activity) == {"TD-C001", "TD-C003"}
    gone = send(client, activity, ticks(activity, tick(seats["TD-C002"])))
    assert gone.status_code == 422
    assert "không còn trong danh sách" in gone.json["error"]  # type: ignore[index]


def test_nobody_is_counted_by_the_tick_of_who_had_her_seat_before(both_demo_app: Flask) -> None:
    activity = a_morning("TD-C001", "TD-C002")
    client, before = visitor(both_demo_app), seat_ids(activity)
    shown = client.get(half_day(activity)).text
    assert f'data-person="{person("TD-C002").id}"' in shown
    unseat(before["TD-C002"], by=None)
    sit(activity, person("TD-C003"))
    db.session.commit()
    stale = [tick(entry, person=person(code).id) for code, entry in before.items()]
    assert send(client, activity, ticks(activity, *stale)).status_code == 200
    assert who_came(activity) == {"TD-C001"}


def test_what_was_called_off_is_refused_in_a_sentence(demo_app: Flask) -> None:
    activity = a_morning("TD-C001")
    entry = seat_ids(activity)["TD-C001"]
    cancel(activity.id, by=None, reason="Bão số 3")
    db.session.commit()
    answer = send(visitor(demo_app), activity, ticks(activity, tick(entry)))
    assert answer.status_code == 422
    assert "không diễn ra" in answer.json["error"]  # type: ignore[index]
    assert db.session.scalars(select(Gathered)).all() == []


def test_a_clock_that_runs_ahead_does_not_have_the_last_word(demo_app: Flask) -> None:
    activity = a_morning("TD-C001")
    client, entry = visitor(demo_app), seat_ids(activity)["TD-C001"]
    ahead = ticks(activity, tick(entry, taken_at="2031-01-01T00:00:00Z"))
    send(client, activity, ahead)
    with time_machine.travel("2026-06-14 12:05+07:00", tick=False):
        right = tick(entry, present=False, taken_at="2026-06-14T12:04:00+07:00")
        send(client, activity, ticks(activity, right))
        assert send(client, activity, ahead).status_code == 200
    assert who_came(activity) == set()


@pytest.mark.parametrize(
    "change",
    [
        {"id": "1"},
        {"entry": "x"},
        {"entry": -1},
        {"person": "Lan"},
        {"present": "yes"},
        {"way": "guessed"},
        {"way": "sheet"},
        {"taken_at": "2026-06-14T08:00:00"},
        {"taken_at": 7},
        {"taken_at": "yesterday"},
        {"taken_at": "0001-01-01T00:00:00+14:00"},
    ],
)
def test_what_is_no_attendance_is_refused_as_a_whole(demo_app: Flask, change: dict[str, Any]) -> None:
    activity = a_morning("TD-C001")
    client, entry = visitor(demo_app), seat_ids(activity)["TD-C001"]
    assert send(client, activity, ticks(activity, tick(entry), tick(entry) | change)).status_code == 400
    assert who_came(activity) == set()


@pytest.mark.parametrize("sent", [None, [], {}, "x", {"ticks": 7}, {"ticks": []}, {"ticks": [[]]}])
def test_what_is_no_list_of_ticks_is_refused(demo_app: Flask, sent: Any) -> None:
    activity = a_morning("TD-C001")
    body = ticks(activity) | sent if isinstance(sent, dict) and sent else sent
    assert send(visitor(demo_app), activity, body).status_code == 400


def test_a_seat_or_a_half_day_of_another_class_is_refused(demo_app: Flask) -> None:
    activity, other = a_morning("TD-C001"), a_morning("TD-C002", title="Lớp khác")
    (entry,) = seat_ids(other).values()
    client = visitor(demo_app)
    answer = send(client, activity, ticks(activity, tick(entry)))
    assert answer.status_code == 422
    assert "thuộc hoạt động khác" in answer.json["error"]  # type: ignore[index]
    assert send(client, activity, ticks(other, tick(entry))).status_code == 404
    assert client.get(half_day(other).replace(str(other.id), str(activity.id), 1)).status_code == 404


def test_who_does_not_run_it_finds_nothing(demo_app: Flask) -> None:
    activity = a_morning("TD-C001")
    body = ticks(activity, tick(seat_ids(activity)["TD-C001"]))
    assert send(demo_app.test_client(), activity, body).status_code == 401
    assert send(visitor(demo_app, "TD-C001"), activity, body).status_code == 404
    assert phone_of(person("TD-C001")).post(demo_app, address(activity), body).status_code == 404


def test_the_page_may_be_kept_and_knows_the_cards_of_its_people(both_demo_app: Flask) -> None:
    activity, head = a_morning("TD-C001", "TD-C002"), person("DEMO-LD")
    hers = person("TD-C001").id
    issue([hers], head.id)
    db.session.commit()
    client, page = visitor(both_demo_app), half_day(activity)
    answer = client.get(page)
    assert answer.headers["Kept-For"] == str(head.id)
    (card,) = db.session.scalars(select(Card).where(Card.person_id == hers, Card.voided_at.is_(None)))
    assert f'data-card="{card.token_hash[:16]}"' in answer.text
    assert card.token_hash not in answer.text
    assert "Kept-For" not in client.get(f"{page}?words=Lan").headers
    assert "Kept-For" in client.get(address(activity)).headers


def test_she_sees_who_ticked_her_and_when(demo_app: Flask) -> None:
    activity = a_morning("TD-C001")
    client, entry = visitor(demo_app), seat_ids(activity)["TD-C001"]
    type_in(client, half_day(activity), shown=[entry], present=[entry], way="ticked")
    shown = visitor(demo_app, "TD-C001").get("/people/me").text
    assert f"{person('DEMO-LD').full_name}, 12:00 14/06/2026" in " ".join(shown.split())

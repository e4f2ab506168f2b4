"""Several people on one phone, a borrowed phone, a lost one; and the keys with which they hand things in."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from lms.account.models import Device, SignInSession
from lms.account.rules.knowing_devices import note_unsent
from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole, Person
from lms.people.rules.granting import grant
from tests.factories.account import PIN, client_of, give_card, give_password, give_pin, is_in, new_phone, scan
from tests.factories.people import make_collaborator, make_officer
from tests.factories.places import unit


@pytest.fixture
def lan(shipped_app: Flask) -> Person:
    """A collaborator with a PIN."""
    person = make_collaborator(unit("08869"))
    give_pin(person)
    return person


@pytest.fixture
def mai(shipped_app: Flask) -> Person:
    """Another one."""
    person = make_collaborator(unit("08869"), "Phùng Thị Mai")
    give_pin(person)
    return person


@pytest.fixture
def phone(shipped_app: Flask) -> FlaskClient:
    """A phone nobody has used yet."""
    return new_phone(shipped_app)


def arrive(phone: FlaskClient, person: Person, kind: str = "own") -> None:
    """Scan a new card of hers and type the PIN."""
    scan(phone, give_card(person)[0], kind)
    phone.post("/pin", data={"pin": PIN})
    assert phone.get("/account/here").json["who"] == person.id


def names(phone: FlaskClient) -> list[str]:
    return [each["name"] for each in phone.get("/account/here").json["people"]]


def pin_of(phone: FlaskClient, person: Person) -> str | None:
    """The word that changes with her PIN, while it is good here."""
    (found,) = (each["pin"] for each in phone.get("/account/here").json["people"] if each["who"] == person.id)
    return found


def key_of(phone: FlaskClient) -> str:
    return str(phone.post("/account/sending-key", json={}).json["key"])


def test_a_new_phone_knows_nobody(phone: FlaskClient) -> None:
    assert phone.get("/account/here").json == {
        "who": None, "name": None, "kind": None, "device": None, "people": []
    }  # fmt: skip
    assert phone.get("/who").headers["Location"] == "/sign-in"


def test_names_stand_there_to_be_tapped_and_the_pin_follows(
    phone: FlaskClient, lan: Person, mai: Person
) -> None:
    arrive(phone, lan)
    arrive(phone, mai)
    assert names(phone) == ["Trần Thị Lan", "Phùng Thị Mai"]
    assert phone.get("/who").text.count("button-row") == 2
    assert phone.post("/who", data={"person": lan.id}).headers["Location"] == "/pin"
    phone.post("/pin", data={"pin": PIN})
    assert phone.get("/account/here").json["name"] == "Trần Thị Lan"
    living = db.session.query(SignInSession).filter(SignInSession.revoked_at.is_(None)).count()
    assert living == 1, "who was signed in before is signed out"


def test_whoever_was_signed_out_finds_her_name_on_the_first_page(phone: FlaskClient, lan: Person) -> None:
    arrive(phone, lan)
    phone.post("/sign-out")
    page = phone.get("/").text
    assert "Ai đang học?" in page
    assert f'value="{lan.id}">{lan.full_name}</button>' in page
    assert phone.post("/who", data={"person": lan.id}).headers["Location"] == "/pin"


def test_the_first_page_of_a_strangers_phone_names_nobody(phone: FlaskClient, lan: Person) -> None:
    page = phone.get("/").text
    assert "Ai đang học?" not in page
    assert lan.full_name not in page


def test_nobody_is_chosen_whom_the_phone_does_not_know(phone: FlaskClient, lan: Person, mai: Person) -> None:
    arrive(phone, lan)
    assert phone.post("/who", data={"person": mai.id}).status_code == 200
    assert phone.post("/pin", data={"pin": PIN}).headers["Location"] == "/sign-in"


def test_who_has_no_pin_is_shown_the_other_ways(phone: FlaskClient, shipped_app: Flask) -> None:
    person = make_collaborator(unit("08869"), "Vi Thị Hoa")
    scan(phone, give_card(person)[0])
    phone.post("/sign-out")
    assert "Tên này chưa có mã PIN." in phone.post("/who", data={"person": person.id}).text


def test_a_borrowed_phone_asks_for_a_pin_before_she_leaves_and_forgets_her(
    phone: FlaskClient, shipped_app: Flask
) -> None:
    person = make_collaborator(unit("08869"), "Vi Thị Hoa")
    scan(phone, give_card(person)[0], "borrowed")
    assert names(phone) == ["Vi Thị Hoa"]
    assert phone.post("/sign-out").headers["Location"] == "/account/leave"
    page = phone.get("/account/leave").text
    assert "Hãy chọn mã PIN trước" in page
    assert f'data-forget="{person.id}"' in page
    assert phone.post("/account/pin", data={"pin": PIN, "again": PIN}).headers["Location"] == "/account/leave"
    assert phone.post("/sign-out").headers["Location"] == "/"
    assert names(phone) == []
    assert not is_in(phone)


def test_she_may_leave_without_a_pin(phone: FlaskClient, shipped_app: Flask) -> None:
    person = make_collaborator(unit("08869"), "Vi Thị Hoa")
    scan(phone, give_card(person)[0], "borrowed")
    assert phone.post("/sign-out", data={"without_pin": "yes"}).headers["Location"] == "/"
    assert not is_in(phone)


def test_a_password_may_borrow_a_phone_too(phone: FlaskClient, lan: Person) -> None:
    phone.get("/sign-in")
    db.session.rollback()
    mai = make_collaborator(unit("08869"), "Phùng Thị Mai")
    give_password(mai, "gạo mới thơm đồng")
    phone.post("/sign-in", data={"login": mai.code, "secret": "gạo mới thơm đồng", "borrowed": "y"})
    assert phone.get("/account/here").json["kind"] == "borrowed"
    assert 'href="/account/leave"' in phone.get("/account").text
    phone.post("/sign-out")
    assert names(phone) == []


def test_a_key_outlives_the_session_and_says_whose_it_is(
    shipped_app: Flask, phone: FlaskClient, lan: Person
) -> None:
    arrive(phone, lan, "borrowed")
    answer = phone.post("/account/sending-key", json={}).json
    assert {**answer, "key": "", "device": ""} == {
        "who": lan.id, "name": "Trần Thị Lan", "key": "", "kind": "borrowed", "device": ""
    }  # fmt: skip
    phone.post("/sign-out")
    person, sender = shipped_app.extensions["find_sender"](answer["key"])
    assert (person.id, sender.person_id, sender.device, sender.revoked) == (
        lan.id, lan.id, answer["device"], False
    )  # fmt: skip
    assert shipped_app.extensions["find_sender"]("made up") is None


def test_a_key_opens_no_page(shipped_app: Flask, phone: FlaskClient, lan: Person) -> None:
    arrive(phone, lan)
    headers = {"Sending-Key": key_of(phone), "Accept": "application/json"}
    stranger = new_phone(shipped_app)
    for address in ("/account", "/account/devices", "/people/me"):
        assert stranger.get(address, headers=headers).status_code == 401
    assert stranger.post("/account/sending-key", headers=headers, json={}).status_code == 401


def test_a_lost_phone_is_revoked_and_its_keys_stay_known(
    shipped_app: Flask, phone: FlaskClient, lan: Person, mai: Person
) -> None:
    arrive(phone, mai)
    of_mai = key_of(phone)
    arrive(phone, lan)
    of_lan = key_of(phone)
    officer = client_of(shipped_app, make_officer(unit("08869")))
    page = officer.get(f"/people/{lan.id}").text
    (action,) = {each.partition('"')[0] for each in page.split('action="') if "/devices/" in each[:40]}
    assert officer.post(action).status_code == 303
    assert not is_in(phone)
    assert names(phone) == ["Phùng Thị Mai"]
    find = shipped_app.extensions["find_sender"]
    assert find(of_lan)[1].revoked
    assert not find(of_mai)[1].revoked
    arrive(phone, lan)
    assert not find(of_lan)[1].revoked, "she came back with the phone in hand"


def test_she_revokes_a_lost_phone_herself_and_nobody_elses(
    shipped_app: Flask, phone: FlaskClient, lan: Person, mai: Person
) -> None:
    arrive(phone, lan)
    desk = client_of(shipped_app, lan)
    page = desk.get("/account/devices").text
    action = page.split('action="/account/devices/')[2].partition('"')[0]
    assert client_of(shipped_app, mai).post(f"/account/devices/{action}").status_code == 404
    assert action.endswith("/revoke")
    desk.post(f"/account/devices/{action}")
    assert not is_in(phone)
    assert is_in(desk)


def test_a_phone_says_how_much_it_has_not_sent(phone: FlaskClient, lan: Person) -> None:
    with time_machine.travel("2026-11-23T08:00:00+07:00"):
        arrive(phone, lan)
        uuid = phone.get("/account/here").json["device"]
        note_unsent(uuid, 3)
        db.session.commit()
        assert "Còn 3 câu chưa gửi" in phone.get("/account/devices").text
        note_unsent(uuid, 3)
        assert not db.session.dirty
    ends = db.session.query(SignInSession.expires_at).filter(SignInSession.revoked_at.is_(None)).scalar()
    with time_machine.travel("2026-12-23T08:00:00+07:00"):
        note_unsent(uuid, 0)
        db.session.commit()
        assert db.session.query(Device.unsent).scalar() == 0
    renewed = db.session.query(SignInSession.expires_at).filter(SignInSession.revoked_at.is_(None)).scalar()
    assert round((renewed - ends) / timedelta(days=1)) == 30


@pytest.mark.parametrize(("number", "kept"), [(-5, 0), (10**9, 99_999)])
def test_a_number_nobody_can_owe_is_not_believed(
    phone: FlaskClient, lan: Person, number: int, kept: int
) -> None:
    arrive(phone, lan)
    note_unsent(phone.get("/account/here").json["device"], 1)
    note_unsent(db.session.query(Device.uuid).scalar(), number)
    assert db.session.query(Device.unsent).scalar() == kept


def test_a_device_cookie_made_up_by_a_browser_is_replaced(phone: FlaskClient, lan: Person) -> None:
    phone.set_cookie("lop520_device", "made-up")
    arrive(phone, lan)
    cookie = phone.get_cookie("lop520_device")
    assert cookie
    assert cookie.value != "made-up"
    assert cookie.http_only


def test_whoever_left_without_a_network_is_signed_out_later_and_nobody_else(
    phone: FlaskClient, lan: Person, mai: Person
) -> None:
    arrive(phone, lan)
    assert phone.post("/account/leave", json={"who": mai.id}).json == {"left": mai.id}
    assert is_in(phone)
    assert phone.post("/account/leave", json={"who": lan.id}).json == {"left": lan.id}
    assert not is_in(phone)
    assert names(phone) == ["Trần Thị Lan"], "it is her own phone"
    assert phone.post("/account/leave", json={"who": lan.id}).json == {"left": lan.id}
    for odd in (None, [], {"who": None}, {"who": "all"}):
        assert phone.post("/account/leave", json=odd).status_code == 200


def test_a_borrowed_phone_forgets_whoever_left_without_a_network(phone: FlaskClient, lan: Person) -> None:
    arrive(phone, lan, "borrowed")
    phone.post("/account/leave", json={"who": lan.id})
    assert names(phone) == []


def test_the_phone_hears_that_it_was_the_right_pin_and_until_when_it_is(
    phone: FlaskClient, lan: Person
) -> None:
    scan(phone, give_card(lan)[0])
    phone.post("/pin", data={"pin": "1470", "mark": "first"})
    assert phone.get("/account/here").json["people"] == []
    phone.post("/pin", data={"pin": PIN, "mark": "second"})
    here = phone.get("/account/here").json
    assert here["mark"] == "second"
    before = pin_of(phone, lan)
    assert before
    phone.post("/account/pin", data={"present": PIN, "pin": "1470", "again": "1470", "mark": "third"})
    assert phone.get("/account/here").json["mark"] == "third"
    assert pin_of(phone, lan) not in (None, before)
    grant(lan, AccessRole.OFFICER, unit("08869"), clock.today())
    db.session.commit()
    assert pin_of(phone, lan) is None, "who has access to others' records needs her password"


def test_a_pin_taken_away_or_locked_is_good_on_no_phone(
    shipped_app: Flask, phone: FlaskClient, lan: Person
) -> None:
    token, _code = give_card(lan)
    scan(phone, token)
    phone.post("/pin", data={"pin": PIN})
    thief = new_phone(shipped_app)
    scan(thief, token)
    for _ in range(5):
        assert pin_of(phone, lan)
        thief.post("/pin", data={"pin": "1470"})
    assert pin_of(phone, lan) is None
    officer = client_of(shipped_app, make_officer(unit("08869")))
    officer.post(f"/people/{lan.id}/pin/reset")
    assert pin_of(phone, lan) is None
    give_pin(lan)
    assert pin_of(phone, lan)

"""A lost card is voided with one tap and refused at once, by every process of the product."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.account.models import Device, DeviceUser
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.people.models import Person
from tests.conftest import make_app
from tests.factories.account import PIN, client_of, give_card, give_pin, is_in, new_phone, scan
from tests.factories.people import make_collaborator, make_officer
from tests.factories.places import unit


@pytest.fixture
def lan(both_shipped_app: Flask) -> Person:
    """A collaborator of Xã Tam Dương."""
    return make_collaborator(unit("08869"))


@pytest.fixture
def officer(both_shipped_app: Flask, lan: Person) -> FlaskClient:
    """Her officer, signed in."""
    return client_of(both_shipped_app, make_officer(unit("08869")))


def test_with_its_next_request_another_process_refuses_it_and_ends_its_sign_ins(
    both_shipped_app: Flask, officer: FlaskClient, lan: Person, tmp_path: Path
) -> None:
    token, _code = give_card(lan)
    other_process = make_app(both_shipped_app.config["SQLALCHEMY_DATABASE_URI"], tmp_path)
    finder = new_phone(other_process)
    scan(finder, token)
    assert is_in(finder)
    assert officer.post(f"/people/{lan.id}/card/void").status_code == 303
    assert not is_in(finder)
    assert "Thẻ này không còn dùng được." in scan(finder, token).text
    with other_process.app_context():
        db.engine.dispose()


def test_the_pin_does_not_open_what_came_by_a_void_card(
    both_shipped_app: Flask, officer: FlaskClient, lan: Person
) -> None:
    token, _code = give_card(lan)
    phone = new_phone(both_shipped_app)
    scan(phone, token)
    give_pin(lan)
    phone.post("/sign-out")
    phone.post("/who", data={"person": lan.id})
    officer.post(f"/people/{lan.id}/card/void")
    assert "Thẻ này không còn dùng được." in phone.post("/pin", data={"pin": PIN}).text
    assert phone.get("/who").headers["Location"] == "/sign-in"
    assert not is_in(phone)


def test_a_card_voided_between_scanning_and_the_pin_opens_nothing(
    both_shipped_app: Flask, officer: FlaskClient, lan: Person
) -> None:
    token, _code = give_card(lan)
    give_pin(lan)
    phone = new_phone(both_shipped_app)
    scan(phone, token)
    officer.post(f"/people/{lan.id}/card/void")
    assert "Thẻ này không còn dùng được." in phone.post("/pin", data={"pin": PIN}).text
    assert not is_in(phone)


def test_voiding_is_one_tap_on_the_page_of_the_person_and_on_record(
    officer: FlaskClient, lan: Person
) -> None:
    give_card(lan)
    action = f"/people/{lan.id}/card/void"
    assert f'action="{action}"' in officer.get(f"/people/{lan.id}").text
    officer.post(action)
    assert "Chưa có thẻ." in officer.get(f"/people/{lan.id}").text
    (noted,) = db.session.query(AuditEntry).filter_by(action="card:voided")
    assert noted.facts == {"person": lan.id}


def test_voiding_twice_is_told(officer: FlaskClient, lan: Person) -> None:
    give_card(lan)
    officer.post(f"/people/{lan.id}/card/void")
    officer.post(f"/people/{lan.id}/card/void")
    assert "Không còn thẻ nào để hủy" in officer.get(f"/people/{lan.id}").text


def test_what_the_phone_has_not_sent_is_still_taken(
    both_shipped_app: Flask, officer: FlaskClient, lan: Person
) -> None:
    token, _code = give_card(lan)
    phone = new_phone(both_shipped_app)
    scan(phone, token)
    key = phone.post("/account/sending-key", json={}).json["key"]
    officer.post(f"/people/{lan.id}/card/void")
    find = both_shipped_app.extensions["find_sender"]
    person, sender = find(key)
    assert (person.id, sender.revoked) == (lan.id, False)
    assert db.session.query(DeviceUser).one().forgotten_at
    assert db.session.query(Device).one().uuid == sender.device


def test_the_officer_sees_beside_the_void_card_which_phones_it_opened_and_revokes_the_one_that_is_not_hers(
    both_shipped_app: Flask, officer: FlaskClient, lan: Person
) -> None:
    token, _code = give_card(lan)
    own, finder = new_phone(both_shipped_app), new_phone(both_shipped_app)
    give_pin(lan)
    keys = []
    for phone in (own, finder):
        scan(phone, token)
        phone.post("/pin", data={"pin": PIN})
        keys.append(phone.post("/account/sending-key", json={}).json["key"])
    answer = officer.post(f"/people/{lan.id}/card/void")
    assert answer.headers["Location"] == f"/people/{lan.id}#signing-in"
    page = officer.get(f"/people/{lan.id}").text
    assert "Thẻ đã mở 2 máy: xem bên dưới." in page
    listed = page.partition("Máy mà thẻ đã hủy từng mở")[2]
    assert listed.count("thẻ bị hủy lúc") == 2
    latest = listed.split('action="')[1].partition('"')[0]
    officer.post(latest)
    find = both_shipped_app.extensions["find_sender"]
    assert [find(key)[1].revoked for key in keys] == [False, True], "her own phone goes on sending"
    assert officer.get(f"/people/{lan.id}").text.count("thẻ bị hủy lúc") == 1

    new_token, _code = give_card(lan)
    scan(own, new_token)
    own.post("/pin", data={"pin": PIN})
    assert "Máy mà thẻ đã hủy từng mở" not in officer.get(f"/people/{lan.id}").text


def test_whoever_shows_a_new_card_is_told_of_the_phones_that_the_old_one_opened(
    both_shipped_app: Flask, officer: FlaskClient, lan: Person
) -> None:
    told = "Thẻ trước, nay đã hủy, từng mở máy khác."
    assert told not in officer.post(f"/people/{lan.id}/card").text
    scan(new_phone(both_shipped_app), give_card(lan)[0])
    assert told in officer.post(f"/people/{lan.id}/card").text

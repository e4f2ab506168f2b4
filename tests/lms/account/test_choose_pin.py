"""The PIN: chosen twice, hard to guess, locked after five wrong ones, taken away face to face."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from lms.account.models import Account
from lms.account.rules.keeping_pins import TRIES, UnfitPin, check_pin
from lms.base.audit import AuditEntry, AuditPersonal
from lms.base.database import db
from lms.people.models import Person
from tests.factories.account import PIN, client_of, give_card, give_pin, is_in, new_phone, scan
from tests.factories.people import make_collaborator, make_officer
from tests.factories.places import unit


@pytest.fixture
def lan(shipped_app: Flask) -> Person:
    """A collaborator of Xã Tam Dương, born on 20 May 1970, whose phone ends in 0556."""
    return make_collaborator(unit("08869"))


@pytest.fixture
def officer(shipped_app: Flask, lan: Person) -> FlaskClient:
    """Her officer, signed in."""
    return client_of(shipped_app, make_officer(unit("08869")))


@pytest.fixture
def token(lan: Person) -> str:
    """The token of her card."""
    return give_card(lan)[0]


@pytest.fixture
def phone(shipped_app: Flask, token: str) -> FlaskClient:
    """Her phone, signed in by her card."""
    phone = new_phone(shipped_app)
    scan(phone, token)
    return phone


def choose(phone: FlaskClient, pin: str, again: str | None = None, **more: str) -> str:
    return phone.post(
        "/account/pin", data={"pin": pin, "again": again or pin, **more}, follow_redirects=True
    ).text


def test_she_chooses_it_twice_and_is_asked_for_it_from_then_on(
    shipped_app: Flask, phone: FlaskClient, token: str
) -> None:
    assert "Hai lần gõ mã PIN không giống nhau." in choose(phone, PIN, "2581")
    assert "Đã lưu mã PIN." in choose(phone, PIN)
    phone.post("/sign-out")
    assert scan(phone, token).headers["Location"] == "/pin"


@pytest.mark.parametrize(
    ("pin", "sentence"),
    [
        ("0000", "dễ đoán quá"),
        ("1234", "dễ đoán quá"),
        ("9876", "dễ đoán quá"),
        ("1212", "dễ đoán quá"),
        ("1970", "năm sinh"),
        ("2005", "ngày sinh"),
        ("0556", "số cuối điện thoại"),
        ("258", "đúng bốn chữ số"),
        ("٢٥٨٠", "đúng bốn chữ số"),
        ("abcd", "đúng bốn chữ số"),
    ],
)
def test_what_others_would_guess_is_refused_in_a_sentence(
    phone: FlaskClient, pin: str, sentence: str
) -> None:
    assert sentence in choose(phone, pin)


def test_another_pin_asks_for_the_one_before(phone: FlaskClient) -> None:
    choose(phone, PIN)
    assert "Mã PIN hiện nay chưa đúng." in choose(phone, "7391", present="1357")
    assert "Đã lưu mã PIN." in choose(phone, "7391", present=PIN)


def test_new_digits_that_are_refused_are_no_wrong_pin(phone: FlaskClient) -> None:
    choose(phone, PIN)
    for easy in ("0000", "1234", "9876", "1212", "1970", "2005"):
        page = choose(phone, easy, present=PIN)
        assert 'id="pin-error"' in page
        assert 'id="present-error"' not in page
    assert "Đã lưu mã PIN." in choose(phone, "7391", present=PIN)


def test_five_wrong_ones_lock_it_and_name_the_officer(
    shipped_app: Flask, officer: FlaskClient, lan: Person, token: str
) -> None:
    give_pin(lan)
    finder = new_phone(shipped_app)
    scan(finder, token)
    said = [finder.post("/pin", data={"pin": "7777"}).text for _ in range(TRIES)]
    assert "Còn được gõ 4 lần nữa." in said[0]
    assert "mã PIN đã bị khóa" in said[-1]
    assert "viên chức dân số Lê Thị Mai (điện thoại 0900000557)" in said[-1]
    assert "mã PIN đã bị khóa" in finder.post("/pin", data={"pin": PIN}).text
    assert not is_in(finder)


def test_the_officer_takes_it_away_and_the_card_opens_once_more_on_any_phone(
    shipped_app: Flask, officer: FlaskClient, phone: FlaskClient, lan: Person, token: str
) -> None:
    give_pin(lan)
    at_the_station = new_phone(shipped_app)
    scan(at_the_station, token)
    for _ in range(TRIES):
        at_the_station.post("/pin", data={"pin": "7777"})
    assert officer.post(f"/people/{lan.id}/pin/reset").status_code == 303
    scan(at_the_station, token)
    assert is_in(at_the_station)
    assert "Đã lưu mã PIN." in choose(at_the_station, "7391")


def test_taking_it_away_and_scanning_the_card_at_the_same_moment_wait_for_each_other(
    both_shipped_app: Flask,
) -> None:
    lan = make_collaborator(unit("08869"))
    token, _ = give_card(lan)
    give_pin(lan)
    person_id, mai = lan.id, make_officer(unit("08869"))
    phones = [new_phone(both_shipped_app) for _ in range(2)]
    officers = [client_of(both_shipped_app, mai) for _ in range(3)]
    db.session.rollback()

    def scan_often(phone: FlaskClient) -> set[int]:
        return {scan(phone, token).status_code for _ in range(4)}

    def reset_often(officer: FlaskClient) -> set[int]:
        return {officer.post(f"/people/{person_id}/pin/reset").status_code for _ in range(4)}

    with ThreadPoolExecutor(5) as pool:
        scans, resets = pool.map(scan_often, phones), pool.map(reset_often, officers)
        assert set().union(*scans) <= {200, 303}
        assert set().union(*resets) == {303}


def test_a_right_one_begins_the_count_anew(shipped_app: Flask, lan: Person, token: str) -> None:
    give_pin(lan)
    phone = new_phone(shipped_app)
    for _ in range(3):
        scan(phone, token)
        for _ in range(2):
            phone.post("/pin", data={"pin": "7777"})
        phone.post("/pin", data={"pin": PIN})
        assert is_in(phone)
        phone.post("/sign-out")
    assert db.session.get_one(Account, lan.id).pin_tries == 0


def test_a_pin_alone_opens_nothing(shipped_app: Flask, lan: Person) -> None:
    give_pin(lan)
    stranger = new_phone(shipped_app)
    assert stranger.post("/pin", data={"pin": PIN}).headers["Location"] == "/sign-in"
    stranger.post("/sign-in", data={"login": lan.code, "secret": PIN})
    assert not is_in(stranger)


def test_whoever_has_access_to_others_keeps_her_password(officer: FlaskClient) -> None:
    assert "Hãy đăng nhập bằng mật khẩu." in choose(officer, PIN)
    assert "Chọn mã PIN" not in officer.get("/account").text


def test_no_pin_stands_in_the_audit_or_the_log(
    shipped_app: Flask, phone: FlaskClient, lan: Person, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        choose(phone, PIN)
        phone.post("/sign-out")
        scan(phone, token)
        phone.post("/pin", data={"pin": PIN})
    noted = [(row.action, row.facts) for row in db.session.query(AuditEntry)]
    assert ("account:pin_set", {}) in noted
    assert PIN not in f"{noted} {[row.facts for row in db.session.query(AuditPersonal)]} {caplog.text}"


@given(st.text(max_size=6))
def test_whatever_is_typed_is_taken_or_refused(typed: str) -> None:
    person = Person(full_name="Trần Thị Lan", code="TD-C001")
    try:
        check_pin(typed, person)
    except UnfitPin:
        return
    assert len(typed) == 4
    assert typed.isascii()
    assert typed.isdigit()
    assert len(set(typed)) > 1

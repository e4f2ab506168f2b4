"""Signing in by a card: the first phone, the next one, and every card that opens nothing."""

from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from lms.account.models import Card
from lms.account.queries import devices_of
from lms.account.rules.throttling import ONE_LOGIN_FROM_ONE_NETWORK
from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole, EndReason, Person, Posting
from lms.people.rules.granting import grant
from lms.people.rules.leaving import leave
from lms.people.rules.merging import merge
from lms.people.rules.posting import end
from tests.factories.account import PIN, give_card, give_pin, is_in, new_phone, scan
from tests.factories.people import make_collaborator, make_officer, make_person
from tests.factories.places import unit

TOKEN, CODE = 0, 1


@pytest.fixture
def lan(shipped_app: Flask) -> Person:
    """A collaborator of Xã Tam Dương, whose officer is Mai."""
    make_officer(unit("08869"))
    return make_collaborator(unit("08869"))


@pytest.fixture
def card(lan: Person) -> tuple[str, str]:
    """Her card."""
    return give_card(lan)


@pytest.fixture
def phone(shipped_app: Flask, card: tuple[str, str]) -> FlaskClient:
    """A phone nobody has used yet."""
    return new_phone(shipped_app)


def posting_of(person: Person) -> Posting:
    return db.session.query(Posting).filter_by(person_id=person.id).one()


def test_the_first_phone_opens_at_once(phone: FlaskClient, card: tuple[str, str]) -> None:
    answer = scan(phone, card[TOKEN])
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "Trần Thị Lan" in phone.get("/account").text


def test_it_opens_again_where_it_was_used_first(phone: FlaskClient, card: tuple[str, str]) -> None:
    scan(phone, card[TOKEN])
    phone.post("/sign-out")
    assert not is_in(phone)
    scan(phone, card[TOKEN])
    assert is_in(phone)


def test_without_a_pin_another_phone_is_refused_and_the_officer_named(
    shipped_app: Flask, phone: FlaskClient, card: tuple[str, str]
) -> None:
    scan(phone, card[TOKEN])
    other = new_phone(shipped_app)
    page = scan(other, card[TOKEN]).text
    assert "đã dùng lần đầu trên máy khác" in page
    assert "viên chức dân số Lê Thị Mai (điện thoại 0900000557)" in page
    assert not is_in(other)


def test_with_a_pin_it_opens_on_any_phone(
    shipped_app: Flask, phone: FlaskClient, lan: Person, card: tuple[str, str]
) -> None:
    scan(phone, card[TOKEN])
    give_pin(lan)
    other = new_phone(shipped_app)
    assert scan(other, card[TOKEN]).headers["Location"] == "/pin"
    assert not is_in(other)
    assert other.post("/pin", data={"pin": PIN}).status_code == 303
    assert is_in(other)


def test_the_printed_code_does_the_same_in_any_spelling(phone: FlaskClient, card: tuple[str, str]) -> None:
    code = card[CODE].lower()
    assert phone.post("/code", data={"code": f" {code[:5]}-{code[5:]} ", "kind": "own"}).status_code == 303
    assert is_in(phone)


@pytest.mark.parametrize("typed", ["AAAAA-AAAAA", "short", "Nguyễn Thị Lan", "K7QM3-XPA9C" * 9])
def test_a_code_nobody_has_is_answered_with_a_next_step(phone: FlaskClient, typed: str) -> None:
    page = phone.post("/code", data={"code": typed, "kind": "own"}).text
    assert "Không nhận ra thẻ này." in page
    assert "viên chức dân số xã" in page


def test_a_forged_token_opens_nothing(phone: FlaskClient) -> None:
    page = scan(phone, "A" * 22).text
    assert "Không nhận ra thẻ này." in page
    assert 'href="/code"' in page
    assert not is_in(phone)


def test_whose_the_phone_is_must_be_said(phone: FlaskClient, card: tuple[str, str]) -> None:
    assert scan(phone, card[TOKEN], kind="stolen").status_code == 200
    assert not is_in(phone)


def test_the_card_of_a_merged_record_is_void(phone: FlaskClient, lan: Person, card: tuple[str, str]) -> None:
    merge(make_person("Trần Thị Lan", code="TD-C900"), lan, by=None)
    db.session.commit()
    assert "đã được gộp vào hồ sơ khác" in scan(phone, card[TOKEN]).text


def test_the_card_of_an_ended_post_opens_nothing(
    phone: FlaskClient, lan: Person, card: tuple[str, str]
) -> None:
    end(posting_of(lan), date(2026, 1, 1), EndReason.RETIRED)
    db.session.commit()
    page = scan(phone, card[TOKEN]).text
    assert "Vị trí công tác gắn với thẻ này đã kết thúc" in page
    assert not is_in(phone)


def test_who_is_on_leave_learns_on(phone: FlaskClient, lan: Person, card: tuple[str, str]) -> None:
    leave(posting_of(lan), date(2026, 1, 1), EndReason.ILLNESS, date(2027, 6, 1), by=None)
    db.session.commit()
    scan(phone, card[TOKEN])
    assert is_in(phone)


def test_access_to_others_records_takes_a_password(
    phone: FlaskClient, lan: Person, card: tuple[str, str]
) -> None:
    scan(phone, card[TOKEN])
    assert is_in(phone)
    grant(lan, AccessRole.OFFICER, unit("08869"), clock.today())
    db.session.commit()
    assert not is_in(phone), "a session that a card opened ends with the first grant"
    assert "Hãy đăng nhập bằng mật khẩu." in scan(phone, card[TOKEN]).text


def test_whoever_guesses_one_code_waits(phone: FlaskClient) -> None:
    answers = [
        phone.post("/code", data={"code": "AAAAA-AAAAA", "kind": "own"}).status_code
        for _ in range(ONE_LOGIN_FROM_ONE_NETWORK.tries + 1)
    ]
    assert answers[-2:] == [200, 429]


def test_mistyped_codes_of_others_hold_nobody_up(phone: FlaskClient) -> None:
    for number in range(ONE_LOGIN_FROM_ONE_NETWORK.tries + 1):
        answer = phone.post("/code", data={"code": f"0O1I{number}-ABCDE", "kind": "own"})
        assert answer.status_code == 200


def test_without_cookies_she_is_asked_to_sign_in(
    shipped_app: Flask, phone: FlaskClient, card: tuple[str, str]
) -> None:
    deaf = shipped_app.test_client(use_cookies=False)
    assert scan(deaf, card[TOKEN]).status_code == 303
    assert "Đăng nhập" in deaf.get("/").text


def test_no_token_stands_in_the_database(card: tuple[str, str]) -> None:
    kept = db.session.query(Card).one()
    assert not {*card} & {kept.token_hash, kept.code_hash}


def test_the_page_asks_for_the_card_where_no_script_reads_it(phone: FlaskClient) -> None:
    page = phone.get("/c").text
    assert "soi vào mã vuông trên thẻ" in page
    assert 'href="/code"' in page


def test_her_own_phone_stays_signed_in_while_it_is_used(
    phone: FlaskClient, lan: Person, card: tuple[str, str]
) -> None:
    with time_machine.travel("2026-11-23T08:00:00+07:00"):
        scan(phone, card[TOKEN])
        (user,) = devices_of(lan.id)
        assert user.kind == "own"
    with time_machine.travel("2027-01-10T08:00:00+07:00"):
        told = phone.get("/account").headers.getlist("Set-Cookie")
        assert {each.partition("=")[0] for each in told} == {"session", "lop520_device"}
    with time_machine.travel("2027-12-20T08:00:00+07:00"):
        assert is_in(phone)


def test_a_borrowed_phone_forgets_her_after_half_a_day(phone: FlaskClient, card: tuple[str, str]) -> None:
    with time_machine.travel("2026-11-23T08:00:00+07:00"):
        scan(phone, card[TOKEN], kind="borrowed")
        assert is_in(phone)
    with time_machine.travel("2026-11-23T20:00:01+07:00"):
        assert not is_in(phone)
        assert phone.get("/account/here").json["people"] == []


def test_a_browser_that_keeps_no_cookies_is_told_so(shipped_app: Flask, card: tuple[str, str]) -> None:
    deaf = shipped_app.test_client(use_cookies=False)
    token = deaf.get("/c").text.split('name="csrf_token" value="')[1].split('"')[0]
    page = deaf.post("/c", data={"csrf_token": token, "token": card[TOKEN], "kind": "own"})
    assert page.status_code == 400
    assert "trình duyệt đang chặn cookie" in page.text

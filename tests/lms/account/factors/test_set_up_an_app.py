"""Setting up an app: because one must, or likes to; changing the phone; printing codes; taking it out."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.account.factors.models import AppFactor
from lms.account.factors.queries import factors_of
from lms.base.database import db
from lms.people.models import AccessRole, Person
from lms.people.rules.granting import grant
from tests.factories.account import PASSWORD, client_of, give_password, is_in, new_phone
from tests.factories.factors import app_that_reads, give_app, staff_asked_twice
from tests.factories.people import make_officer, make_person
from tests.factories.places import unit

FIRST = "/sign-in/second-factor"
ADD = "/account/second-factor/app"


@pytest.fixture
def head(shipped_app: Flask) -> Person:
    """A head with a password and nothing else."""
    person = make_person("Nguyễn Thị Hoa", code="TD-LD1")
    grant(person, AccessRole.HEAD, unit("08869"), date(2025, 7, 1))
    give_password(person, PASSWORD)
    return person


@pytest.fixture
def lan(app: Flask) -> Person:
    """A collaborator, who need not."""
    person = make_person("Trần Thị Lan", code="TD-C001")
    give_password(person, PASSWORD)
    return person


@pytest.fixture
def phone(app: Flask, lan: Person) -> FlaskClient:
    """Her phone, signed in."""
    return client_of(app, lan)


def type_password(client: FlaskClient, code: str = "TD-LD1") -> str | None:
    return client.post("/sign-in?next=/account", data={"login": code, "secret": PASSWORD}).location


def codes_on(page: str) -> list[str]:
    return re.findall(r"<li>([A-Z0-9]{5}-[A-Z0-9]{5})</li>", page)


def test_a_head_sets_her_app_up_before_she_is_signed_in(shipped_app: Flask, head: Person) -> None:
    with staff_asked_twice():
        desk = new_phone(shipped_app)
        assert type_password(desk) == FIRST
        assert not is_in(desk)
        page = desk.get(FIRST)
        assert "Google Authenticator" in page.text
        app = app_that_reads(page)
        sheet = desk.post(FIRST, data={"code": app.shows()})
        assert len(set(codes_on(sheet.text))) == 10
        assert is_in(desk)
        other = new_phone(shipped_app)
        assert type_password(other) == "/sign-in/second-step"
        other.post("/sign-in/second-step?printed=1", data={"code": codes_on(sheet.text)[3]})
        assert is_in(other)


def test_wrong_digits_set_nothing_up_and_keep_the_key(shipped_app: Flask, head: Person) -> None:
    with staff_asked_twice():
        desk = new_phone(shipped_app)
        type_password(desk)
        app = app_that_reads(desk.get(FIRST))
        again = desk.post(FIRST, data={"code": app.shows(600)})
        assert "không khớp với mã vừa cài" in again.text
        assert app_that_reads(again).shows() == app.shows()
        assert not is_in(desk)


def test_a_session_opened_before_it_was_asked_for_counts_no_longer(shipped_app: Flask, head: Person) -> None:
    officer = make_officer(unit("08869"))
    desk, of_officer = client_of(shipped_app, head), client_of(shipped_app, officer)
    assert is_in(desk)
    with staff_asked_twice():
        assert not is_in(desk)
        assert is_in(of_officer)


def test_whoever_is_made_a_head_proves_it_twice_from_then_on(shipped_app: Flask) -> None:
    person = make_person("Nguyễn Thị Hoa", code="TD-LD1")
    give_password(person, PASSWORD)
    with staff_asked_twice():
        desk = new_phone(shipped_app)
        assert type_password(desk) == "/account"
        assert is_in(desk)
        grant(db.session.merge(person), AccessRole.HEAD, unit("08869"), date(2025, 7, 1))
        db.session.commit()
        assert not is_in(desk)
        assert type_password(desk) == FIRST


def test_anybody_may_set_one_up_and_take_it_out(phone: FlaskClient, lan: Person, app: Flask) -> None:
    assert "không có" in phone.get("/account/second-factor").text
    reads = app_that_reads(phone.get(ADD))
    assert len(codes_on(phone.post(ADD, data={"code": reads.shows()}).text)) == 10
    assert type_password(new_phone(app), "TD-C001") == "/sign-in/second-step"
    phone.post("/account/second-factor/app/remove")
    assert type_password(new_phone(app), "TD-C001") == "/account"
    assert factors_of(lan.id).spare_codes == 0


def test_a_new_phone_takes_the_place_of_the_old_one(phone: FlaskClient, lan: Person, app: Flask) -> None:
    old = give_app(lan)
    new = app_that_reads(phone.get(ADD))
    assert phone.post(ADD, data={"code": new.shows()}).location == "/account/second-factor"
    desk = new_phone(app)
    type_password(desk, "TD-C001")
    desk.post("/sign-in/second-step", data={"code": old.shows(30)})
    assert not is_in(desk)
    desk.post("/sign-in/second-step", data={"code": new.shows(30)})
    assert is_in(desk)


def test_new_printed_codes_end_those_before_them(phone: FlaskClient, lan: Person) -> None:
    assert phone.post("/account/second-factor/codes").location == "/account/second-factor"
    give_app(lan)
    first = codes_on(phone.post("/account/second-factor/codes").text)
    second = codes_on(phone.post("/account/second-factor/codes").text)
    assert len(first) == len(second) == 10
    assert not set(first) & set(second)
    assert factors_of(lan.id).spare_codes == 10


def test_whoever_must_have_one_cannot_take_it_out(shipped_app: Flask, head: Person) -> None:
    with staff_asked_twice():
        desk = new_phone(shipped_app)
        type_password(desk)
        reads = app_that_reads(desk.get(FIRST))
        desk.post(FIRST, data={"code": reads.shows()})
        assert "Gỡ ứng dụng" not in desk.get("/account/second-factor").text
        desk.post("/account/second-factor/app/remove")
        assert db.session.get(AppFactor, head.id)


def test_the_database_does_not_tell_the_key(phone: FlaskClient, lan: Person) -> None:
    page = phone.get(ADD)
    key = re.findall(r'class="key-text">([A-Z2-7 ]+)<', page.text)[0].replace(" ", "")
    with phone.session_transaction() as cookie:
        assert key not in str(dict(cookie))
    phone.post(ADD, data={"code": app_that_reads(page).shows()})
    row = db.session.get(AppFactor, lan.id)
    assert row
    assert key not in row.sealed_key


def test_setting_one_up_asks_for_the_password_of_whoever_signed_in_long_ago(
    phone: FlaskClient,
) -> None:
    with phone.session_transaction() as cookie:
        cookie["fresh"] = 0
    assert phone.get(ADD).location == f"/account/confirm?next={ADD}"
    for act in ("/account/second-factor/app/remove", "/account/second-factor/codes"):
        assert phone.post(act).location == "/account/confirm?next=/"

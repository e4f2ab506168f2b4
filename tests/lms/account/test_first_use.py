"""The printed code: typed once, it lets somebody choose a password."""

import re

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from lms.account.models import Account
from lms.account.rules.one_time_codes import LETTERS, as_printed, issue
from lms.base.database import db
from lms.people.models import Person
from tests.factories.account import give_password, sign_in, type_in
from tests.factories.people import make_person

PASSWORD = "gạo mới thơm đồng"


@pytest.fixture
def lan(app: Flask) -> Person:
    """A collaborator who has just been listed."""
    person = make_person("Trần Thị Lan", code="TD-C001", phone="0912345678")
    db.session.commit()
    return person


def code_for(person: Person) -> str:
    """A slip for her."""
    person_id = person.id
    code = issue([person_id], by=None)[person_id]
    db.session.commit()
    return code


def test_a_code_is_easy_to_read_and_type(lan: Person) -> None:
    code = code_for(lan)
    assert re.fullmatch(rf"[{LETTERS}]{{4}}-[{LETTERS}]{{4}}", code)
    assert not set("0O1IL2Z5S8BU") & set(LETTERS)
    assert as_printed(f" {code.lower().replace('-', ' ')} ") == code.replace("-", "")
    assert as_printed("mật khẩu") is None


def test_the_code_leads_to_a_password_and_in(client: FlaskClient, lan: Person) -> None:
    code = code_for(lan).lower()
    answer = type_in(client, "/sign-in?next=/account", login="0912 345 678", secret=code)
    assert answer.headers["Location"] == "/sign-in/first-use?next=/account"
    assert "Trần Thị Lan" in client.get("/sign-in/first-use").text
    assert client.get("/account").status_code == 302
    answer = type_in(client, "/sign-in/first-use?next=/account", password=PASSWORD, again=PASSWORD)
    assert answer.headers["Location"] == "/account"
    assert "Đã đặt mật khẩu." in client.get("/account").text


def test_a_code_works_once(app: Flask, client: FlaskClient, lan: Person) -> None:
    code = code_for(lan)
    type_in(client, "/sign-in", login="TD-C001", secret=code)
    slow = app.test_client()
    type_in(slow, "/sign-in", login="TD-C001", secret=code)
    type_in(client, "/sign-in/first-use", password=PASSWORD, again=PASSWORD)
    answer = type_in(slow, "/sign-in/first-use", password="another password", again="another password")
    assert answer.headers["Location"].startswith("/sign-in")
    assert "Mã này đã dùng rồi" in slow.get("/sign-in").text
    later = app.test_client()
    assert "không khớp nhau" in type_in(later, "/sign-in", login="TD-C001", secret=code).text
    assert type_in(later, "/sign-in", login="TD-C001", secret=PASSWORD).status_code == 303


def test_a_code_expires_after_thirty_days(client: FlaskClient, lan: Person) -> None:
    with time_machine.travel("2026-10-01T08:00:00+07:00"):
        code = code_for(lan)
    with time_machine.travel("2026-10-31T07:59:00+07:00"):
        assert type_in(client, "/sign-in", login="TD-C001", secret=code).status_code == 302
    with time_machine.travel("2026-10-31T08:00:00+07:00"):
        assert "không khớp nhau" in type_in(client, "/sign-in", login="TD-C001", secret=code).text


def test_a_new_slip_replaces_the_old_one(client: FlaskClient, lan: Person) -> None:
    old, new = code_for(lan), code_for(lan)
    assert "không khớp nhau" in type_in(client, "/sign-in", login="TD-C001", secret=old).text
    assert type_in(client, "/sign-in", login="TD-C001", secret=new).status_code == 302


def test_a_slip_helps_who_forgot_and_signs_out_whoever_was_in(
    app: Flask, client: FlaskClient, lan: Person
) -> None:
    give_password(lan, "forgotten long ago")
    thief = app.test_client()
    sign_in(thief, lan)
    code = code_for(lan)
    assert thief.get("/account").status_code == 200
    type_in(client, "/sign-in", login="TD-C001", secret=code)
    type_in(client, "/sign-in/first-use", password=PASSWORD, again=PASSWORD)
    assert client.get("/account").status_code == 200
    assert thief.get("/account").status_code == 302


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("bảy chữ", "Mật khẩu cần ít nhất 8 ký tự; vừa gõ 7 ký tự."),
        ("x" * 129, "Mật khẩu dài nhất 128 ký tự."),
        ("0912345678", "Mật khẩu này người khác dễ đoán ra."),
        ("Trần Thị Lan", "Mật khẩu này người khác dễ đoán ra."),
        ("tranthilan", "Mật khẩu này người khác dễ đoán ra."),
        ("aaaaaaaaa", "Mật khẩu này người khác dễ đoán ra."),
    ],
)
def test_an_unfit_password_is_refused_beside_its_field(
    client: FlaskClient, lan: Person, password: str, sentence: str
) -> None:
    type_in(client, "/sign-in", login="TD-C001", secret=code_for(lan))
    page = type_in(client, "/sign-in/first-use", password=password, again=password).text
    assert sentence in page
    db.session.rollback()
    account = db.session.get_one(Account, lan.id)
    assert account.password_hash is None


def test_two_different_passwords_are_refused(client: FlaskClient, lan: Person) -> None:
    type_in(client, "/sign-in", login="TD-C001", secret=code_for(lan))
    page = type_in(client, "/sign-in/first-use", password=PASSWORD, again="something else").text
    assert "Hai lần gõ mật khẩu không giống nhau." in page


def test_without_a_code_there_is_nothing_to_choose(client: FlaskClient) -> None:
    assert client.get("/sign-in/first-use").headers["Location"].startswith("/sign-in")


def test_the_page_for_choosing_closes_after_a_quarter_of_an_hour(client: FlaskClient, lan: Person) -> None:
    with time_machine.travel("2026-10-01T08:00:00+07:00"):
        code = code_for(lan)
        type_in(client, "/sign-in", login="TD-C001", secret=code)
    with time_machine.travel("2026-10-01T08:16:00+07:00"):
        assert client.get("/sign-in/first-use").status_code == 302

"""Signing in with a phone number or a staff code, and out again."""

import unicodedata

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from lms.account.models import SignInSession
from lms.base.database import db
from lms.people.models import Person
from tests.factories.account import PASSWORD, give_password, sign_in, type_in
from tests.factories.people import make_person


@pytest.fixture
def lan(app: Flask) -> Person:
    """A collaborator with a password."""
    person = make_person("Trần Thị Lan", code="TD-C001", phone="0912345678")
    give_password(person, PASSWORD)
    return person


@pytest.mark.parametrize(
    "login", ["0912345678", "0912 345 678", "+84 912.345.678", "TD-C001", "td-c001", " TD-C001 "]
)
def test_she_is_known_by_her_phone_or_her_code(client: FlaskClient, lan: Person, login: str) -> None:
    answer = type_in(client, "/sign-in", login=login, secret=PASSWORD)
    assert answer.status_code == 303
    assert "Trần Thị Lan" in client.get("/").text


def test_the_same_letters_count_however_they_were_composed(client: FlaskClient, lan: Person) -> None:
    decomposed = unicodedata.normalize("NFD", PASSWORD)
    assert decomposed != PASSWORD
    assert type_in(client, "/sign-in", login="TD-C001", secret=decomposed).status_code == 303


@pytest.mark.parametrize(
    ("login", "secret"),
    [
        ("TD-C001", "wrong"),
        ("TD-C002", PASSWORD),
        ("0999999999", PASSWORD),
        ("' OR 1=1", PASSWORD),
        ("x" * 300, "y" * 9000),
    ],
)
def test_whatever_is_wrong_is_said_with_the_same_sentence(
    client: FlaskClient, lan: Person, login: str, secret: str
) -> None:
    answer = type_in(client, "/sign-in", login=login, secret=secret)
    assert answer.status_code == 200
    assert "không khớp nhau" in answer.text
    assert client.get("/account").status_code == 302


def test_a_person_without_account_cannot_sign_in(client: FlaskClient) -> None:
    make_person("Lê Thị Mai", code="TD-X01")
    db.session.commit()
    assert "không khớp nhau" in type_in(client, "/sign-in", login="TD-X01", secret="anything").text


def test_nothing_typed_is_said_beside_both_fields(client: FlaskClient) -> None:
    page = type_in(client, "/sign-in", login="", secret="").text
    assert page.count('class="field-error"') == 2
    assert '<a href="#login">' in page


def test_it_leads_to_the_page_that_was_wanted(client: FlaskClient, lan: Person) -> None:
    wanted = client.get("/account/devices")
    assert wanted.headers["Location"] == "/sign-in?next=%2Faccount%2Fdevices"
    answer = type_in(client, wanted.headers["Location"], login="TD-C001", secret=PASSWORD)
    assert answer.headers["Location"] == "/account/devices"


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/%5Cevil.example", "/%09/evil.example"]
)
def test_it_leads_nobody_to_another_site(client: FlaskClient, lan: Person, address: str) -> None:
    answer = type_in(client, f"/sign-in?next={address}", login="TD-C001", secret=PASSWORD)
    assert answer.headers["Location"] == "/"


def test_who_is_signed_in_is_not_asked_again(client: FlaskClient, lan: Person) -> None:
    sign_in(client, lan)
    assert client.get("/sign-in?next=/account").headers["Location"] == "/account"


def test_signing_out_ends_the_session_and_not_only_the_cookie(client: FlaskClient, lan: Person) -> None:
    sign_in(client, lan)
    stolen = client.get_cookie("session")
    assert stolen
    page = client.get("/account").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    assert client.post("/sign-out", data={"csrf_token": token}).status_code == 303
    client.set_cookie("session", stolen.value)
    assert client.get("/account").status_code == 302
    assert db.session.scalars(select(SignInSession.revoked_at)).one() is not None


def test_an_old_cookie_says_nothing_about_who_signed_in_before(client: FlaskClient, lan: Person) -> None:
    sign_in(client, lan)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "made-up-token"
    assert client.get("/account").status_code == 302


def test_an_expired_session_asks_pages_to_sign_in_and_answers_programs_with_401(
    client: FlaskClient, lan: Person
) -> None:
    with time_machine.travel("2026-10-01T08:00:00+07:00"):
        sign_in(client, lan)
        token = client.get("/account").text.split('name="csrf_token" value="')[1].split('"')[0]
    with time_machine.travel("2027-11-05T08:00:01+07:00"):
        assert client.get("/account").headers["Location"] == "/sign-in?next=%2Faccount"
        assert client.get("/account", headers={"Accept": "application/json"}).status_code == 401
        answer = client.post("/account/devices/sign-out-others", json={}, headers={"X-CSRFToken": token})
        assert answer.status_code in (400, 401)


def test_the_database_holds_no_token(client: FlaskClient, lan: Person) -> None:
    sign_in(client, lan)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    row = db.session.scalars(select(SignInSession)).one()
    assert token not in (row.token_hash, row.device)
    assert len(row.token_hash) == 64


def test_the_session_is_new_after_signing_in(client: FlaskClient, lan: Person) -> None:
    client.get("/sign-in")
    with client.session_transaction() as cookie:
        before = cookie["csrf_token"]
    type_in(client, "/sign-in", login="TD-C001", secret=PASSWORD)
    with client.session_transaction() as cookie:
        assert cookie.get("csrf_token") != before
        assert cookie.permanent


def statements_of(app: Flask, client: FlaskClient, address: str) -> list[str]:
    """The SQL that one request sends."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    client.get(address)
    event.remove(engine, "before_cursor_execute", note)
    return [each for each in seen if each.startswith("SELECT")]


def test_a_page_reads_who_asks_then_its_rows_then_her_grants_then_her_unread_messages(
    app: Flask, client: FlaskClient, lan: Person
) -> None:
    sign_in(client, lan)
    reads = statements_of(app, client, "/account/devices")
    asked = ["person", "sign_in_session", "device_user", "grant_of_access", "message_out"]
    assert [table in read for table, read in zip(asked, reads, strict=True)] == [True] * 5
    assert "sign_in_session" in reads[0]
    assert statements_of(app, client, "/sign-in") == reads[:1]

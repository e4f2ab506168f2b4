"""A sign-in takes nothing along that somebody else put into the browser, and leads nowhere but here."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.base.database import db
from lms.people.models import Person
from tests.conftest import make_app
from tests.factories.account import (
    PASSWORD,
    client_of,
    give_card,
    give_password,
    is_in,
    new_phone,
    scan,
)
from tests.factories.people import make_collaborator, make_person
from tests.factories.places import unit

AWAY = ["//evil.example/", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
        "javascript:alert(1)", "http:evil.example", " //evil.example", "/%09/evil.example//"]  # fmt: skip


@pytest.fixture
def lan(app: Flask) -> Person:
    """Somebody with a password."""
    person = make_person("Trần Thị Lan", code="TD-C001")
    give_password(person)
    return person


def type_password(client: FlaskClient, next_page: str = "") -> str:
    data = {"login": "TD-C001", "secret": PASSWORD}
    return client.post("/sign-in", query_string={"next": next_page}, data=data).location or ""


def test_whatever_stood_in_the_cookie_before_is_gone_once_somebody_signs_in(app: Flask, lan: Person) -> None:
    prepared = new_phone(app)
    with prepared.session_transaction() as cookie:
        cookie.update(fresh=99999999999, outside_arrived={"x": 1}, second={"x": 1}, language="en", evil="yes")
    type_password(prepared)
    with prepared.session_transaction() as cookie:
        assert set(cookie) <= {"_user_id", "_fresh", "_permanent", "kept", "fresh", "language"}
        assert cookie["language"] == "en"
        assert cookie["fresh"] < 99999999999


def test_each_sign_in_has_a_token_of_its_own_and_the_one_before_it_is_worth_nothing(
    app: Flask, lan: Person
) -> None:
    phone, copied = new_phone(app), new_phone(app)
    type_password(phone)
    with phone.session_transaction() as cookie:
        before = dict(cookie)
    phone.post("/sign-out")
    type_password(phone)
    with phone.session_transaction() as cookie:
        assert cookie["_user_id"] != before["_user_id"]
    with copied.session_transaction() as cookie:
        cookie.update(before)
    assert not is_in(copied)
    assert is_in(phone)


def test_a_second_person_on_one_browser_takes_no_freshness_along(shipped_app: Flask) -> None:
    lan, mai = make_collaborator(unit("08869")), make_collaborator(unit("08869"), "Trần Thị Mai")
    token, _code = give_card(mai)
    phone = client_of(shipped_app, lan)
    scan(phone, token)
    assert "Trần Thị Mai" in phone.get("/account").text
    assert phone.post("/account/second-factor/app/remove").location.startswith("/account/confirm")


@pytest.mark.parametrize("address", AWAY)
def test_no_way_in_leads_to_another_site(app: Flask, lan: Person, address: str) -> None:
    signed_in = client_of(app, lan)
    by_password = type_password(new_phone(app), address)
    already_in = signed_in.get("/sign-in", query_string={"next": address}).location
    secret = {"secret": PASSWORD}
    again = signed_in.post("/account/confirm", query_string={"next": address}, data=secret).location
    for location in (by_password, already_in, again):
        assert location.startswith("/")
        assert not location.startswith(("//", "/\\", "/\t"))


@pytest.mark.parametrize("address", ["/sign-in", "/c", "/code", "/who", "/account", "/account/confirm",
                                     "/account/second-factor", "/account/devices"])  # fmt: skip
def test_no_page_of_signing_in_is_framed_or_kept_by_others(app: Flask, lan: Person, address: str) -> None:
    client = new_phone(app) if address in ("/sign-in", "/c", "/code", "/who") else client_of(app, lan)
    headers = client.get(address).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "private, no-store"


def test_cookies_of_an_https_site_are_for_it_alone(
    database: Callable[[str, str], str], tmp_path: Path
) -> None:
    safe = make_app(database("sqlite", "blank"), tmp_path, PUBLIC_URL="https://lop520.example.vn")
    safe.config["WTF_CSRF_ENABLED"] = False
    with safe.app_context():
        give_password(make_person("Trần Thị Lan", code="TD-C001"))
        answer = safe.test_client().post("/sign-in", base_url="https://lop520.example.vn",
                                         data={"login": "TD-C001", "secret": PASSWORD})  # fmt: skip
        cookies = answer.headers.getlist("Set-Cookie")
        assert len(cookies) == 2
        for cookie in cookies:
            assert cookie.startswith("__Host-")
            assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
            assert "Domain" not in cookie
        db.session.remove()
        db.engine.dispose()


def test_the_present_password_is_guessed_no_faster_where_it_is_changed(app: Flask, lan: Person) -> None:
    desk = client_of(app, lan)
    form = {"present": "đoán", "password": "ruộng bậc thang", "again": "ruộng bậc thang"}
    codes = [desk.post("/account/password", data=form).status_code for _ in range(8)]
    assert codes == [200] * 8
    assert desk.post("/account/password", data=form | {"present": PASSWORD}).status_code == 429
    assert desk.post("/account/confirm", data={"secret": PASSWORD}).status_code == 429

"""A passkey of one's own device as the first second factor, instead of an app."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.account.factors.queries import factors_of
from lms.base.database import db
from lms.people.models import AccessRole, Person
from lms.people.rules.granting import grant
from tests.factories.account import PASSWORD, client_of, give_password, is_in, new_phone
from tests.factories.authenticators import Authenticator, add_passkey, begin_with, come_by
from tests.factories.factors import give_app, staff_asked_twice
from tests.factories.people import make_person
from tests.factories.places import unit

FIRST = "/sign-in/second-factor"
BEGIN = f"{FIRST}/passkey/begin"


@pytest.fixture
def head(shipped_app: Flask) -> Person:
    """A head with a password and nothing else."""
    person = make_person("Nguyễn Thị Hoa", code="TD-LD1")
    grant(person, AccessRole.HEAD, unit("08869"), date(2025, 7, 1))
    give_password(person)
    return person


@pytest.fixture
def desk(shipped_app: Flask, head: Person) -> FlaskClient:
    """Her computer, on which nobody has signed in."""
    return new_phone(shipped_app)


def type_password(client: FlaskClient, **more: str) -> str | None:
    data = {"login": "TD-LD1", "secret": PASSWORD, **more}
    return client.post("/sign-in?next=/account/devices", data=data).location


def test_her_finger_is_enough_and_she_prints_her_codes_before_she_goes_on(
    shipped_app: Flask, desk: FlaskClient, head: Person
) -> None:
    person_id, device = head.id, Authenticator()
    with staff_asked_twice():
        assert type_password(desk) == FIRST
        assert "Dùng máy này (passkey)" in desk.get(FIRST).text
        answer = begin_with(desk, device)
        codes = answer.get_json()["next"]
        assert codes == "/account/second-factor/codes?next=/account/devices"
        assert is_in(desk)
        assert 'href="/account/devices"' in desk.get(codes).text
        assert "cất" in desk.post(codes).text
        assert factors_of(person_id).spare_codes == 10
        later = new_phone(shipped_app)
        assert come_by(later, device).status_code == 200
        assert is_in(later)


def test_a_borrowed_device_is_not_offered(desk: FlaskClient, head: Person) -> None:
    with staff_asked_twice():
        type_password(desk, borrowed="y")
        assert "passkey" not in desk.get(FIRST).text
        assert desk.post(BEGIN, json={}).status_code == 400
    assert not factors_of(head.id).any


def test_without_her_password_nobody_begins(desk: FlaskClient, head: Person) -> None:
    answer = desk.post(BEGIN, json={})
    assert answer.status_code == 400
    assert "Đã quá lâu" in answer.get_json()["problem"]


def test_whoever_knows_the_password_puts_no_passkey_beside_her_app(desk: FlaskClient, head: Person) -> None:
    give_app(head)
    with staff_asked_twice():
        assert type_password(desk) == "/sign-in/second-step"
        assert desk.post(BEGIN, json={}).status_code == 400
    assert factors_of(head.id).passkeys == []


def test_whoever_was_quicker_with_another_factor_stays(desk: FlaskClient, head: Person) -> None:
    device = Authenticator()
    with staff_asked_twice():
        type_password(desk)
        options = desk.post(BEGIN, json={}).get_json()
        give_app(db.session.merge(head))
        proof = {"credential": device.makes(options)}
        assert desk.post(f"{FIRST}/passkey", json=proof).status_code == 400
        assert not is_in(desk)
    assert factors_of(head.id).passkeys == []


def test_what_was_asked_for_one_person_brings_in_a_key_for_no_other(
    shipped_app: Flask, desk: FlaskClient, head: Person
) -> None:
    other = make_person("Lò Văn Inh", code="TD-LD2")
    grant(other, AccessRole.HEAD, unit("08869"), date(2025, 7, 1))
    give_password(other)
    device = Authenticator()
    with staff_asked_twice():
        type_password(desk)
        options = desk.post(BEGIN, json={}).get_json()
        desk.post("/sign-in", data={"login": "TD-LD2", "secret": PASSWORD})
        proof = {"credential": device.makes(options)}
        assert desk.post(f"{FIRST}/passkey", json=proof).status_code == 400
    assert not factors_of(other.id).any


def test_whoever_adds_her_first_key_later_is_led_to_the_codes_once(shipped_app: Flask) -> None:
    hoa = client_of(shipped_app, make_person("Nguyễn Thị Hoa", code="TD-C7"))
    assert add_passkey(hoa, Authenticator()).get_json()["next"] == "/account/second-factor/codes"
    page = hoa.get("/account/second-factor/codes").text
    assert "Chưa có mã nào" in page
    hoa.post("/account/second-factor/codes")
    assert "10 mã đã in trước đây" in hoa.get("/account/second-factor/codes").text
    assert add_passkey(hoa, Authenticator()).get_json()["next"] == "/account/second-factor"


def test_nobody_without_a_second_factor_gets_codes(shipped_app: Flask) -> None:
    hoa = client_of(shipped_app, make_person("Nguyễn Thị Hoa", code="TD-C7"))
    assert hoa.get("/account/second-factor/codes").location == "/account/second-factor"


def test_the_way_on_from_the_codes_never_leads_to_another_site(shipped_app: Flask) -> None:
    hoa = client_of(shipped_app, make_person("Nguyễn Thị Hoa", code="TD-C7"))
    add_passkey(hoa, Authenticator())
    page = hoa.get("/account/second-factor/codes?next=//evil.example/").text
    assert '="//evil' not in page
    assert 'href="/account/second-factor"' in page

"""How long whoever opens the records of others stays signed in; who ends whose sign-ins; tries that fail."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from lms.account.models import SignInSession
from lms.account.policies import limits
from lms.account.rules.knowing_devices import note_unsent
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.people.models import AccessRole, Person
from lms.people.rules.granting import grant
from lms.places.queries import country
from tests.factories.account import PASSWORD, client_of, give_password, is_in, new_phone
from tests.factories.people import make_officer, make_person
from tests.factories.places import unit

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130.0"}


@pytest.fixture
def head(both_shipped_app: Flask) -> Person:
    """A head with a password."""
    person = make_person("Nguyễn Thị Hoa", code="TD-LD1", phone="0912345678")
    grant(person, AccessRole.HEAD, unit("08869"), date(2025, 7, 1))
    give_password(person, PASSWORD)
    return person


@pytest.fixture
def desk(both_shipped_app: Flask, head: Person) -> FlaskClient:
    """Her computer."""
    return new_phone(both_shipped_app)


@pytest.fixture
def administrator(both_shipped_app: Flask) -> FlaskClient:
    """Whoever runs the product, signed in."""
    person = make_person("Lò Văn Inh", code="TD-QT1")
    grant(person, AccessRole.ADMINISTRATOR, country(), date(2025, 7, 1))
    return client_of(both_shipped_app, person)


def type_password(client: FlaskClient, secret: str = PASSWORD, code: str = "TD-LD1") -> None:
    client.post("/sign-in", data={"login": code, "secret": secret}, headers=PHONE)


def test_a_head_who_leaves_her_computer_alone_signs_in_anew(desk: FlaskClient) -> None:
    with time_machine.travel(NOW, tick=False):
        type_password(desk)
    with time_machine.travel(NOW + limits().idle - timedelta(seconds=1), tick=False):
        assert is_in(desk)
    with time_machine.travel(NOW + 2 * limits().idle - timedelta(seconds=1), tick=False):
        assert not is_in(desk)


def test_however_much_she_does_she_signs_in_anew_after_two_weeks(desk: FlaskClient) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        type_password(desk)
        quarters = int(limits().lasts / timedelta(hours=6))
        for _ in range(quarters - 1):
            clock.shift(timedelta(hours=6))
            assert is_in(desk)
        clock.shift(timedelta(hours=6))
        assert not is_in(desk)


def test_a_phone_that_hands_something_in_keeps_no_head_signed_in_for_longer(desk: FlaskClient) -> None:
    with time_machine.travel(NOW, tick=False):
        type_password(desk)
        row = db.session.query(SignInSession).one()
        ends, device = row.expires_at, desk.get("/account/here").get_json()["device"]
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        note_unsent(device, 3)
        db.session.commit()
        assert db.session.query(SignInSession).one().expires_at == ends == NOW + limits().lasts


def test_an_officer_stays_signed_in_on_her_phone(both_shipped_app: Flask, desk: FlaskClient) -> None:
    officer = make_officer(unit("08869"))
    give_password(officer, PASSWORD)
    code = officer.code
    with time_machine.travel(NOW, tick=False):
        type_password(desk, code=code)
    with time_machine.travel(NOW + timedelta(days=200), tick=False):
        assert is_in(desk)


def test_her_devices_say_until_when_she_is_signed_in(desk: FlaskClient) -> None:
    with time_machine.travel(NOW, tick=False):
        type_password(desk)
        assert "phải đăng nhập lại" in desk.get("/account/devices").text


def test_an_administrator_sees_where_a_colleague_is_signed_in_and_ends_it(
    both_shipped_app: Flask, head: Person, desk: FlaskClient, administrator: FlaskClient
) -> None:
    type_password(desk)
    other = new_phone(both_shipped_app)
    type_password(other)
    page = f"/people/{head.id}/sessions"
    assert page in administrator.get(f"/people/{head.id}").text
    assert administrator.get(page).text.count("Chrome · Android") == 2
    first = db.session.query(SignInSession).filter_by(person_id=head.id).order_by(SignInSession.id).first()
    assert first
    administrator.post(f"{page}/end", data={"session": first.id})
    assert (is_in(desk), is_in(other)) == (False, True)
    assert administrator.post(f"{page}/end", data={"session": first.id}).status_code == 404
    administrator.post(f"{page}/end")
    assert not is_in(other)
    assert "Không đăng nhập ở máy nào" in administrator.get(page).text
    who = db.session.query(Person).filter_by(code="TD-QT1").one().id
    ended = db.session.query(AuditEntry).filter_by(action="sign_in_session:ended", actor_id=who)
    assert [each.facts for each in ended] == [{"person": head.id}] * 2


def test_nobody_else_sees_where_others_are_signed_in(
    both_shipped_app: Flask, head: Person, administrator: FlaskClient
) -> None:
    own = db.session.query(Person).filter_by(code="TD-QT1").one().id
    of_head = client_of(both_shipped_app, head)
    assert of_head.get(f"/people/{own}/sessions").status_code == 403
    assert of_head.post(f"/people/{own}/sessions/end").status_code == 403
    assert administrator.get("/people/999999/sessions").status_code == 404


def test_vain_tries_are_put_on_record_as_a_number(desk: FlaskClient, head: Person) -> None:
    for _ in range(6):
        type_password(desk, "mật khẩu đoán mò")
    noted = db.session.query(AuditEntry).filter_by(action="account:sign_in_failed").all()
    assert [(each.object_id, each.actor_id, each.facts) for each in noted] == [
        (str(head.id), None, {"tries": 5})
    ]


def test_vain_tries_for_a_login_that_nobody_has_leave_no_record(desk: FlaskClient) -> None:
    for _ in range(6):
        type_password(desk, "mật khẩu đoán mò", code="TD-KHONGCO")
    assert db.session.query(AuditEntry).filter_by(action="account:sign_in_failed").count() == 0

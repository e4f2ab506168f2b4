"""Passkeys: adding them, signing in by one at once or as the second step, and every proof that is none."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from lms.account.factors.models import UsedChallenge
from lms.account.factors.queries import factors_of
from lms.account.factors.rules.keeping_passkeys import AT_MOST, forget_challenges
from lms.account.factors.rules.sparing_codes import make_spare_codes
from lms.account.factors.views.passkeys import site
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.people.models import Person
from lms.people.rules.merging import merge
from tests.conftest import make_app
from tests.factories.account import PASSWORD, client_of, is_in, new_phone
from tests.factories.authenticators import PRESENT, Authenticator, add_passkey, come_by
from tests.factories.people import make_person

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def desk(both_app: Flask, hoa: Person) -> FlaskClient:
    """Her computer, signed in."""
    return client_of(both_app, hoa)


@pytest.fixture
def device(desk: FlaskClient) -> Authenticator:
    """Her phone, with a passkey that she has added."""
    phone = Authenticator()
    assert add_passkey(desk, phone).status_code == 200
    return phone


@pytest.fixture
def stranger(both_app: Flask, device: Authenticator) -> FlaskClient:
    """A browser on which nobody has signed in."""
    return new_phone(both_app)


def type_password(client: FlaskClient) -> str | None:
    return client.post("/sign-in", data={"login": "TD-LD1", "secret": PASSWORD}).location


def test_her_passkeys_stand_on_the_page_by_the_names_she_gave(
    desk: FlaskClient, device: Authenticator
) -> None:
    add_passkey(desk, Authenticator(), "Máy tính cơ quan")
    page = desk.get("/account/second-factor").text
    assert "Điện thoại" in page
    assert "Máy tính cơ quan" in page


def test_a_passkey_alone_signs_in_and_leads_on(stranger: FlaskClient, device: Authenticator) -> None:
    assert come_by(stranger, device, next="/account/devices").get_json() == {"next": "/account/devices"}
    assert is_in(stranger)


def test_it_is_asked_for_after_the_password_and_is_the_second_step(
    stranger: FlaskClient, device: Authenticator
) -> None:
    assert type_password(stranger) == "/sign-in/second-step"
    page = stranger.get("/sign-in/second-step").text
    assert "passkey" in page
    assert "Sáu chữ số" not in page
    come_by(stranger, device, step=True)
    assert is_in(stranger)


def test_without_the_device_a_printed_code_is_the_second_step(stranger: FlaskClient, hoa: Person) -> None:
    code = make_spare_codes(hoa.id)[0]
    db.session.commit()
    type_password(stranger)
    stranger.post("/sign-in/second-step", data={"code": code})
    assert is_in(stranger)


def test_after_her_password_the_passkey_of_somebody_else_opens_nothing(
    both_app: Flask, stranger: FlaskClient
) -> None:
    other = Authenticator()
    add_passkey(client_of(both_app, make_person("Lò Văn Inh", code="TD-LD2")), other)
    type_password(stranger)
    assert come_by(stranger, other, step=True).status_code == 400
    assert not is_in(stranger)


def test_whoever_stopped_at_the_second_step_does_not_keep_a_colleague_out(
    both_app: Flask, stranger: FlaskClient
) -> None:
    other = Authenticator()
    add_passkey(client_of(both_app, make_person("Lò Văn Inh", code="TD-LD2")), other)
    type_password(stranger)
    stranger.get("/sign-in")
    assert come_by(stranger, other).status_code == 200
    assert "Lò Văn Inh" in stranger.get("/account").text


def test_whoever_waits_too_long_at_the_second_step_is_told_to_begin_again(
    both_app: Flask, device: Authenticator
) -> None:
    answer = new_phone(both_app).post("/sign-in/passkey/begin", json={"step": True})
    assert answer.status_code == 400
    assert "Đã quá lâu" in answer.get_json()["problem"]


def test_a_proof_is_good_once(both_app: Flask, stranger: FlaskClient, device: Authenticator) -> None:
    options = stranger.post("/sign-in/passkey/begin").get_json()
    with stranger.session_transaction() as cookie:
        kept = dict(cookie)
    proof = device.signs(options)
    assert stranger.post("/sign-in/passkey", json={"credential": proof}).status_code == 200
    thief = new_phone(both_app)
    with thief.session_transaction() as cookie:
        cookie.update(kept)
    assert thief.post("/sign-in/passkey", json={"credential": proof}).status_code == 400
    assert not is_in(thief)


def test_a_proof_for_another_browser_is_none(
    both_app: Flask, stranger: FlaskClient, device: Authenticator
) -> None:
    proof = device.signs(stranger.post("/sign-in/passkey/begin").get_json())
    other = new_phone(both_app)
    other.post("/sign-in/passkey/begin")
    assert other.post("/sign-in/passkey", json={"credential": proof}).status_code == 400


def test_a_false_page_gets_no_proof_that_counts(stranger: FlaskClient, device: Authenticator) -> None:
    device.origin = "https://lop520.example.evil"
    assert come_by(stranger, device).status_code == 400
    assert not is_in(stranger)


def test_a_device_that_asked_for_no_finger_is_no_proof(stranger: FlaskClient, device: Authenticator) -> None:
    device.flags = PRESENT
    assert come_by(stranger, device).status_code == 400


def test_a_copied_key_betrays_itself_by_its_count(
    both_app: Flask, stranger: FlaskClient, device: Authenticator
) -> None:
    come_by(stranger, device)
    device.count = 0
    assert come_by(new_phone(both_app), device).status_code == 400


def test_a_key_nobody_has_added_opens_nothing(stranger: FlaskClient) -> None:
    answer = come_by(stranger, Authenticator())
    assert answer.status_code == 400
    assert "Passkey này không mở được gì ở đây" in answer.get_json()["problem"]


@pytest.mark.parametrize("nonsense", [{}, {"id": 7}, {"id": "x", "response": []}, {"id": "x" * 5000}])
def test_what_no_device_says_is_refused(stranger: FlaskClient, nonsense: dict[str, object]) -> None:
    stranger.post("/sign-in/passkey/begin")
    assert stranger.post("/sign-in/passkey", json={"credential": nonsense}).status_code == 400
    assert stranger.post("/sign-in/passkey", json=[nonsense]).status_code == 400


def test_what_is_asked_for_is_signed_within_five_minutes(
    stranger: FlaskClient, device: Authenticator
) -> None:
    with time_machine.travel(NOW, tick=False):
        proof = device.signs(stranger.post("/sign-in/passkey/begin").get_json())
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        assert stranger.post("/sign-in/passkey", json={"credential": proof}).status_code == 400


def test_used_values_are_removed_once_their_age_refuses_them(
    stranger: FlaskClient, device: Authenticator
) -> None:
    with time_machine.travel(NOW, tick=False):
        come_by(stranger, device)
        forget_challenges()
        assert db.session.query(UsedChallenge).count()
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        forget_challenges()
        db.session.commit()
        assert db.session.query(UsedChallenge).count() == 0


def test_a_removed_passkey_opens_nothing_and_the_audit_knows(
    desk: FlaskClient, stranger: FlaskClient, device: Authenticator, hoa: Person
) -> None:
    (kept,) = factors_of(hoa.id).passkeys
    desk.post(f"/account/passkeys/{kept.id}/remove")
    assert come_by(stranger, device).status_code == 400
    assert type_password(stranger) == "/"
    actions = {each.action for each in db.session.query(AuditEntry)}
    assert {"passkey:added", "passkey:removed"} <= actions


def test_nobody_removes_the_passkey_of_somebody_else(
    both_app: Flask, device: Authenticator, hoa: Person
) -> None:
    (kept,) = factors_of(hoa.id).passkeys
    other = client_of(both_app, make_person("Lò Văn Inh", code="TD-LD2"))
    assert other.post(f"/account/passkeys/{kept.id}/remove").status_code == 404
    assert factors_of(hoa.id).passkeys


def test_there_are_at_most_ten_and_none_twice(desk: FlaskClient, device: Authenticator, hoa: Person) -> None:
    assert add_passkey(desk, device).status_code == 400
    for _ in range(AT_MOST - 1):
        assert add_passkey(desk, Authenticator()).status_code == 200
    assert "Nhiều nhất" in add_passkey(desk, Authenticator()).get_json()["problem"]
    assert len({each.handle for each in factors_of(hoa.id).passkeys}) == 1


def test_adding_one_asks_for_the_password_of_whoever_signed_in_long_ago(desk: FlaskClient) -> None:
    with desk.session_transaction() as cookie:
        cookie["fresh"] = 0
    answer = desk.post(
        "/account/passkeys/begin", headers={"Referer": "http://localhost/account/second-factor"}
    )
    assert answer.location == "/account/confirm?next=/account/second-factor"


def ages(client: FlaskClient) -> str:
    """Let it be long ago that she has shown who she is; the page that asks again."""
    with client.session_transaction() as cookie:
        cookie["fresh"] = 0
    return str(client.get("/account/second-factor/app").location)


def test_whoever_is_asked_once_more_shows_it_by_her_passkey_and_stays_signed_in(
    desk: FlaskClient, device: Authenticator
) -> None:
    assert 'data-again="1"' in desk.get(ages(desk)).text
    with desk.session_transaction() as cookie:
        before = cookie["_user_id"]
    answer = come_by(desk, device, again=True, next="/account/second-factor/app")
    assert answer.get_json() == {"next": "/account/second-factor/app"}
    assert desk.get("/account/second-factor/app").status_code == 200
    with desk.session_transaction() as cookie:
        assert cookie["_user_id"] == before


def test_the_passkey_of_somebody_else_does_not_show_who_is_signed_in(
    both_app: Flask, desk: FlaskClient, device: Authenticator
) -> None:
    other = Authenticator()
    add_passkey(client_of(both_app, make_person("Lò Văn Inh", code="TD-LD2")), other)
    ages(desk)
    assert come_by(desk, other, again=True).status_code == 400
    assert desk.get("/account/second-factor/app").status_code == 303
    assert "Nguyễn Thị Hoa" in desk.get("/account").text


def test_the_passkey_of_a_record_that_was_merged_opens_nothing(
    both_app: Flask, stranger: FlaskClient, device: Authenticator, hoa: Person
) -> None:
    merge(make_person("Nguyễn Thị Hoa", code="TD-LD3"), db.session.merge(hoa), by=None)
    db.session.commit()
    assert come_by(stranger, device).status_code == 400


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("http://192.168.1.20:8520", None),
        ("https://192.168.1.20", None),
        ("http://lop520.example.vn", None),
        ("http://localhost:8520", ("localhost", "http://localhost:8520")),
        ("https://lop520.example.vn", ("lop520.example.vn", "https://lop520.example.vn")),
        ("https://lop520.example.vn:8443", ("lop520.example.vn", "https://lop520.example.vn:8443")),
    ],
)
def test_keys_are_made_where_browsers_make_them(
    app: Flask, address: str, found: tuple[str, str] | None
) -> None:
    with app.test_request_context(base_url=address):
        assert site() == found


def test_an_address_without_https_says_why_there_are_none(
    database: Callable[[str, str], str], tmp_path: Path
) -> None:
    plain = make_app(database("sqlite", "blank"), tmp_path, PUBLIC_URL="http://192.168.1.20:8520")
    with plain.app_context():
        client = client_of(plain, make_person("Nguyễn Thị Hoa", code="TD-LD1"))
        page = client.get("/account/second-factor").text
        assert "https" in page
        assert 'id="passkey"' not in page
        assert client.post("/account/passkeys/begin").status_code == 404
        db.session.remove()
        db.engine.dispose()

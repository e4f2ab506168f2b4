"""The devices on which somebody is signed in, and ending a sign-in from another one."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.account.models import SignInSession
from lms.account.rules.keeping_sessions import AT_MOST
from lms.account.views.device_names import device_name
from lms.base.audit import AuditEntry
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


@pytest.fixture
def phone(app: Flask, lan: Person) -> FlaskClient:
    """Her own phone, signed in."""
    client = app.test_client()
    sign_in(client, lan)
    return client


@pytest.fixture
def lost(app: Flask, lan: Person) -> FlaskClient:
    """A phone she lost, still signed in."""
    client = app.test_client()
    sign_in(client, lan)
    return client


def press(client: FlaskClient, page: str, action: str) -> int:
    """Press a button of a page."""
    text = client.get(page).text
    assert f'action="{action}"' in text
    token = text.split('name="csrf_token" value="')[1].split('"')[0]
    return client.post(action, data={"csrf_token": token}).status_code


def ids() -> list[int]:
    """The sign-ins in the order they were made."""
    found = list(db.session.scalars(select(SignInSession.id).order_by(SignInSession.id)))
    db.session.rollback()
    return found


def test_the_page_names_each_device_and_marks_this_one(phone: FlaskClient, lost: FlaskClient) -> None:
    page = phone.get("/account/devices").text
    assert page.count("Chrome · Android") == 2
    assert page.count("Máy này") == 1


def test_a_lost_device_is_signed_out(phone: FlaskClient, lost: FlaskClient) -> None:
    mine, gone = ids()
    assert press(phone, "/account/devices", f"/account/devices/{gone}/sign-out") == 303
    assert lost.get("/account").status_code == 302
    assert phone.get("/account").status_code == 200
    assert mine in ids()


def test_all_others_are_signed_out_at_once(phone: FlaskClient, lost: FlaskClient) -> None:
    assert press(phone, "/account/devices", "/account/devices/sign-out-others") == 303
    assert lost.get("/account").status_code == 302
    assert phone.get("/account").status_code == 200


def test_nobody_signs_out_somebody_else(app: Flask, phone: FlaskClient) -> None:
    stranger = make_person("Lê Văn Tám")
    db.session.commit()
    other = app.test_client()
    sign_in(other, stranger)
    token = other.get("/account").text.split('name="csrf_token" value="')[1].split('"')[0]
    answer = other.post(f"/account/devices/{ids()[0]}/sign-out", data={"csrf_token": token})
    assert answer.status_code == 404
    assert phone.get("/account").status_code == 200


def test_an_eleventh_device_signs_out_the_oldest(app: Flask, lan: Person, phone: FlaskClient) -> None:
    for _ in range(AT_MOST):
        sign_in(app.test_client(), lan)
    assert phone.get("/account").status_code == 302


def test_a_new_password_signs_out_the_others(phone: FlaskClient, lost: FlaskClient) -> None:
    new = "lúa chín vàng đồng"
    answer = type_in(phone, "/account/password", present=PASSWORD, password=new, again=new)
    assert answer.headers["Location"] == "/account"
    assert phone.get("/account").status_code == 200
    assert lost.get("/account").status_code == 302
    assert type_in(lost, "/sign-in", login="TD-C001", secret=PASSWORD).status_code == 200
    assert type_in(lost, "/sign-in", login="TD-C001", secret=new).status_code == 303


def test_the_present_password_is_asked_for(phone: FlaskClient) -> None:
    page = type_in(
        phone, "/account/password", present="a guess", password="lúa chín vàng", again="lúa chín vàng"
    ).text
    assert "Mật khẩu hiện nay chưa đúng." in page


def test_an_unfit_new_password_is_refused(phone: FlaskClient) -> None:
    page = type_in(phone, "/account/password", present=PASSWORD, password="ngắn", again="ngắn").text
    assert "Mật khẩu cần ít nhất 8 ký tự" in page


def test_signing_in_and_out_is_on_record(phone: FlaskClient, lan: Person) -> None:
    press(phone, "/account", "/sign-out")
    acts = list(
        db.session.scalars(select(AuditEntry.action).where(AuditEntry.object_kind == "sign_in_session"))
    )
    assert acts == ["sign_in_session:opened", "sign_in_session:ended"]


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130 Safari/537.36 Edg/130",
            "Edge · Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 9) AppleWebKit Version/4.0 Chrome/99 Mobile Safari Zalo android/1",
            "Zalo · Android",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17 Safari/604", "Safari · iPhone"),
        ("curl/8", ""),
    ],
)
def test_a_browser_is_named_in_two_words(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name

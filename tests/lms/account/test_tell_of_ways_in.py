"""Whoever's ways into her account change hears of it, whoever changed them."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.account.factors.queries import factors_of
from lms.account.rules.one_time_codes import issue
from lms.base.database import db
from lms.outbox.models import MessageOut
from lms.people.models import AccessRole, Person
from lms.people.rules.granting import grant
from lms.places.queries import country
from tests.factories.account import PASSWORD, client_of, give_password, new_phone
from tests.factories.authenticators import Authenticator, add_passkey
from tests.factories.factors import app_that_reads, give_app
from tests.factories.people import make_person

ANOTHER = "ruộng bậc thang mùa lúa"


@pytest.fixture
def hoa(shipped_app: Flask) -> Person:
    """Somebody with a password."""
    person = make_person("Nguyễn Thị Hoa", code="TD-LD1")
    give_password(person)
    return person


@pytest.fixture
def desk(shipped_app: Flask, hoa: Person) -> FlaskClient:
    """Her computer, signed in, and set to English: what she is told stays Vietnamese."""
    client = client_of(shipped_app, hoa)
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    return client


def told(person_id: int) -> list[str]:
    """What she was told, in that order."""
    query = db.session.query(MessageOut).filter_by(person_id=person_id).order_by(MessageOut.id)
    return [each.text for each in query]


def test_she_is_told_of_every_factor_that_is_added_and_removed(desk: FlaskClient, hoa: Person) -> None:
    person_id = hoa.id
    app = app_that_reads(desk.get("/account/second-factor/app"))
    desk.post("/account/second-factor/app", data={"code": app.shows()})
    add_passkey(desk, Authenticator(), "Máy cơ quan")
    (key,) = factors_of(person_id).passkeys
    desk.post(f"/account/passkeys/{key.id}/remove")
    desk.post("/account/second-factor/codes")
    desk.post("/account/second-factor/app/remove")
    texts = told(person_id)
    signs = [
        "Ứng dụng trên điện thoại đã được cài",
        "10 mã dự phòng",
        "“Máy cơ quan” đã được thêm",
        "“Máy cơ quan” đã bị gỡ",
        "10 mã dự phòng",
        "Ứng dụng trên điện thoại đã bị gỡ",
    ]
    assert [sign for sign, text in zip(signs, texts, strict=True) if sign not in text] == []
    assert all("đang đăng nhập bằng tài khoản này" in text for text in texts)
    subjects = {each.subject for each in db.session.query(MessageOut)}
    assert subjects == {"Cách đăng nhập của tài khoản vừa thay đổi"}


def test_what_is_removed_in_vain_is_not_told(desk: FlaskClient, hoa: Person) -> None:
    desk.post("/account/second-factor/app/remove")
    desk.post("/account/passkeys/999/remove")
    assert told(hoa.id) == []


def test_she_is_told_by_whom_it_was_taken_away_and_why(shipped_app: Flask, hoa: Person) -> None:
    give_app(hoa)
    boss = make_person("Lò Văn Inh", code="TD-QT1")
    grant(boss, AccessRole.ADMINISTRATOR, country(), date(2025, 7, 1))
    client_of(shipped_app, boss).post(f"/people/{hoa.id}/second-factor", data={"reason": "mất máy"})
    last = told(hoa.id)[-1]
    assert "Lò Văn Inh" in last
    assert "mất máy" in last


def test_a_command_on_the_server_is_told_too(shipped_app: Flask, hoa: Person) -> None:
    give_app(hoa)
    args = ["account", "reset-factor", "TD-LD1", "--reason", "mất máy"]
    assert shipped_app.test_cli_runner().invoke(args=args).exit_code == 0
    assert "trên máy chủ" in told(hoa.id)[-1]


def test_a_changed_password_is_told(desk: FlaskClient, hoa: Person) -> None:
    form = {"present": PASSWORD, "password": ANOTHER, "again": ANOTHER}
    assert desk.post("/account/password", data=form).status_code == 303
    (text,) = told(hoa.id)
    assert "Mật khẩu đã được đổi" in text


def test_whoever_opens_her_account_with_a_slip_does_not_do_it_unseen(shipped_app: Flask, hoa: Person) -> None:
    code = issue([hoa.id], by=None)[hoa.id]
    db.session.commit()
    thief = new_phone(shipped_app)
    thief.post("/sign-in", data={"login": "TD-LD1", "secret": code})
    assert thief.post("/sign-in/first-use", data={"password": ANOTHER, "again": ANOTHER}).status_code == 303
    assert "mã in trên phiếu" in told(hoa.id)[0]


def test_the_first_password_of_somebody_new_is_no_news(shipped_app: Flask) -> None:
    lan = make_person("Trần Thị Lan", code="TD-C001")
    code = issue([lan.id], by=None)[lan.id]
    db.session.commit()
    phone = new_phone(shipped_app)
    phone.post("/sign-in", data={"login": "TD-C001", "secret": code})
    phone.post("/sign-in/first-use", data={"password": ANOTHER, "again": ANOTHER})
    assert told(lan.id) == []

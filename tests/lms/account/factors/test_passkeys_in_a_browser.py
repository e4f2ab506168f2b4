"""A head adds a passkey of her computer and comes back by her finger, in a real browser."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from lms.base.database import db
from lms.people.models import AccessRole, Person
from lms.people.rules.granting import grant
from lms.web.freshness import FRESH_FOR
from tests.browser import PHONE, axe, patient, serve
from tests.factories.account import PASSWORD, give_password
from tests.factories.factors import staff_asked_twice
from tests.factories.people import make_person
from tests.factories.places import make_unit

pytestmark = pytest.mark.browser
FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The app under a name for which browsers make passkeys, with somebody who has a password."""
    give_password(make_person("Nguyễn Thị Hoa", code="TD-LD1"), PASSWORD)
    with serve(app) as address:
        yield address.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone that knows its owner's finger."""
    with patient(browser.new_context(viewport=PHONE, locale="vi-VN")) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
        yield page


def type_password(page: Page, site: str) -> None:
    page.goto(f"{site}/sign-in")
    page.get_by_label("Số điện thoại hoặc mã cán bộ").fill("TD-LD1")
    page.get_by_label("Mật khẩu, hoặc mã trên phiếu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def test_a_finger_is_added_and_opens_at_once_and_as_the_second_step(page: Page, site: str) -> None:
    type_password(page, site)
    page.goto(f"{site}/account/second-factor")
    assert axe(page) == []
    page.get_by_label("Tên gọi của máy này").fill("Điện thoại của tôi")
    page.get_by_role("button", name="Thêm passkey của máy này").click()
    page.get_by_role("link", name="Để sau").click()
    expect(page.get_by_role("heading", name="Điện thoại của tôi")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{site}/sign-in?next=/account")
    page.get_by_role("button", name="Dùng passkey").click()
    expect(page.get_by_role("heading", name="Tài khoản")).to_be_visible()

    page.context.clear_cookies()
    type_password(page, site)
    expect(page.get_by_role("heading", name="Bước xác nhận thứ hai")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Dùng passkey").click()
    page.wait_for_url(lambda address: "/sign-in" not in address)
    page.goto(f"{site}/account")
    expect(page.get_by_text("Nguyễn Thị Hoa").first).to_be_visible()


def test_whoever_typed_her_password_long_ago_types_it_again_and_comes_back(page: Page, site: str) -> None:
    type_password(page, site)
    page.goto(f"{site}/account/second-factor")
    with time_machine.travel(datetime.now(UTC) + FRESH_FOR):
        page.get_by_role("button", name="Thêm passkey của máy này").click()
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đi tiếp").click()
        expect(page.get_by_role("button", name="Thêm passkey của máy này")).to_be_visible()
        page.get_by_role("button", name="Thêm passkey của máy này").click()
        page.get_by_role("link", name="Để sau").click()
        expect(page.get_by_role("button", name="Gỡ passkey này")).to_be_visible()


def test_a_head_begins_with_her_finger_and_prints_her_codes(page: Page, site: str) -> None:
    head = db.session.scalars(select(Person).where(Person.code == "TD-LD1")).one()
    grant(head, AccessRole.HEAD, make_unit("25", "Tỉnh Phú Thọ"), date(2025, 7, 1))
    db.session.commit()
    with staff_asked_twice():
        type_password(page, site)
        expect(page.get_by_role("heading", name="Dễ nhất: dùng chính máy này")).to_be_visible()
        assert axe(page) == []
        page.get_by_role("button", name="Dùng máy này (passkey)").click()
        expect(page.get_by_role("heading", name="Mã dự phòng trên giấy")).to_be_visible()
        assert axe(page) == []
        page.get_by_role("button", name="Hiện mười mã để in").click()
        expect(page.get_by_text("hệ thống không lưu các mã này")).to_be_visible()

        page.context.clear_cookies()
        page.goto(f"{site}/sign-in?next=/account")
        page.get_by_role("button", name="Dùng passkey").click()
        expect(page.get_by_role("heading", name="Tài khoản")).to_be_visible()

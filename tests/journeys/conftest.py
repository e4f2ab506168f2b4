"""Whole stories on the demonstration organisation, behind a real server."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browser import PHONE, patient, serve

PASSWORD = "dan so 520"
SignIn = Callable[..., Page]


@pytest.fixture
def base(demo_app: Flask) -> Iterator[str]:
    """The address of the demonstration."""
    with serve(demo_app) as address:
        yield address


@pytest.fixture
def sign_in(browser: Browser, base: str) -> Iterator[SignIn]:
    """``sign_in(code, script=…, viewport=…)``: a tab of somebody who typed her code and password."""
    contexts = []

    def enter(code: str, *, script: bool = True, viewport: dict[str, int] | None = None) -> Page:
        context = browser.new_context(
            base_url=base, viewport=viewport or PHONE, locale="vi-VN", java_script_enabled=script
        )
        contexts.append(context)
        page = patient(context).new_page()
        page.goto("/sign-in")
        page.get_by_label("Số điện thoại hoặc mã cán bộ").fill(code)
        page.get_by_label("Mật khẩu, hoặc mã trên phiếu").fill(PASSWORD)
        page.locator("main").get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(f"{base}/")
        return page

    yield enter
    for context in contexts:
        context.close()

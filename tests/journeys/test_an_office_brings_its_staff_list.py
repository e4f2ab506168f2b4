"""A head sends a staff list with a mistake, mends it, writes it, prints slips; the new person signs in."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser import DESK, PHONE, axe, patient
from tests.factories.staffing import HOA, LAN, workbook
from tests.journeys.conftest import SignIn

pytestmark = pytest.mark.browser


def send(page: Page, path: Path, rows: list[tuple[str, ...]]) -> None:
    path.write_bytes(workbook(rows))
    page.goto("/staff-lists")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Đối chiếu với hồ sơ").click()


def test_from_the_workbook_to_the_first_sign_in(
    demo_app: Flask, browser: Browser, base: str, sign_in: SignIn, tmp_path: Path
) -> None:
    page = sign_in("DEMO-LD", viewport=DESK)
    send(page, tmp_path / "sai.xlsx", [HOA, (*LAN[:3], "Xã Tam Dưong Không Có", *LAN[4:])])
    expect(page.locator("main")).to_contain_text("Danh sách!D3")
    assert axe(page) == []

    send(page, tmp_path / "dung.xlsx", [HOA, LAN])
    apply = page.locator("main form[action$='/apply'] button")
    expect(apply).to_be_visible()
    assert axe(page) == []
    apply.click()
    page.locator("main form[action='/slips'] button").click()
    slip = page.locator(".slip", has_text="Nguyễn Thị Hoa")
    first_use(browser, base, HOA[2], slip.locator(".slip-code").inner_text())

    page.goto("/people?words=nguyen+thi+hoa")
    expect(page.locator("main")).to_contain_text("0900 100 001")


def first_use(browser: Browser, base: str, phone: str, code: str) -> None:
    """With the slip in hand, on a phone of her own."""
    context = browser.new_context(base_url=base, viewport=PHONE, locale="vi-VN")
    hers = patient(context).new_page()
    hers.goto("/sign-in")
    hers.get_by_label("Số điện thoại hoặc mã cán bộ").fill(phone)
    hers.get_by_label("Mật khẩu, hoặc mã trên phiếu").fill(code)
    hers.locator("main").get_by_role("button", name="Đăng nhập").click()
    expect(hers.locator("input[type=password]")).to_have_count(2)
    for field in hers.locator("input[type=password]").all():
        field.fill("mat khau cua hoa")
    hers.locator("main form button").last.click()
    hers.wait_for_url(f"{base}/")
    expect(hers.locator("main")).to_contain_text("Nguyễn Thị Hoa")
    context.close()

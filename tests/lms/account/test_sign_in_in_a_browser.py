"""Signing in as a collaborator does it: on a small phone, with and without script."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lms.account.rules.one_time_codes import issue
from lms.base.database import db
from lms.people.queries import person_by_code
from tests.browser import DESK, PHONE, axe, patient, serve
from tests.factories.account import give_password
from tests.factories.people import make_person

pytestmark = pytest.mark.browser
PASSWORD = "gạo mới thơm đồng"


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The app with two people who share a phone, one of whom has a password."""
    lan = make_person("Trần Thị Lan", code="TD-C001", phone="0912345678")
    make_person("Trần Thị Mai", code="TD-C002", phone="0912345678")
    give_password(lan, PASSWORD)
    with serve(app) as address:
        yield address


def slip() -> str:
    """A printed code for Mai."""
    mai = person_by_code("TD-C002")
    assert mai
    person_id = mai.id
    code = issue([person_id], by=None)[person_id]
    db.session.commit()
    return code


def fits(page: Page) -> bool:
    """Whether nothing makes the page wider than the phone."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def faults(page: Page) -> list[str]:
    """What is wrong with a page on a desk and on a phone: axe, small targets, small letters, too wide."""
    found = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        found += axe(page)
    small = page.evaluate(
        "[...document.querySelectorAll('main button, main a.button, main .choice,"
        " main input:not([type=hidden], [type=checkbox])')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 48).map(e => e.outerHTML)"
    )
    tiny = page.evaluate(
        "[...document.querySelectorAll('main p, main label, main li')]"
        ".filter(e => parseFloat(getComputedStyle(e).fontSize) < 16).map(e => e.outerHTML)"
    )
    wide = [] if fits(page) else [f"{page.url} is wider than the phone"]
    return found + small + tiny + wide


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_from_the_slip_to_the_start_is_accessible(site: str, page: Page, language: str) -> None:
    found = []
    page.goto(f"{site}/")
    if language == "en":
        page.click("text=English")
        expect(page.locator("html")).to_have_attribute("lang", "en")
    found += faults(page)
    page.goto(f"{site}/sign-in")
    page.click("main button")
    expect(page.locator(".error-summary")).to_be_visible()
    found += faults(page)
    page.fill("#login", "0912 345 678")
    page.fill("#secret", slip().lower())
    page.click("main button")
    mai = page.locator("main").get_by_text("Trần Thị Mai")
    expect(mai).to_be_visible()
    found += faults(page)
    mai.click()
    expect(page.locator("#password")).to_be_visible()
    found += faults(page)
    page.fill("#password", "mưa thuận gió hòa")
    page.fill("#again", "mưa thuận gió hòa")
    page.click("main button")
    expect(page.locator("h1")).to_contain_text("Trần Thị Mai")
    found += faults(page)
    for address in ("/account", "/account/devices", "/account/password", "/no-such-page"):
        page.goto(f"{site}{address}")
        found += faults(page)
    assert found == []


def test_it_works_without_script(site: str, browser: Browser) -> None:
    context = patient(browser.new_context(viewport=PHONE, java_script_enabled=False))
    page = context.new_page()
    page.goto(f"{site}/account")
    page.fill("#login", "TD-C001")
    page.fill("#secret", PASSWORD)
    page.click("main button")
    expect(page).to_have_url(f"{site}/account")
    page.click("header summary")
    expect(page.locator("header .menu-phone li").first).to_be_visible()
    page.click("main >> text=Đăng xuất")
    expect(page).to_have_url(f"{site}/")
    page.goto(f"{site}/account")
    assert "/sign-in" in page.url
    context.close()


def test_it_stays_readable_with_letters_of_twice_the_size(site: str, browser: Browser) -> None:
    context = patient(browser.new_context(viewport={"width": 180, "height": 370}, device_scale_factor=2))
    page = context.new_page()
    for address in ("/", "/sign-in", "/no-such-page"):
        page.goto(f"{site}{address}")
        assert fits(page), address
    context.close()


def test_nothing_on_a_page_breaks_its_own_policy(site: str, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for address in ("/", "/sign-in"):
        page.goto(f"{site}{address}")
    assert said == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_the_keyboard_reaches_the_content_first(site: str, page: Page) -> None:
    page.goto(f"{site}/sign-in")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/sign-in#main")

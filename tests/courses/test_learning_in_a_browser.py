"""The whole way through a section in a real browser: with script, without it, and when the line drops."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, expect
from sqlalchemy import select

from courses.library import read_course
from courses.models import StepCompletion
from courses.rules.publishing import publish
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from tests.browser import PHONE, axe, patient, serve
from tests.factories.account import sign_in
from tests.factories.courses import KINDS, published_course
from tests.factories.phones import open_section

pytestmark = pytest.mark.browser
SECTION = "/learn/ghi-so-a0/1"


@pytest.fixture
def base(app: Flask, tmp_path: Path) -> Iterator[str]:
    published_course(tmp_path)
    db.session.add(Person(code="CB000001", full_name="Nguyễn Thị Lan"))
    db.session.commit()
    with serve(app) as address:
        yield address


def open_as_lan(app: Flask, browser: Browser, base: str, *, script: bool) -> BrowserContext:
    client = app.test_client()
    sign_in(client, db.session.scalars(select(Person)).one())
    cookie = client.get_cookie("session")
    assert cookie
    context = browser.new_context(viewport=PHONE, locale="vi-VN", java_script_enabled=script)
    context.add_cookies([{"name": "session", "value": cookie.value, "url": base}])
    return patient(context)


def show_a_picture(folder: Path) -> None:
    """Publish the course again with a drawing in its first lesson."""
    (folder / "media").mkdir()
    (folder / "media/nha.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2"/></svg>',
        "utf-8",
    )
    for language in ("vi", "en"):
        (folder / language / "01-bai.md").write_text(
            "# Mở sổ\n\nĐây là nhà.\n\n![Một ngôi nhà](nha.svg)\n", "utf-8"
        )
    publish(read_course(folder), KINDS, clock.now())
    db.session.commit()


def done() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(StepCompletion)).all())


def test_without_script_each_button_leads_on(app: Flask, browser: Browser, base: str) -> None:
    context = open_as_lan(app, browser, base, script=False)
    page = context.new_page()
    page.goto(base + SECTION)
    page.locator("#b1 button").click()
    page.wait_for_url("**/1#b2")
    page.locator("#b2 button").click()
    page.wait_for_url("**/learn/ghi-so-a0")
    expect(page.get_by_text("Đã học xong khóa này")).to_be_visible()
    assert done() == 2
    context.close()


def test_with_script_she_stays_on_the_page_and_nothing_breaks_its_policy(
    app: Flask,
    browser: Browser,
    base: str,
) -> None:
    context = open_as_lan(app, browser, base, script=True)
    page, said = context.new_page(), list[str]()

    def hear(line: ConsoleMessage) -> None:
        said.append(line.text)

    page.on("console", hear)
    page.goto(base + SECTION)
    page.wait_for_load_state("networkidle")
    with page.expect_response("**/done") as answer:
        page.locator("#b1 button").click()
    assert answer.value.ok
    assert page.url.startswith(base + SECTION)
    expect(page.locator("#b1 button")).to_have_text("Đã xong")
    expect(page.locator("#b2")).to_be_focused()
    page.reload()
    page.locator("#b1.done").wait_for()
    assert said == []
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()


def test_a_mark_made_without_network_is_kept_and_sent_later(
    app: Flask,
    browser: Browser,
    base: str,
) -> None:
    context = open_as_lan(app, browser, base, script=True)
    page = context.new_page()
    page.goto(base + SECTION)
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    page.locator("#b1 button").click()
    page.locator("#say", has_text="Còn 1 mục chưa gửi.").wait_for()
    assert done() == 0
    with page.expect_response("**/done"):
        context.set_offline(False)
    page.locator("#b1.done").wait_for()
    assert done() == 1
    context.close()


def test_when_her_session_has_ended_the_mark_is_sent_all_the_same(
    app: Flask,
    browser: Browser,
    base: str,
) -> None:
    context = open_as_lan(app, browser, base, script=True)
    page = context.new_page()
    open_section(page, base + SECTION)
    context.clear_cookies()
    with page.expect_response("**/done") as answer:
        page.locator("#b1 button").click()
    assert answer.value.ok
    page.locator("#b1.done").wait_for()
    assert done() == 1
    context.close()


def test_a_picture_is_loaded_when_its_link_is_tapped_and_not_before(
    app: Flask, browser: Browser, base: str, tmp_path: Path
) -> None:
    show_a_picture(tmp_path / "ghi-so-a0")
    context = open_as_lan(app, browser, base, script=True)
    page, asked = context.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(base + SECTION)
    page.wait_for_load_state("networkidle")
    assert not any("/media/" in url for url in asked)
    with page.expect_response("**/media/*.svg") as answer:
        page.get_by_role("link", name="Xem hình: Một ngôi nhà").click()
    assert answer.value.ok
    picture = page.get_by_role("img", name="Một ngôi nhà")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    assert axe(page) == []
    assert page.url.startswith(base + SECTION)
    context.close()


def test_without_script_the_link_opens_the_picture(
    app: Flask, browser: Browser, base: str, tmp_path: Path
) -> None:
    show_a_picture(tmp_path / "ghi-so-a0")
    context = open_as_lan(app, browser, base, script=False)
    page = context.new_page()
    page.goto(base + SECTION)
    page.get_by_role("link", name="Xem hình").click()
    page.wait_for_url("**/media/*.svg")
    context.close()

"""What was played on a phone arrives exactly once: through cuts, lost replies, two tabs, a restored phone,
another person's turn, a phone that keeps nothing."""

import random
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from sqlalchemy import select

from courses.models import Step
from lms.base.database import db
from lms.people.models import Person
from quizzes.models import Attempt
from tests.browser import serve
from tests.factories.people import make_person
from tests.factories.phones import open_section, phone, rows, sign_in_on, wait_until_sent

pytestmark = pytest.mark.browser
SECTION = "/learn/vao-rung/1"
LEFT = "Còn 1 câu chưa gửi."


def begin(page: Page) -> None:
    page.get_by_role("button", name="Bắt đầu").click()
    expect(page.locator("[data-ex] h3")).to_be_visible()


def choose(page: Page, text: str) -> None:
    page.locator("[data-ex] button.c", has_text=text).click()
    page.get_by_role("button", name="Đi tiếp").click()


def play_badly(page: Page) -> None:
    """The shortest way to an end."""
    begin(page)
    choose(page, "Cứ ăn thử xem")
    expect(page.get_by_text("Bé phải đi trạm y tế.")).to_be_visible()


def attempts() -> list[Attempt]:
    db.session.rollback()
    return list(db.session.scalars(select(Attempt)))


def weather(chance: random.Random) -> Callable[[Route], None]:
    """A network that loses requests, loses replies of what arrived, and has gates that answer for others."""

    def pass_on(route: Route) -> None:
        luck = chance.random()
        if luck < 0.3:
            route.abort()
        elif luck < 0.6:
            route.fetch()
            route.abort()
        elif luck < 0.8:
            route.fulfill(status=chance.choice([200, 404, 503]), body="<html>Wi-Fi")
        else:
            route.continue_()

    return pass_on


TAP = """async luck => {
  for (;;) {
    const there = Array.from(document.querySelectorAll("[data-ex] button")).filter(each => each.offsetParent);
    if (there.length) return there[Math.floor(luck * there.length)].click();
    await new Promise(done => setTimeout(done, 20));
  }
}"""
"""Goes on in the story, whatever stands there."""


def test_whatever_is_cut_each_attempt_arrives_once(
    app: Flask, browser: Browser, practice: Step, lan: Person
) -> None:
    chance = random.Random(520)
    with serve(app) as address, phone(browser) as context:
        sign_in_on(context, app, address, lan)
        page = context.new_page()
        open_section(page, address + SECTION)
        context.route("**/attempts", weather(chance))
        for _ in range(60):
            context.set_offline(chance.random() < 0.5)
            page.evaluate(TAP, chance.random())
            if chance.random() < 0.2:
                page.goto(address + SECTION)
        context.unroute_all(behavior="wait")
        context.set_offline(False)
        page.goto(address + SECTION)
        wait_until_sent(page)
        shown = {row["id"]: row["receipt"] for row in rows(page, "receipts")}
    assert {each.id: each.receipt for each in attempts()} == shown
    assert len(shown) > 5


def test_two_tabs_send_one_attempt(app: Flask, browser: Browser, practice: Step, lan: Person) -> None:
    with serve(app) as address, phone(browser) as context:
        sign_in_on(context, app, address, lan)
        first, second = context.new_page(), context.new_page()
        for tab in (first, second):
            open_section(tab, address + SECTION)
        context.set_offline(True)
        play_badly(first)
        expect(first.locator("#say")).to_contain_text(LEFT)
        context.set_offline(False)
        for tab in (first, second):
            tab.evaluate("void lop520.flush()")
        expect(first.locator("[data-ex] [role=status]")).to_contain_text("Mã biên nhận:")
        expect(second.locator("#say")).to_contain_text("Đã gửi hết.")
    assert len(attempts()) == 1


RESTORE = """async given => {
  const open = indexedDB.open("lop520", 1);
  await new Promise(done => { open.onsuccess = done });
  const work = open.result.transaction(Object.keys(given), "readwrite");
  Object.keys(given).forEach(name => given[name].forEach(row => work.objectStore(name).put(row)));
  await new Promise(done => { work.oncomplete = done });
}"""


def test_a_phone_restored_from_a_copy_sends_again_and_gets_the_same_receipt(
    app: Flask, browser: Browser, practice: Step, lan: Person
) -> None:
    with serve(app) as address, phone(browser) as old, phone(browser) as new:
        sign_in_on(old, app, address, lan)
        page = old.new_page()
        open_section(page, address + SECTION)
        old.set_offline(True)
        play_badly(page)
        expect(page.locator("#say")).to_contain_text(LEFT)
        copy = {store: rows(page, store) for store in ("people", "outbox", "values")}
        old.set_offline(False)
        wait_until_sent(page)
        (receipt,) = [row["receipt"] for row in rows(page, "receipts")]
        restored = new.new_page()
        restored.goto(f"{address}/kept")
        restored.evaluate(RESTORE, copy)
        restored.reload()
        expect(restored.get_by_role("listitem").filter(has_text=receipt)).to_be_visible()
    assert [each.receipt for each in attempts()] == [receipt]


FORGET = "async () => lop520.forget(await lop520.who())"


def test_what_somebody_left_on_a_borrowed_phone_is_sent_as_hers_and_shown_to_nobody(
    app: Flask, browser: Browser, practice: Step, lan: Person
) -> None:
    hoa = make_person("Lê Thị Hoa", phone="0900000558")
    db.session.commit()
    with serve(app) as address, phone(browser) as context:
        sign_in_on(context, app, address, lan)
        page = context.new_page()
        open_section(page, address + SECTION)
        context.set_offline(True)
        play_badly(page)
        expect(page.locator("#say")).to_contain_text(LEFT)
        page.evaluate(FORGET)
        page.goto(f"{address}/kept")
        expect(page.locator("#say")).to_contain_text("1 câu của người khác chờ gửi.")
        expect(page.locator("main")).not_to_contain_text("Lan")
        expect(page.locator("main")).not_to_contain_text("Hái quả")
        context.clear_cookies()
        context.set_offline(False)
        sign_in_on(context, app, address, hoa)
        page.goto(f"{address}/account")
        wait_until_sent(page)
        assert rows(page, "receipts") == []
    (attempt,) = attempts()
    assert attempt.person_id == lan.id


def refuse_storage(context: BrowserContext) -> None:
    context.add_init_script("indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }")


def test_a_phone_that_keeps_nothing_says_so_and_sends_at_once(
    app: Flask, browser: Browser, practice: Step, lan: Person
) -> None:
    with serve(app) as address, phone(browser) as context:
        refuse_storage(context)
        sign_in_on(context, app, address, lan)
        page = context.new_page()
        page.goto(address + SECTION)
        page.wait_for_load_state("networkidle")
        context.set_offline(True)
        play_badly(page)
        expect(page.locator("#say")).to_contain_text("Máy này không giữ được câu trả lời")
        context.set_offline(False)
        expect(page.locator("[data-ex] [role=status]")).to_contain_text("Mã biên nhận:")
    assert len(attempts()) == 1


def test_without_the_script_of_every_page_the_form_plays_on_the_server(
    app: Flask, browser: Browser, practice: Step, lan: Person
) -> None:
    with serve(app) as address, phone(browser) as context:
        context.route("**/static/js/lop520.js", lambda route: route.abort())
        sign_in_on(context, app, address, lan)
        page = context.new_page()
        page.goto(address + SECTION)
        page.get_by_role("button", name="Bắt đầu").click()
        page.wait_for_url("**/exercises/*/play/*")

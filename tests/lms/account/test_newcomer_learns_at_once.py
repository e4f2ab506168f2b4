"""From a new name to her first lesson on the same day, and how few touches it takes.

Before: the officer is on her start page, the newcomer stands beside her with a phone on which nobody has ever
signed in. The officer types one name (and nothing else that is asked), and touches the screen four times.
"""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from lms.base import clock
from lms.base.database import db
from lms.people.models import EndReason
from lms.people.queries import postings_of
from lms.people.rules.posting import end
from tests.browser import DESK, axe, serve
from tests.factories.account import client_of, is_in, new_phone
from tests.factories.people import make_collaborator, make_officer
from tests.factories.places import unit

PASSWORD = "dan so 520"  # as the demonstration prints it
TOUCHES = """
const note = event => { if (event.isTrusted && event.detail) noteTouch(event.target.tagName) };
window.addEventListener("click", note, true);
"""


@pytest.fixture
def site(demo_app: Flask) -> Iterator[str]:
    """The demonstration, in which one post of Tam Dương has stood vacant since the first of the month."""
    (posting,) = postings_of(make_collaborator(unit("08869"), "Vũ Thị Sen", hamlet="Thôn Mới").id)
    end(posting, clock.today().replace(day=1), EndReason.RETIRED.value, by=None)
    db.session.commit()
    with serve(demo_app) as address:
        yield address


def test_her_card_opens_her_path_on_the_day_on_which_she_is_added(demo_app: Flask) -> None:
    officer = client_of(demo_app, make_officer(unit("08869")))
    sent = {"unit": "08869", "full_name": "Đỗ Thị Mơ", "since": f"{clock.today()}", "post": "other"}
    shown = officer.post("/people/new", data={**sent, "hamlet": "Thôn Mới", "hamlet_is_new": "y"}).text
    course = re.findall(r"Bắt đầu với: <b>([^<]+)</b>", shown)[0]
    code = re.findall(r'big-card-code">([^<]+)<', shown)[0]
    phone = new_phone(demo_app)
    phone.post("/code", data={"code": code, "kind": "own"})
    assert is_in(phone)
    start = phone.get("/").text
    assert "Đỗ Thị Mơ" in start
    assert course in start.split("card-next")[1].split("</section>")[0]


@pytest.mark.browser
def test_four_touches_and_one_name_put_her_card_on_the_screen(site: str, page: Page) -> None:
    touches: list[str] = []
    page.expose_function("noteTouch", lambda tag: touches.append(tag))
    page.goto(f"{site}/sign-in")
    page.locator("#login").fill("TD-X01")
    page.locator("#secret").fill(PASSWORD)
    page.locator("main button").first.click()
    expect(page).to_have_url(f"{site}/")
    list_top = page.locator("#my-people").bounding_box()
    assert list_top
    assert list_top["y"] < 2 * 740
    page.add_init_script(TOUCHES)
    page.reload()
    page.get_by_role("link", name="Thêm một người").click()
    page.get_by_label("Họ và tên").click()
    page.keyboard.type("Đỗ Thị Mơ")
    expect(page.get_by_label("thay Vũ Thị Sen")).to_be_checked()
    page.get_by_role("button", name="Thêm và hiện thẻ").click()
    expect(page.locator(".big-card svg")).to_be_visible()
    assert len(touches) <= 4
    box = page.locator(".big-card svg").bounding_box()
    assert box
    assert box["width"] >= 240
    assert axe(page) == []
    page.set_viewport_size(DESK)
    expect(page.get_by_role("button", name="In thẻ này")).to_be_visible()

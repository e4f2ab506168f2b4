"""From a cold phone to the first lesson: three taps, no letters."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from courses.queries import lessons_of
from courses.rules.planning import plan
from lms.base import clock
from lms.people.models import Person
from lms.people.queries import person_by_code
from tests.browser import axe, serve
from tests.factories.account import PIN, give_card, give_pin, new_phone, scan
from tests.factories.people import make_collaborator
from tests.factories.places import unit
from tests.lms.account.test_sign_in_in_a_browser import faults


@pytest.fixture
def site(demo_app: Flask) -> Iterator[str]:
    """The demonstration, served."""
    with serve(demo_app) as address:
        yield address


@pytest.fixture
def beginner(demo_app: Flask) -> Person:
    """A collaborator who has learnt nothing yet."""
    return make_collaborator(unit("08869"))


def first_lesson(person: Person) -> tuple[str, str]:
    """The title of the first lesson of the first thing in somebody's plan, and how its text begins."""
    edition = plan(person.id, clock.today())[0].edition
    words = lessons_of(edition.id)[0].text("vi")
    paragraph = re.search(r"<p>(.+?)</p>", words.html, re.DOTALL)
    assert paragraph
    return words.title, unescape(re.sub(r"<[^>]+>", "", paragraph[1])).strip()[:40]


@pytest.mark.browser
def test_link_my_phone_and_the_one_big_button(site: str, page: Page, beginner: Person) -> None:
    token, _code = give_card(beginner)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    typed: list[str] = []
    page.expose_function("noteKey", lambda key: typed.append(key))
    page.add_init_script("document.addEventListener('keydown', event => noteKey(event.key), true)")

    page.goto(f"{site}/c#{token}")  # the first tap: the link that the camera shows
    expect(page.get_by_role("heading", level=1)).to_have_text("Máy của chị hay máy mượn?")
    assert page.url == f"{site}/c"
    assert faults(page) == []
    page.get_by_role("button", name="Máy của tôi").click()  # the second
    expect(page).to_have_url(f"{site}/")
    page.locator("main .button-big").first.click()  # the third
    expect(page).to_have_url(re.compile(r"/learn/.+"))
    title, text = first_lesson(beginner)
    expect(page.get_by_role("heading", level=2, name=title, exact=True)).to_be_in_viewport()
    expect(page.locator("section.step p", has_text=text).first).to_be_in_viewport()
    assert typed == []
    page.go_back()
    assert token not in page.evaluate("location.href")
    assert [url for url in sent if token in url.partition("#")[0]] == []


@pytest.mark.browser
def test_every_page_of_cards_and_pins_is_accessible(site: str, page: Page, beginner: Person) -> None:
    token, _code = give_card(beginner)
    page.goto(f"{site}/code")
    found = faults(page)
    page.goto(f"{site}/c#{token}")
    page.get_by_role("button", name="Máy mượn").click()
    expect(page).to_have_url(f"{site}/")
    for address in ("/account/leave", "/account/pin", "/account/devices", "/who"):
        page.goto(f"{site}{address}")
        found += faults(page)
    give_pin(beginner)
    page.goto(f"{site}/account/leave")
    found += axe(page)
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page).to_have_url(f"{site}/")
    page.goto(f"{site}/c#{token}")
    page.get_by_role("button", name="Máy của tôi").click()
    expect(page).to_have_url(f"{site}/pin")
    found += faults(page)
    page.locator("#pin").fill(PIN)
    page.get_by_role("button", name="Đi tiếp").click()
    expect(page).to_have_url(f"{site}/")
    assert found == []


def test_after_the_first_lesson_the_start_page_asks_for_a_pin(demo_app: Flask, beginner: Person) -> None:
    learned = person_by_code("TD-C001")
    assert learned
    phones = []
    for person in (learned, beginner):
        phones.append(new_phone(demo_app))
        scan(phones[-1], give_card(person)[0])
    asked = ['href="/account/pin"' in phone.get("/").text for phone in phones]
    assert asked == [True, False]
    give_pin(learned)
    assert 'href="/account/pin"' not in phones[0].get("/").text

"""Several people on one phone on the hill: each comes by her PIN, what she does is kept under her name, and
whoever has left stays away."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from courses.models import Step
from lms.account.models import DeviceUser, SignInSession
from lms.account.rules.keeping_pins import reset_pin
from lms.account.rules.knowing_devices import revoke
from lms.base.database import db
from lms.people.models import Person
from quizzes.models import Attempt
from tests.browser import axe, serve
from tests.factories.account import give_card, give_pin
from tests.factories.people import make_collaborator
from tests.factories.phones import open_section, phone, rows, wait_until_sent
from tests.factories.places import unit
from tests.factories.quizzes import published_exercises

pytestmark = pytest.mark.browser
SECTION = "/learn/vao-rung/1"
LAN, MAI = "Trần Thị Lan", "Phùng Thị Mai"
PINS = {LAN: "2580", MAI: "7391"}
HEEDED = """async names => {
  const locked = async () => (await lop520.all("people")).filter(each => each.lock).map(each => each.name);
  while ((await locked()).sort().join() !== names.join()) await new Promise(done => setTimeout(done, 20));
}"""

STARTED = """async () => {
  while (!window.lop520 || !await lop520.kept("/")) await new Promise(done => setTimeout(done, 20));
}"""


@pytest.fixture
def practice(shipped_app: Flask, tmp_path: Path) -> Step:
    """A story of a published course."""
    return published_exercises(tmp_path)[0]


@pytest.fixture
def people(shipped_app: Flask) -> dict[str, Person]:
    """Two collaborators of Xã Tam Dương, each with a PIN of her own."""
    found = {name: make_collaborator(unit("08869"), name) for name in (LAN, MAI)}
    for name, person in found.items():
        give_pin(person, PINS[name])
    return found


@pytest.fixture
def site(shipped_app: Flask, practice: Step, people: dict[str, Person]) -> Iterator[str]:
    """The address of the product."""
    with serve(shipped_app) as address:
        yield address


@pytest.fixture
def shared(browser: Browser) -> Iterator[BrowserContext]:
    """The family's phone."""
    with phone(browser) as context:
        yield context


def heeded(page: Page, *names: str) -> None:
    """Wait until the phone keeps the PINs of these people, and of nobody else."""
    page.evaluate(HEEDED, sorted(names))


def arrive(page: Page, site: str, person: Person, kind: str = "own") -> None:
    """Scan a card, say whose the phone is, type the PIN."""
    name = person.full_name
    page.goto(f"{site}/kept")
    page.goto(f"{site}/c#{give_card(person)[0]}")
    page.locator(f'#card button[value="{kind}"]').click()
    page.get_by_label("PIN").fill(PINS[name])
    page.get_by_role("button", name="Đi tiếp").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    page.evaluate(STARTED)


def type_pin(page: Page, pin: str) -> None:
    page.get_by_label("Gõ mã PIN").fill(pin)
    page.get_by_role("button", name="Đi tiếp").click()


def come(page: Page, site: str, name: str) -> None:
    """Tap one's name and type the PIN, without a network."""
    page.goto(f"{site}/who")
    page.get_by_role("button", name=name).click()
    type_pin(page, PINS[name])
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def play(page: Page, site: str) -> None:
    """Come to an end of the story, by the shortest way."""
    page.goto(site + SECTION)
    page.get_by_role("button", name="Bắt đầu").click()
    page.locator("[data-ex] button.c", has_text="Cứ ăn thử xem").click()
    page.get_by_role("button", name="Đi tiếp").click()
    expect(page.get_by_text("Bé phải đi trạm y tế.")).to_be_visible()
    expect(page.locator("[data-ex] [role=status]")).to_contain_text("Đã giữ trên máy")


def signed_in() -> set[int]:
    """Whose sessions last, by the server."""
    db.session.rollback()
    return set(
        db.session.scalars(select(SignInSession.person_id).where(SignInSession.revoked_at.is_(None))).all()
    )


def test_a_browser_that_cannot_make_a_lock_signs_in_all_the_same(
    site: str, people: dict[str, Person], shared: BrowserContext
) -> None:
    shared.add_init_script("crypto.subtle.deriveBits = () => Promise.reject(new Error('not supported'))")
    page = shared.new_page()
    page.goto(f"{site}/c#{give_card(people[LAN])[0]}")
    page.locator('#card button[value="own"]').click()
    page.get_by_label("PIN").fill(PINS[LAN])
    page.get_by_role("button", name="Đi tiếp").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(LAN)


def test_what_is_done_after_switching_three_times_is_kept_under_the_right_names(
    site: str, shared: BrowserContext, people: dict[str, Person]
) -> None:
    page = shared.new_page()
    for name in (LAN, MAI):
        arrive(page, site, people[name])
        open_section(page, site + SECTION)
    heeded(page, LAN, MAI)
    shared.set_offline(True)
    play(page, site)  # Mai, who is here, is asked for nothing

    page.goto(f"{site}/who")
    expect(page.get_by_role("button", name=f"{MAI} – học tiếp")).to_be_visible()
    page.get_by_role("button", name=LAN).click()
    type_pin(page, "1470")
    expect(page.get_by_role("alert")).to_contain_text("Còn được gõ 4 lần nữa.")
    assert axe(page) == []
    type_pin(page, PINS[LAN])
    expect(page.get_by_role("heading", level=1)).to_contain_text(LAN)
    play(page, site)
    come(page, site, MAI)
    expect(page.locator("#say")).to_contain_text("1 câu của người khác chờ gửi.")
    come(page, site, LAN)
    play(page, site)

    shared.set_offline(False)
    wait_until_sent(page)
    receipts = {row["id"]: (row["who"], row["receipt"]) for row in rows(page, "receipts")}
    db.session.rollback()
    kept = db.session.scalars(select(Attempt)).all()
    assert {each.id: (each.person_id, each.receipt) for each in kept} == receipts
    assert sorted(each.person.full_name for each in kept) == [MAI, LAN, LAN]
    page.goto(f"{site}/account")
    expect(page).to_have_url(re.compile("/sign-in"))
    assert signed_in() == set(), "Mai was left behind signed in: the server has heard of it"


def test_whoever_leaves_without_a_network_is_away_until_her_pin_and_soon_for_the_server_too(
    site: str, shared: BrowserContext, people: dict[str, Person]
) -> None:
    page = shared.new_page()
    arrive(page, site, people[LAN])
    heeded(page, LAN)
    shared.set_offline(True)
    page.goto(f"{site}/who")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("button", name=LAN, exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_hidden()
    for path in ("/", SECTION, "/people/me"):
        page.goto(site + path)
        expect(page.get_by_role("heading", level=1)).to_have_text("Ai đang học?")
    for left in (4, 3, 2, 1):
        page.get_by_role("button", name=LAN).click()
        type_pin(page, "1470")
        expect(page.get_by_role("alert")).to_contain_text(f"Còn được gõ {left} lần nữa.")
        page.reload()
    page.get_by_role("button", name=LAN).click()
    type_pin(page, "1470")
    expect(page.get_by_role("alert")).to_contain_text("bị khóa trên máy này cho đến khi có mạng")
    page.reload()
    page.get_by_role("button", name=LAN).click()
    expect(page.get_by_role("alert")).to_contain_text("bị khóa trên máy này cho đến khi có mạng")
    expect(page.get_by_label("Gõ mã PIN")).to_be_hidden()
    assert signed_in() == {people[LAN].id}

    shared.set_offline(False)
    page.goto(f"{site}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text(LAN)
    assert signed_in() == set()
    page.get_by_role("button", name=LAN).click()  # the first page offers the names of the phone
    page.get_by_label("PIN").fill(PINS[LAN])
    page.get_by_role("button", name="Đi tiếp").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(LAN)
    shared.set_offline(True)
    page.goto(f"{site}/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Máy này đang giữ gì")


def test_a_pin_taken_away_a_revoked_phone_and_a_borrowed_one_leave_nothing_to_try(
    site: str, shared: BrowserContext, people: dict[str, Person]
) -> None:
    page = shared.new_page()
    for name in (LAN, MAI):
        arrive(page, site, people[name])
        heeded(page, *sorted({LAN, name}))
    reset_pin(people[LAN], by=people[LAN].id)
    db.session.commit()
    page.goto(f"{site}/learn")
    heeded(page, MAI)
    user = db.session.scalars(select(DeviceUser).filter_by(person_id=people[MAI].id)).one()
    revoke(user, by=people[MAI].id)
    db.session.commit()
    page.goto(f"{site}/kept")
    heeded(page)

    give_pin(people[LAN], PINS[LAN])
    arrive(page, site, people[LAN], "borrowed")
    heeded(page, LAN)
    page.goto(f"{site}/account/leave")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page).to_have_url(f"{site}/")
    page.wait_for_load_state()
    assert [each["name"] for each in rows(page, "people")] == [MAI]

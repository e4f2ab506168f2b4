"""A collaborator keeps parts of her course on the phone, goes up the hill, learns and takes the test there,
and comes back: everything she did arrives, with the receipt that her phone shows."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from courses.models import StepCompletion
from lms.account.models import Device, DeviceUser
from lms.base.database import db
from lms.people.models import Person
from lms.people.queries import person_by_code
from quizzes.models import Attempt
from tests.browser import axe
from tests.factories.phones import READY, rows, wait_until_sent
from tests.journeys.conftest import SignIn

pytestmark = pytest.mark.browser
COURSE = "/learn/bao-ve-tre-em"
KEPT = """async () => {
  const key = "form:" + document.getElementById("assessment").dataset.form;
  const questions = document.querySelectorAll("fieldset").length;
  const given = async () => Object.keys(await lop520.read(key) || {}).length;
  while (await given() < questions) await new Promise(done => setTimeout(done, 20));
}"""


def keep_part(page: Page, number: int) -> None:
    box = page.locator(f'[data-keep="{COURSE}/{number}"]')
    box.get_by_role("button", name="Giữ phần này trên máy").click()
    expect(box).to_contain_text(READY)
    expect(box.get_by_role("button", name="Giữ cả hình")).to_contain_text("KB, chưa đến 1 đồng)")


def answer_all(page: Page) -> None:
    for question in page.locator("fieldset").all():
        question.locator("input").first.check()
    page.evaluate(KEPT)


def counts(code: str) -> tuple[int, int]:
    """The attempts she has handed in and the steps she has done, by the server."""
    db.session.rollback()
    person = person_by_code(code)
    assert person
    done = select(StepCompletion).join(StepCompletion.enrolment).filter_by(person_id=person.id)
    attempts = select(Attempt).filter_by(person_id=person.id)
    return len(db.session.scalars(attempts).all()), len(db.session.scalars(done).all())


def said_to_wait(code: str) -> list[int]:
    """How many things each phone of hers has yet to hand in, as far as it told the server."""
    devices = select(Device.unsent).join(DeviceUser).join(Person).where(Person.code == code)
    return list(db.session.scalars(devices))


def test_what_is_learned_on_the_hill_arrives_once(demo_app: Flask, sign_in: SignIn) -> None:
    page = sign_in("TD-C001")
    page.goto(COURSE)
    for number in (3, 4):
        keep_part(page, number)
    before = counts("TD-C001")
    page.context.set_offline(True)

    page.goto(f"{COURSE}/3")
    page.locator('form[action$="/done"] button').first.click()
    expect(page.locator("#say")).to_contain_text("Còn 1 mục chưa gửi.")
    assert axe(page) == []
    page.goto(f"{COURSE}/4")
    page.locator('form[action^="/assessments/"] button').click()
    page.wait_for_url("**/assessments/*")
    answer_all(page)
    page.reload()
    expect(page.locator("input:checked")).to_have_count(page.locator("fieldset").count())
    page.get_by_role("button", name="Nộp bài").click()
    expect(page.locator("#test-state")).to_contain_text("Đã nộp, chờ kết quả.")
    page.goto("/people/me")
    expect(page.get_by_role("heading", name="Máy này đang giữ gì")).to_be_visible()
    expect(page.get_by_text("Hiện không có mạng.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Đi cùng các cháu")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert counts("TD-C001") == before

    page.context.set_offline(False)
    wait_until_sent(page)
    (receipt,) = [row["receipt"] for row in rows(page, "receipts") if row["receipt"]]
    page.goto("/kept")
    expect(page.get_by_role("listitem").filter(has_text=receipt)).to_be_visible()
    assert counts("TD-C001")[0] == before[0] + 1
    kept = db.session.scalars(select(Attempt).filter_by(receipt=receipt)).one()
    assert kept.form_id == kept.id
    assert said_to_wait("TD-C001") == [0]


def test_a_slow_phone_says_handed_in_only_when_it_holds_the_test(demo_app: Flask, sign_in: SignIn) -> None:
    page = sign_in("TD-C001")
    page.goto(COURSE)
    keep_part(page, 4)
    page.context.set_offline(True)
    page.goto(f"{COURSE}/4")
    page.locator('form[action^="/assessments/"] button').click()
    page.wait_for_url("**/assessments/*")
    answer_all(page)
    page.evaluate(
        """() => {
      const device = lop520.device;
      const slow = new Promise(done => { window.goOn = done });
      lop520.device = async () => { window.asked = true; await slow; return device() };
    }"""
    )
    page.get_by_role("button", name="Nộp bài").click()
    page.wait_for_function("window.asked")
    expect(page.locator("#test-state")).to_be_empty()
    assert not rows(page, "outbox")

    page.evaluate("window.goOn()")
    expect(page.locator("#test-state")).to_contain_text("Đã nộp, chờ kết quả.")
    assert len(rows(page, "outbox")) == 1

"""Somebody plays on a phone: in the bundle, with script, with and without a network."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from courses.models import Step, StepCompletion
from lms.base.database import db
from lms.people.models import Person
from quizzes.models import Attempt
from tests.browser import axe, serve
from tests.factories.people import make_person
from tests.factories.phones import open_section, sign_in_on

pytestmark = pytest.mark.browser


def pick(page: Page, text: str) -> None:
    page.locator("[data-ex] button.c", has_text=text).click()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Đi tiếp").click()


def test_a_story_is_played_kept_and_receipted(app: Flask, page: Page, practice: Step, lan: Person) -> None:
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        page.goto(f"{address}/learn/vao-rung/1")
        page.get_by_role("button", name="Bắt đầu").click()
        expect(page.locator("[data-ex] h3")).to_be_focused()
        pick(page, "Cứ ăn thử xem")
        expect(page.locator("[data-ex] .note")).to_be_focused()
        expect(page.locator("[data-ex] .note")).to_have_text("Không biết quả gì thì không ăn.")
        go_on(page)
        expect(page.get_by_text("Bé phải đi trạm y tế.")).to_be_visible()
        expect(page.get_by_role("heading", name="Chỗ nên làm khác")).to_be_visible()
        expect(page.locator("[data-ex] [role=status]")).to_contain_text("Mã biên nhận:")
        shown = page.locator("[data-ex] [role=status]").inner_text()
        assert axe(page) == []
    attempt = db.session.query(Attempt).one()
    assert shown.endswith(attempt.receipt)
    assert attempt.path == [[0, 0]]
    assert db.session.query(StepCompletion).one().step_id == practice.id


def test_she_goes_on_where_she_stopped_after_closing_the_page(
    app: Flask, page: Page, practice: Step, lan: Person
) -> None:
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        page.goto(f"{address}/learn/vao-rung/1")
        page.get_by_role("button", name="Bắt đầu").click()
        pick(page, "Hỏi bà đã")
        expect(page.get_by_role("button", name="Đi tiếp")).to_be_visible()  # shown once the choice is kept
        page.reload()
        page.get_by_role("button", name="Bắt đầu").click()
        expect(page.locator("[data-ex] h3")).to_have_text("Gặp bà")


def test_without_a_network_it_waits_on_the_phone_and_is_sent_once(
    app: Flask, page: Page, practice: Step, lan: Person
) -> None:
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        page.goto(f"{address}/learn/vao-rung/1")
        page.get_by_role("button", name="Bắt đầu").click()
        expect(page.locator("[data-ex] h3")).to_be_visible()
        page.context.set_offline(True)
        pick(page, "Cứ ăn thử xem")
        go_on(page)
        status = page.locator("[data-ex] [role=status]")
        expect(status).to_have_text("Đã giữ trên máy này. Khi có mạng, bài sẽ tự gửi.")
        page.context.set_offline(False)
        expect(status).to_contain_text("Mã biên nhận:")
        page.reload()
        page.wait_for_load_state("networkidle")
    assert db.session.query(Attempt).count() == 1


def test_when_her_session_has_ended_it_is_sent_all_the_same_as_hers(
    app: Flask, page: Page, practice: Step, lan: Person
) -> None:
    hoa = make_person("Lê Thị Hoa", phone="0900000558")
    db.session.commit()
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        open_section(page, f"{address}/learn/vao-rung/1")
        page.get_by_role("button", name="Bắt đầu").click()
        expect(page.locator("[data-ex] h3")).to_be_visible()
        page.context.clear_cookies()
        sign_in_on(page.context, app, address, hoa)
        pick(page, "Cứ ăn thử xem")
        go_on(page)
        expect(page.locator("[data-ex] [role=status]")).to_contain_text("Mã biên nhận:")
    assert db.session.query(Attempt).one().person_id == lan.id


KEPT = """async () => {
  const key = "form:" + document.getElementById("assessment").dataset.form;
  const given = async () => Object.keys(await lop520.read(key) || {}).length;
  while (await given() < 2) await new Promise(done => setTimeout(done, 20));
}"""


def test_a_test_keeps_its_answers_and_shows_its_result(
    app: Flask, page: Page, practice: Step, lan: Person
) -> None:
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        page.goto(f"{address}/learn/vao-rung/1")
        page.get_by_role("button", name="Làm bài kiểm tra").click()
        page.wait_for_url("**/assessments/*")
        assert axe(page) == []
        for question in page.locator("fieldset").all():
            question.locator("input").first.check()
        page.evaluate(KEPT)
        page.reload()
        expect(page.locator("input:checked")).to_have_count(2)
        page.get_by_role("button", name="Nộp bài").click()
        expect(page.get_by_role("heading", name="Chỗ nên làm khác")).to_be_visible()
        assert axe(page) == []
    assert db.session.query(Attempt).one().device != "server"


def test_two_hasty_taps_begin_once(app: Flask, page: Page, practice: Step, lan: Person) -> None:
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        page.goto(f"{address}/learn/vao-rung/1")
        begin = page.get_by_role("button", name="Bắt đầu")
        begin.evaluate("button => { button.click(); button.click() }")
        pick(page, "Hỏi bà đã")
        go_on(page)
        expect(page.locator("[data-ex] h3")).to_have_text("Gặp bà")
        expect(page.locator("[data-ex] h3")).to_have_count(1)
        pick(page, "Rửa sạch rồi ăn")
        go_on(page)
        expect(page.locator("[data-ex] [role=status]")).to_contain_text("Mã biên nhận:")
    assert db.session.query(Attempt).one().path == [[0, 1], [1, 0]]

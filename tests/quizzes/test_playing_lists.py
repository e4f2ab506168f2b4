"""Questions in a lesson: practised with an answer at once, or asked before learning without any."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from courses.models import Edition, StepCompletion
from lms.base.database import db
from lms.people.models import Person
from quizzes.models import Attempt
from tests.browser import axe, serve
from tests.factories.account import sign_in
from tests.factories.phones import sign_in_on
from tests.factories.quizzes import published_lists


@pytest.fixture
def edition(app: Flask, tmp_path: Path) -> Edition:
    return published_lists(tmp_path)


def answer(page: Page, text: str) -> None:
    page.locator("[data-ex] button.c", has_text=text).click()


@pytest.mark.browser
def test_practice_says_at_once_what_was_right(app: Flask, page: Page, edition: Edition, lan: Person) -> None:
    step = edition.sections[1].steps[1].id
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        page.goto(f"{address}/learn/bao-tin/2")
        page.get_by_role("button", name="Bắt đầu").click()
        expect(page.locator("[data-ex] h3")).to_have_text("Câu 1/2")
        answer(page, "115")
        expect(page.locator("[data-ex] .note")).to_have_text("✗ Chưa đúng. 115 là cấp cứu.")
        assert axe(page) == []
        page.get_by_role("button", name="Đi tiếp").click()
        expect(page.locator("[data-ex] h3")).to_have_text("Câu 2/2")
        answer(page, "Cả ngày đêm")
        expect(page.locator("[data-ex] .note")).to_have_text("✓ Đúng, không nghỉ ngày nào.")
        page.get_by_role("button", name="Đi tiếp").click()
        expect(page.locator("[data-ex] .call")).to_have_text("Đúng 1/2")
        again = page.get_by_role("link", name="Bài 1. Báo tin")
        expect(again).to_have_attribute("href", "/learn/bao-tin/1#b2")
        expect(page.locator("[data-ex] [role=status]")).to_contain_text("Mã biên nhận:")
        assert axe(page) == []
    attempt = db.session.query(Attempt).one()
    assert (attempt.path, attempt.score) == ([[0, 0], [1, 0]], 5_000)
    assert db.session.query(StepCompletion).one().step_id == step


@pytest.mark.browser
def test_an_orientation_test_tells_only_at_the_end_where_to_read(
    app: Flask, page: Page, edition: Edition, lan: Person
) -> None:
    step = edition.sections[0].steps[0].id
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        page.goto(f"{address}/learn/bao-tin/1")
        page.get_by_role("button", name="Bắt đầu").click()
        for number, said in enumerate(("111", "Một nghìn đồng", "Cả ngày đêm", "Ai cũng gọi được"), 1):
            expect(page.locator("[data-ex] h3")).to_have_text(f"Câu {number}/4")
            expect(page.locator("[data-ex] .note")).to_have_count(0)
            answer(page, said)
        care = page.locator("[data-ex] h4", has_text="Nên đọc kỹ:").locator("+ ul")
        expect(care).to_have_text("Bài 1. Báo tin")
        known = page.locator("[data-ex] h4", has_text="Đã nắm:").locator("+ ul")
        expect(known).to_have_text("Bài 2. Giờ trực")
        expect(known.get_by_role("link")).to_have_attribute("href", "/learn/bao-tin/2#b1")
        expect(page.locator("[data-ex] [role=status]")).to_contain_text("Mã biên nhận:")
    assert db.session.query(StepCompletion).one().step_id == step


def play_through(visitor: FlaskClient, step: int, choices: list[int]) -> tuple[list[str], str]:
    """Answer page by page, without script; the pages between, and the result."""
    url = visitor.post(f"/exercises/{step}/begin").location
    pages, follow = [], url
    for number, choice in enumerate(choices):
        follow = visitor.post(url, data={"number": number, "choice": choice}).location
        if follow == url:
            pages.append(visitor.get(url).text)
    return pages, visitor.get(follow).text


def test_without_script_practice_goes_page_by_page(app: Flask, edition: Edition, lan: Person) -> None:
    visitor = app.test_client()
    step = edition.sections[1].steps[1].id
    sign_in(visitor, lan)
    between, result = play_through(visitor, step, [0, 0])
    assert "Chưa đúng. 115 là cấp cứu." in between[0]
    assert "Câu 2/2" in between[0]
    assert "Đúng 1/2" in result
    assert 'href="/learn/bao-tin/1#b2">Bài 1. Báo tin' in result
    assert db.session.query(StepCompletion).one().step_id == step


def test_without_script_orientation_says_nothing_in_between(
    app: Flask, edition: Edition, lan: Person
) -> None:
    visitor = app.test_client()
    step = edition.sections[0].steps[0].id
    sign_in(visitor, lan)
    between, result = play_through(visitor, step, [0, 0, 1, 0])
    assert not any("Chưa đúng" in page or "Đã chọn" in page for page in between)
    care, known = result.split("Đã nắm:") if "Đã nắm:" in result else (result, "")
    assert "Bài 1. Báo tin" in care
    assert "Bài 2. Giờ trực" in care
    assert known == ""
    assert db.session.query(StepCompletion).one().step_id == step

"""A trainer makes her course in a browser: by keyboard, on a phone and at a desk; every page passes axe."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from courses.queries.own_courses import kept_folder, own_course
from lms.base.database import db
from tests.browser import axe, serve
from tests.courses.authoring.test_make_a_course import SLUG, begun

pytestmark = pytest.mark.browser


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("#login", "DEMO-GV")
    page.fill("#secret", "dan so 520")
    page.locator("main button").first.click()
    expect(page).to_have_url(f"{address}/")


def lesson_text() -> str:
    db.session.rollback()
    course = own_course(SLUG)
    assert course
    return kept_folder(course).files["vi/01-mo-dau-buoi-hop.md"].text


def test_a_lesson_is_written_with_the_toolbar_and_kept_as_it_is_typed(demo_app: Flask, page: Page) -> None:
    begun(demo_app)
    with serve(demo_app) as address:
        sign_in(page, address)
        page.goto(f"{address}/own-courses/{SLUG}")
        page.get_by_role("link", name="Mở đầu buổi họp").click()
        text = page.get_by_label("Nội dung bài học")
        text.press("Control+End")
        page.get_by_role("button", name="Câu chuyện").press("Enter")
        page.keyboard.type("Chị Lan gõ cửa.")
        text.press("Control+End")
        text.press("Control+b")
        expect(text).to_have_value('# Mở đầu buổi họp\n\n!!! case "Chuyện ở xóm"\n    Chị Lan gõ cửa.\n**…**')
        expect(page.locator("#look .case")).to_contain_text("Chị Lan gõ cửa.")
        expect(page.locator("#look meter")).to_be_visible()
        assert "Chị Lan gõ cửa." in lesson_text()
        assert axe(page) == []
        page.locator("#look [data-line]").first.click()
        expect(text).to_be_focused()


def test_steps_are_moved_by_keyboard_where_they_stand_and_taken_back(demo_app: Flask, page: Page) -> None:
    begun(demo_app)
    with serve(demo_app) as address:
        sign_in(page, address)
        page.goto(f"{address}/own-courses/{SLUG}")
        assert axe(page) == []
        page.get_by_role("button", name="Chuyển “Kết thúc buổi họp” lên").press("Enter")
        expect(page.locator(".own-step").first).to_contain_text("Kết thúc buổi họp")
        expect(page.locator("#step-1-1")).to_be_focused()
        page.get_by_role("button", name="Rút lại").click()
        expect(page.locator(".own-step").first).to_contain_text("Mở đầu buổi họp")
        expect(page.locator("#measure-1 meter")).to_be_visible()
        for way in ("description", "media", "terms", "weights", "publish"):
            page.goto(f"{address}/own-courses/{SLUG}/{way}")
            assert axe(page) == [], way
        page.goto(f"{address}/own-courses")
        assert axe(page) == []
        page.get_by_role("link", name="bao-ve-tre-em").click()
        expect(page.get_by_role("button", name="Nhận vào")).to_be_visible()
        assert axe(page) == []


def test_the_desk_of_a_shipped_lesson_fits_a_phone_at_twice_its_size(demo_app: Flask, page: Page) -> None:
    page.set_viewport_size({"width": 180, "height": 370})
    with serve(demo_app) as address:
        sign_in(page, address)
        page.goto(f"{address}/courses/bao-ve-tre-em/lessons/1")
        expect(page.get_by_label("Hình, ghi âm hoặc tệp")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 180

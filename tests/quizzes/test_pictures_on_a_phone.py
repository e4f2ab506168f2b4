"""Somebody sees the pictures of a story and of a test on a phone: after a tap, and kept with the section."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from lms.people.models import Person
from tests.browser import axe, serve
from tests.factories.phones import sign_in_on
from tests.factories.quizzes import published_pictures

pytestmark = pytest.mark.browser


def test_nothing_is_loaded_before_a_tap_and_it_comes_back_with_its_scene(
    app: Flask, page: Page, tmp_path: Path, lan: Person
) -> None:
    published_pictures(tmp_path)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        page.goto(f"{address}/learn/vao-rung/1")
        expect(page.get_by_role("link", name="Xem hình: Quả đỏ")).to_be_hidden()
        page.get_by_role("button", name="Bắt đầu").click()
        picture = page.get_by_role("link", name="Xem hình: Quả đỏ")
        expect(picture).to_be_visible()
        assert axe(page) == []
        assert not [url for url in asked if "/media/" in url]
        picture.click()
        image = page.get_by_role("img", name="Quả đỏ trên cây")
        expect(image).to_be_visible()
        page.get_by_role("link", name="Nghe: Chim kêu").click()
        expect(page.locator("audio")).to_be_visible()
        page.locator("[data-ex] button.c", has_text="Cứ ăn thử xem").click()
        page.get_by_role("button", name="Đi tiếp").click()
        expect(page.get_by_text("Bé phải đi trạm y tế.")).to_be_visible()
        expect(image).to_be_hidden()
        page.get_by_role("button", name="Quay lại bìa rừng").click()
        expect(image).to_be_visible()


def test_pictures_of_the_test_are_kept_with_those_of_the_section(
    app: Flask, page: Page, tmp_path: Path, lan: Person
) -> None:
    published_pictures(tmp_path)
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        page.goto(f"{address}/learn/vao-rung")
        page.get_by_role("button", name="Giữ").first.click()
        page.get_by_role("button", name="hình").click()
        expect(page.get_by_role("button", name="hình")).to_have_count(0)
        page.goto(f"{address}/learn/vao-rung/1")
        page.context.set_offline(True)
        page.get_by_role("button", name="Làm bài kiểm tra").click()
        page.get_by_role("link", name="Xem hình: Bàn phím").click()
        image = page.get_by_role("img", name="Bàn phím điện thoại")
        expect(image).to_be_visible()
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("each => each.naturalWidth") > 0
        page.context.set_offline(False)

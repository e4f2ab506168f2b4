"""From the scene on which she looks she asks about that scene, with script and without."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from courses.models import Step
from tests.browser import serve


def test_without_script_the_scene_leads_to_asking_about_it(visitor: FlaskClient, practice: Step) -> None:
    scene = visitor.post(f"/exercises/{practice.id}/begin").location
    first = visitor.get(scene).text
    assert f"/ask?step={practice.id}&amp;scene=1" in first
    visitor.post(scene, data={"number": 0, "choice": 1})
    second = visitor.get(scene).text
    assert f"/ask?step={practice.id}&amp;scene=2" in second
    asking = visitor.get(f"/ask?step={practice.id}&scene=2")
    assert "cảnh 2" in asking.text


@pytest.mark.browser
def test_with_script_the_link_of_the_step_names_the_scene(
    app: Flask, page: Page, practice: Step, visitor: FlaskClient
) -> None:
    cookie = visitor.get_cookie("session")
    assert cookie
    with serve(app) as address:
        page.context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
        page.goto(f"{address}/learn/vao-rung/1")
        page.get_by_role("button", name="Bắt đầu").click()
        page.get_by_role("button", name="Hỏi bà đã").click()
        page.get_by_role("button", name="Đi tiếp").click()
        expect(page.locator("[data-ex] h3")).to_have_text("Gặp bà")
        page.locator(f"[data-step='{practice.id}'] a.ask").click()
        expect(page.get_by_text("cảnh 2")).to_be_visible()

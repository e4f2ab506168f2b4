"""A story is read aloud while it is played: the scene, its choices by letters, and what follows."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from courses.models import Step
from lms.people.models import Person
from tests.browser import VOICE, serve
from tests.factories.phones import sign_in_on

pytestmark = pytest.mark.browser


def hear(page: Page) -> list[str]:
    """Let the voice end every sentence until it waits; what it said since it was heard last."""
    while page.evaluate("speechSynthesis.speaking"):
        page.evaluate("ended()")
    said: list[str] = page.evaluate("spoken.splice(0)")
    return said


def test_she_hears_the_scene_the_choices_and_the_consequence(
    app: Flask, page: Page, practice: Step, lan: Person
) -> None:
    page.add_init_script(VOICE)
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        page.goto(f"{address}/learn/vao-rung/1")
        page.get_by_role("button", name="Nghe đọc").click()
        hear(page)
        page.get_by_role("button", name="Bắt đầu").click()
        expect(page.locator("[data-ex] h3")).to_be_focused()
        scene = hear(page)
        assert scene[0] == page.locator("[data-ex] h3").inner_text()
        choices = page.locator("[data-ex] button.c").all_inner_texts()
        assert scene[-len(choices) :] == [
            f"{letter}. {text}" for letter, text in zip("ABC", choices, strict=False)
        ]
        page.locator("[data-ex] button.c", has_text="Cứ ăn thử xem").click()
        expect(page.locator("[data-ex] .note")).to_be_focused()
        assert hear(page) == ["Không biết quả gì thì không ăn."]
        page.get_by_role("button", name="Đi tiếp").click()
        expect(page.locator("[data-ex] h3")).to_be_focused()
        assert "Bé phải đi trạm y tế." in hear(page)

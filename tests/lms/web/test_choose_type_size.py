"""Type size and contrast: chosen once for a phone, with script or without, and never shown wrong first."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect

from lms.web.reading import SIZES, Look, read_look
from tests.browser import serve
from tests.factories.account import type_in

SIZE = "parseFloat(getComputedStyle(document.body).fontSize)"


@pytest.mark.parametrize(("code", "look"), [("1", Look()), ("3c", Look(3, contrast=True)), ("4", Look(4))])
def test_a_code_stands_for_a_size_and_a_contrast(code: str, look: Look) -> None:
    assert read_look(code) == look
    assert look.code == code


@pytest.mark.parametrize("code", [None, "", "0", "5", "3cc", "c", '3"><script>', "１"])
def test_nothing_else_is_a_look(code: str | None) -> None:
    assert read_look(code) is None


def test_the_smallest_and_the_largest_stay() -> None:
    assert Look().smaller == Look()
    assert Look(len(SIZES)).larger == Look(len(SIZES))
    assert Look(2, contrast=True).larger == Look(3, contrast=True)


def test_without_script_the_choice_is_kept_by_the_phone_and_drawn_by_the_server(client: FlaskClient) -> None:
    assert '<html lang="vi">' in client.get("/sign-in").text
    answer = type_in(client, "/settings/reading", look="3c", back="/sign-in")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    cookie = client.get_cookie("look")
    assert cookie
    assert (cookie.value, cookie.max_age, cookie.http_only) == ("3c", 34_560_000, False)
    page = client.get("/sign-in").text
    assert '<html lang="vi" data-look="3c">' in page
    assert 'value="4c" aria-label="Chữ to hơn"' in page
    assert 'aria-pressed="true"' in page


@pytest.mark.parametrize("code", ["9", "", "3c;domain=evil.example"])
def test_a_forged_choice_is_refused_and_a_forged_cookie_is_none(client: FlaskClient, code: str) -> None:
    assert type_in(client, "/settings/reading", look=code).status_code == 400
    client.set_cookie("look", code)
    assert '<html lang="vi">' in client.get("/sign-in").text


def test_the_way_back_stays_on_this_site(client: FlaskClient) -> None:
    answer = type_in(client, "/settings/reading", look="2", back="//evil.example")
    assert answer.location == "/"


@pytest.mark.browser
def test_a_tap_changes_every_page_of_this_phone_at_once_and_nothing_flickers(
    app: Flask, browser: Browser, page: Page
) -> None:
    with serve(app) as base:
        page.goto(f"{base}/sign-in")
        assert page.evaluate(SIZE) == 18
        for size in (21, 24, 28, 28):
            page.get_by_role("button", name="Chữ to hơn").click()
            page.wait_for_function(f"() => {SIZE} === {size}")
        page.get_by_role("button", name="Tương phản mạnh").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Tương phản mạnh")).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_role("status", name="Cỡ chữ 4 trên 4")).to_have_text("4/4")
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        # What a phone has kept from before knows nothing of it; its head does, before anything is painted.
        old = page.context.request.get(f"{base}/sign-in").text().replace(' data-look="4c"', "")
        page.route("**/sign-in", lambda route: route.fulfill(body=old, content_type="text/html"))
        page.route("**/lop520.js", lambda route: route.abort())
        page.goto(f"{base}/sign-in")
        assert page.evaluate(SIZE) == 28

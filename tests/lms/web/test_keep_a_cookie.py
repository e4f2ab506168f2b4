"""A cookie that was verified once is believed again, and no other, and not for ever."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from lms.account.rules.keeping_sessions import STAYS_OWN
from lms.base import clock
from tests.factories.account import client_of
from tests.factories.people import make_person

PAGE = "/account/devices"


@pytest.fixture
def hers(app: Flask) -> FlaskClient:
    """A phone whose cookie was verified a moment ago."""
    client = client_of(app, make_person("Trần Thị Lan"))
    for _again in range(2):
        assert client.get(PAGE).status_code == 200
    return client


def cookie_of(client: FlaskClient) -> str:
    """The signed cookie."""
    cookie = client.get_cookie("session")
    assert cookie
    return cookie.value


def test_a_cookie_with_another_signature_is_nobodys(app: Flask, hers: FlaskClient) -> None:
    good = cookie_of(hers)
    at = good.rindex(".") + 5
    other = app.test_client()
    for forged in (
        good[:at] + ("A" if good[at] != "A" else "B") + good[at + 1 :],
        good[:-1],
        good + "x",
        ".",
    ):
        other.set_cookie("session", forged)
        assert other.get(PAGE).status_code == 302
    other.set_cookie("session", good)
    assert other.get(PAGE).status_code == 200


def test_an_old_cookie_is_nobodys_though_it_was_verified_before(app: Flask, hers: FlaskClient) -> None:
    kept = cookie_of(hers)
    other = app.test_client()
    other.set_cookie("session", kept)
    with time_machine.travel(clock.now() + STAYS_OWN + timedelta(days=1), tick=False):
        assert other.get(PAGE).status_code == 302


def test_what_one_request_changes_in_its_session_no_other_sees(app: Flask, hers: FlaskClient) -> None:
    kept = cookie_of(hers)
    other = app.test_client()
    other.set_cookie("session", kept)
    hers.post("/language/en")
    assert '<html lang="en"' in hers.get(PAGE).text
    assert '<html lang="vi"' in other.get(PAGE).text


def test_what_is_the_same_for_everybody_is_not_fetched_again_when_her_cookie_changes(
    app: Flask, hers: FlaskClient
) -> None:
    page = hers.get(PAGE)
    assert "Cookie" in page.headers["Vary"]
    addresses = re.findall(r'(?:href|src)="(/[^"]+[?]v=[0-9a-f]+)"', page.text)
    assert addresses
    for address in addresses:
        with hers.get(address) as answer:
            assert answer.headers["Cache-Control"].startswith("public, max-age=")
            assert "Cookie" not in answer.headers.get("Vary", "")
            assert "Set-Cookie" not in answer.headers

"""Vietnamese until somebody chooses; then her choice on every page."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from lms.web.asking import same_site_path
from lms.web.i18n import load_catalogue, said


def token_of(page: str) -> str:
    """The token of the first form of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def choose(client: FlaskClient, code: str, back: str) -> str:
    """Press the button of the language; gives the address it leads to."""
    token = token_of(client.get("/sign-in").text)
    answer = client.post(f"/language/{code}", data={"csrf_token": token, "back": back})
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_pages_begin_in_vietnamese_whatever_the_browser_wishes(client: FlaskClient) -> None:
    page = client.get("/sign-in", headers={"Accept-Language": "en"}).text
    assert '<html lang="vi">' in page
    assert "Đăng nhập" in page


def test_the_choice_stays_and_leads_back_to_the_page(client: FlaskClient) -> None:
    assert choose(client, "en", "/sign-in?next=/account") == "/sign-in?next=/account"
    page = client.get("/sign-in").text
    assert '<html lang="en">' in page
    assert "Đăng nhập" not in page
    choose(client, "vi", "/sign-in")
    assert '<html lang="vi">' in client.get("/sign-in").text


def test_a_language_we_do_not_speak_is_no_page(client: FlaskClient) -> None:
    token = token_of(client.get("/sign-in").text)
    assert client.post("/language/fr", data={"csrf_token": token}).status_code == 404


FOREIGN = [
    "//evil.example",
    "https://evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
    "evil.example",
    "///evil.example",
    "http:evil.example",
    "/%0d%0aSet-Cookie: x=1",
    " //evil.example",
    "http://[evil",
    "",
    None,
]


@pytest.mark.parametrize("address", FOREIGN)
def test_nobody_is_sent_to_another_site(address: str | None) -> None:
    path = same_site_path(address)
    assert path == "/" or (path.startswith("/%0d") and "\n" not in path)


@given(st.text(alphabet=st.sampled_from("/\\:?#@.ehtps \t\n%x"), max_size=12))
def test_what_is_taken_always_begins_with_one_slash(address: str) -> None:
    path = same_site_path(address)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))


def test_the_language_switch_sends_nobody_away(client: FlaskClient) -> None:
    for address in FOREIGN:
        if address is not None and "%0d" not in address:
            assert choose(client, "en", address) == "/"


def test_a_number_has_one_form_in_vietnamese(app: Flask) -> None:
    folders = tuple(app.extensions["babel"].instance.domain_instance.folders)
    catalogue = load_catalogue("vi", folders)
    singular, plural = (
        "Field cannot be longer than %(max)d character.",
        "Field cannot be longer than %(max)d characters.",
    )
    assert (
        catalogue.ungettext(singular, plural, 1)
        == catalogue.ungettext(singular, plural, 5)
        == "Nhiều nhất %(max)d ký tự."
    )


def test_a_sentence_inside_a_sentence_is_translated_first(app: Flask) -> None:
    from lms.base.messages import message

    outer = message(
        "%(field)s is too long for the paper: “%(words)s”.", field=message("The issuing agency"), words="x"
    )
    with app.test_request_context():
        assert said(outer) == "Tên cơ quan cấp quá dài so với khổ giấy: “x”."

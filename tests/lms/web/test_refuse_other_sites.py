"""What protects every answer: headers, and the origin of whatever changes something."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://localhost.evil.example"])
def test_a_change_from_another_site_is_refused(client: FlaskClient, origin: str) -> None:
    assert client.post("/sign-in", headers={"Origin": origin}).status_code == 403


def test_the_referer_stands_in_for_a_missing_origin(client: FlaskClient) -> None:
    assert client.post("/sign-in", headers={"Referer": "http://evil.example/page"}).status_code == 403


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://localhost"}])
def test_our_own_pages_and_tools_get_past_the_origin_check(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    assert client.post("/sign-in", headers=headers).status_code == 400  # no token: the next check


def test_looking_from_another_site_is_allowed(client: FlaskClient) -> None:
    assert client.get("/sign-in", headers={"Referer": "http://evil.example/"}).status_code == 200


@pytest.mark.parametrize("address", ["/", "/sign-in", "/no-such-page", "/lop520.css", "/static/mark.svg"])
def test_every_answer_carries_its_headers(client: FlaskClient, address: str) -> None:
    with client.get(address) as answer:
        headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'"):
        assert rule in policy
    assert "unsafe" not in policy


def test_pages_are_not_kept_and_versioned_files_are(client: FlaskClient) -> None:
    page = client.get("/sign-in")
    assert page.headers["Cache-Control"] == "private, no-store"
    sheet = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "immutable" in client.get(sheet).headers["Cache-Control"]


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_page_travels_compressed_to_whoever_understands_it(client: FlaskClient) -> None:
    plain = client.get("/lop520.css")
    small = client.get("/lop520.css", headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.data) < len(plain.data) / 3
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert client.get("/healthz", headers={"Accept-Encoding": "gzip"}).text == "ok"

"""Every answer, of whatever kind, carries its protections, and what is personal is kept by nobody between."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from lms.people.queries import person_by_code
from tests.conftest import make_app
from tests.factories.account import sign_in
from tests.house.test_nasty_values import filled
from tests.house.test_urls import keys_that_exist

HTTPS: dict[str, Any] = {"base_url": "https://lop520.example.vn"}

SHOWN = {
    "text/html",
    "text/css",
    "text/plain",
    "text/javascript",
    "application/json",
    "application/manifest+json",
    "application/pdf",
    "image/png",
    "image/jpeg",
    "image/webp",
    "audio/mpeg",
    "audio/ogg",
}
"""What a browser may show in the place of a page; everything else is saved as a file."""
SCRIPTABLE = {"look"}
"""The cookies that scripts read: size of type and contrast, nothing personal."""


def policy_of(answer: TestResponse) -> dict[str, list[str]]:
    """The policy of an answer: its sources by directive."""
    said = answer.headers["Content-Security-Policy"].split(";")
    parts = [part.split() for part in said if part.strip()]
    assert len({part[0] for part in parts}) == len(parts), said
    return {name: sources for name, *sources in parts}


def check_policy(answer: TestResponse, what: object) -> None:
    """A policy under which nothing runs but what the answer itself names."""
    policy = policy_of(answer)
    closed = {name: policy.get(name) for name in ("default-src", "base-uri", "frame-ancestors")}
    assert all(sources == ["'none'"] for sources in closed.values()), (closed, what)
    assert policy["form-action"] in (["'self'"], ["'none'"]), what
    assert "object-src" not in policy, what  # what default-src says stands
    assert "frame-src" not in policy, what
    for sources in policy.values():
        for source in sources:
            assert source in ("'none'", "'self'", "data:") or source.startswith(("'nonce-", "'sha256-")), what
    assert "data:" not in policy.get("script-src", []), what


def check(answer: TestResponse, what: object, *, https: bool = False) -> None:
    """All that every answer owes."""
    headers, is_page = answer.headers, answer.mimetype == "text/html"
    assert headers["X-Content-Type-Options"] == "nosniff", what
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer"), what
    check_policy(answer, what)
    if is_page:
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", what
        assert headers["Permissions-Policy"] == "microphone=()", what
    else:
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", what
    if answer.data and answer.status_code < 300:
        saved = headers.get("Content-Disposition", "").startswith("attachment")
        drawn = answer.mimetype == "image/svg+xml" and "sandbox" in policy_of(answer)
        assert saved or drawn or answer.mimetype in SHOWN, (answer.mimetype, what)
    if answer.mimetype.startswith("text/"):
        assert answer.content_type.endswith("charset=utf-8"), what
    kept = headers.get("Cache-Control", "")
    if answer.status_code >= 400 or answer.mimetype in ("text/html", "application/pdf", "application/json"):
        assert "public" not in kept, what
        assert "private" in kept or "no-store" in kept, (kept, what)
    if https:
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", what
    for name in ("Access-Control-Allow-Origin", "Server", "X-Powered-By"):
        assert name not in headers, what


def check_cookies(answer: TestResponse, *, https: bool) -> set[str]:
    """The flags of all cookies that an answer sets; their names."""
    names = set()
    for cookie in answer.headers.getlist("Set-Cookie"):
        name = cookie.partition("=")[0]
        words = {word.strip() for word in cookie.split(";")[1:]}
        assert {"Path=/", "SameSite=Lax"} <= words, cookie
        assert ("HttpOnly" in words) == (name not in SCRIPTABLE), cookie
        assert ("Secure" in words) == https, cookie
        assert not any(word.startswith("Domain") for word in words), cookie
        names.add(name)
    return names


@pytest.mark.parametrize("code", [None, "DEMO-LD"])
def test_every_address_answers_with_its_protections(demo_app: Flask, code: str | None) -> None:
    visitor = person_by_code(code or "TD-C001")
    assert visitor
    client, keys = demo_app.test_client(), keys_that_exist(visitor.id)
    if code:
        sign_in(client, visitor)
    for rule in demo_app.url_map.iter_rules():
        for method in ("GET", "POST", "DELETE"):
            with client.open(filled(rule, keys), method=method) as answer:
                check(answer, (method, rule.rule, answer.status_code))
                check_cookies(answer, https=False)
        if code and rule.endpoint in ("account.sign_out", "account.sign_out_others"):
            sign_in(client, visitor)


def test_what_goes_wrong_is_answered_with_the_same_protections(demo_app: Flask) -> None:
    head = person_by_code("DEMO-LD")
    assert head
    client = demo_app.test_client()
    sign_in(client, head)
    form = "multipart/form-data; boundary=list"
    answers = {
        413: client.post("/staff-lists", data=b"0" * (11 * 1024 * 1024), content_type=form),
        404: client.get("/there-is-none"),
        405: client.put("/sign-in"),
        400: client.post("/account/password", data={"csrf_token": "forged"}),
        403: client.post("/sign-out", headers={"Origin": "https://evil.example"}),
        415: client.post("/attempts", data="{}", content_type="text/plain"),
    }
    assert {code: answer.status_code for code, answer in answers.items()} == {code: code for code in answers}
    for code, answer in answers.items():
        check(answer, code)
    strange = demo_app.test_client().get("/", environ_overrides={"HTTP_HOST": "[evil"})
    check(strange, "a host that is none")


def test_a_file_that_is_not_there_is_kept_by_nobody(demo_app: Flask) -> None:
    client = demo_app.test_client()
    there = client.get("/static/css/tokens.css?v=1", buffered=True)
    missing = client.get("/static/css/none.css?v=1")
    assert (there.status_code, there.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    assert (missing.status_code, missing.headers["Cache-Control"]) == (404, "private, no-store")


def test_behind_https_every_cookie_travels_by_https_only(
    database: Callable[[str, str], str], tmp_path: Path
) -> None:
    app = make_app(database("sqlite", "demo"), tmp_path, PUBLIC_URL=HTTPS["base_url"])
    app.config["WTF_CSRF_ENABLED"] = False
    client, names = app.test_client(), set()
    answers = [
        client.get("/", **HTTPS),
        client.post("/language/en", data={"back": "/"}, **HTTPS),
        client.post("/settings/reading", data={"look": "2c", "back": "/"}, **HTTPS),
        client.post("/sign-in", data={"login": "TD-X01", "secret": "dan so 520"}, **HTTPS),
        client.get("/learn", **HTTPS),
        client.post("/sign-out", **HTTPS),
        client.get("/there-is-none", **HTTPS),
    ]
    for answer in answers:
        check(answer, answer.request.path, https=True)
        names |= check_cookies(answer, https=True)
    assert len(names) == 3

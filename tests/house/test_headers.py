"""Every answer, of whatever kind, carries its protections, and what is personal is kept by nobody between."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask

from lms.people.queries import person_by_code
from tests.conftest import make_app
from tests.factories.account import sign_in
from tests.house.test_nasty_values import filled
from tests.house.test_urls import keys_that_exist


def test_every_address_answers_with_its_protections(demo_app: Flask) -> None:
    head = person_by_code("DEMO-LD")
    assert head
    client, keys = demo_app.test_client(), keys_that_exist(head.id)
    sign_in(client, head)
    for rule in demo_app.url_map.iter_rules():
        for method in ("GET", "POST"):
            with client.open(filled(rule, keys), method=method) as answer:
                headers, what = answer.headers, (method, rule.rule, answer.status_code)
            assert headers["X-Content-Type-Options"] == "nosniff", what
            assert headers["Referrer-Policy"] in ("same-origin", "no-referrer"), what
            assert "default-src 'none'" in headers["Content-Security-Policy"], what
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], what
            assert "unsafe" not in headers["Content-Security-Policy"], what
            if answer.mimetype in ("text/html", "application/pdf", "application/json"):
                kept = headers.get("Cache-Control", "")
                assert "public" not in kept, what
                assert "private" in kept or "no-store" in kept or answer.status_code >= 400, what
        if rule.endpoint in ("account.sign_out", "account.sign_out_others"):
            sign_in(client, head)


def test_behind_https_the_cookie_travels_by_https_only(
    database: Callable[[str, str], str], tmp_path: Path
) -> None:
    app = make_app(database("sqlite", "blank"), tmp_path, PUBLIC_URL="https://lop520.example.vn")
    answer = app.test_client().get("/sign-in")
    cookie = answer.headers["Set-Cookie"]
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax"))
    assert answer.headers["Strict-Transport-Security"]

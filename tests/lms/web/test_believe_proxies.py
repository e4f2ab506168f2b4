"""Who asks through a proxy is known by what the proxy says, and nobody else is believed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request

from lms.base.database import db
from lms.people.queries import person_by_code
from lms.setup.health import proxies
from lms.web.access import public
from tests.conftest import make_app
from tests.factories.account import client_of

ROAD = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Proto": "https"}


@pytest.fixture
def served(database: Callable[[str, str], str], tmp_path: Path) -> Callable[..., Flask]:
    """``served(PROXIES="1")``: the app with these settings, and a page that says who asks."""

    def build(**settings: str) -> Flask:
        app = make_app(database("sqlite", "blank"), tmp_path, **settings)

        @app.get("/who-asks")
        @public
        def who_asks() -> dict[str, Any]:
            return {"address": request.remote_addr, "host": request.host, "secure": request.is_secure}

        return app

    return build


def who_asks(app: Flask, **headers: str) -> Any:
    return app.test_client().get("/who-asks", headers=ROAD | headers).json


def test_without_a_proxy_nobody_can_say_to_be_somewhere_else(served: Callable[..., Flask]) -> None:
    said = who_asks(served(), **{"X-Forwarded-Host": "elsewhere.example"})
    assert said == {"address": "127.0.0.1", "host": "localhost", "secure": False}


@pytest.mark.parametrize(("proxies", "address"), [("1", "198.51.100.7"), ("2", "203.0.113.9")])
def test_of_so_many_proxies_the_first_knows_who_asks(
    served: Callable[..., Flask], proxies: str, address: str
) -> None:
    said = who_asks(served(PROXIES=proxies), **{"X-Forwarded-Host": "lop520.example.vn"})
    assert said == {"address": address, "host": "lop520.example.vn", "secure": True}


def health_of(app: Flask) -> str:
    with app.app_context():
        return proxies().health.value


NEAR, FAR, NO_ROAD = {"REMOTE_ADDR": "10.1.2.3"}, {"REMOTE_ADDR": "8.8.8.8"}, dict[str, str]()
OURS, ITSELF = "lop520.example.vn", "127.0.0.1:8520"


@pytest.mark.parametrize(
    ("number", "headers", "asked_from", "health"),
    [
        ("0", {"Host": OURS}, NEAR, "good"),
        ("0", {"Host": ITSELF, "X-Forwarded-For": "8.8.8.8"}, NO_ROAD, "bad"),
        ("0", {"Host": ITSELF, "X-Real-IP": "8.8.8.8"}, NEAR, "bad"),
        ("0", {"Host": OURS, "X-Forwarded-For": "1.2.3.4"}, FAR, "good"),  # a stranger writes what she likes
        ("1", {"Host": OURS, "X-Forwarded-For": "8.8.8.8"}, NEAR, "good"),
        ("1", {"Host": ITSELF}, NO_ROAD, "good"),  # this machine looks whether the process lives
        ("1", {"Host": OURS}, NEAR, "watch"),
        ("2", {"Host": OURS, "X-Forwarded-For": "8.8.8.8"}, NEAR, "watch"),
    ],
)
def test_the_page_of_health_says_where_nobody_knows_who_asks(
    served: Callable[..., Flask],
    number: str,
    headers: dict[str, str],
    asked_from: dict[str, str],
    health: str,
) -> None:
    app = served(PROXIES=number)
    assert health_of(app) == "good"
    app.test_client().get("/who-asks", headers=headers, environ_base=asked_from)
    assert health_of(app) == health


@pytest.mark.parametrize(
    ("settings", "health"),
    [
        ({"DEMO": "0", "PUBLIC_URL": f"https://{OURS}"}, "bad"),
        ({"DEMO": "0", "PUBLIC_URL": f"https://{OURS}", "PROXIES": "1"}, "good"),
        ({"DEMO": "0", "PUBLIC_URL": f"http://{OURS}"}, "good"),
    ],
)
def test_an_address_by_https_has_a_proxy_in_front(
    served: Callable[..., Flask], settings: dict[str, str], health: str
) -> None:
    assert health_of(served(PASSWORD_MEMORY_MB="64", **settings)) == health


def test_a_form_sent_through_the_proxy_comes_from_this_site_and_one_of_a_neighbour_does_not(
    served: Callable[..., Flask],
) -> None:
    app = served(PROXIES="1", PUBLIC_URL="https://lop520.example.vn")
    road = ROAD | {"X-Forwarded-Host": "lop520.example.vn"}
    for origin, status in (("https://lop520.example.vn", 400), ("https://other.example.vn", 403)):
        answer = app.test_client().post("/sign-in", headers=road | {"Origin": origin}, data={"login": "x"})
        assert answer.status_code == status  # 400: the form lacks its token, 403: it came from elsewhere


def test_by_https_a_form_is_taken_from_a_browser_that_names_no_page(served: Callable[..., Flask]) -> None:
    app = served(PROXIES="1", PUBLIC_URL="https://lop520.example.vn")
    client, https = app.test_client(), {"base_url": "https://lop520.example.vn"}
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/sign-in", **https).text)
    assert token
    form = {"csrf_token": token[1], "login": "nobody", "password": "wrong"}
    answer = client.post("/sign-in", data=form, headers={"Origin": "https://lop520.example.vn"}, **https)
    assert answer.status_code not in (400, 403)


def test_cookies_of_an_address_by_https_are_taken_from_this_very_host_only(
    database: Callable[[str, str], str], tmp_path: Path
) -> None:
    app = make_app(database("sqlite", "demo"), tmp_path, PROXIES="1", PUBLIC_URL="https://lop520.example.vn")
    with app.app_context():
        person = person_by_code("TD-C001")
        assert person
        client = client_of(app, person)
        assert client.get_cookie("__Host-session")
        answer = client.post("/account/sending-key", base_url="https://localhost")
        kept = answer.headers["Set-Cookie"]
        assert kept.startswith("__Host-lop520_device=")
        assert "Secure" in kept
        assert "Path=/" in kept
        assert "Domain" not in kept
        db.session.remove()
        db.engine.dispose()

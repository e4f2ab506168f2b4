"""One address: whatever host a request names, links, letters and QR codes name the one of PUBLIC_URL."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.test import TestResponse

from certificates.models import Award
from lms.base import clock
from lms.base.database import db
from lms.config import read_config
from lms.people.queries import person_by_code
from lms.places.queries import unit_by_code
from lms.setup.rules.examining import address_of
from lms.web.own_host import host_in
from tests.conftest import make_app
from tests.factories.account import sign_in
from tests.factories.codes import codes_on
from tests.house.test_headers import check
from tests.house.test_urls import address, keys_that_exist

OURS = "https://lop.example.vn:8443"
OTHER = "elsewhere.example.com"
Ask = Callable[..., TestResponse]


def asker(app: Flask, code: str | None) -> Ask:
    """Somebody whose requests arrive under another host: pages, and forms where data is given."""
    client = app.test_client()
    headers = {"Host": OTHER}
    if code:
        person = person_by_code(code)
        assert person
        sign_in(client, person)
        cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
        assert cookie
        headers["Cookie"] = f"{cookie.key}={cookie.value}"
    visitor = app.test_client(use_cookies=False)
    return lambda where, **data: visitor.open(
        where, method="POST" if data else "GET", data=data or None, headers=headers
    )


@pytest.mark.parametrize("code", [None, "TD-C001", "DEMO-QT"])
def test_no_page_names_another_host(
    code: str | None, database: Callable[[str, str], str], tmp_path: Path
) -> None:
    app = make_app(database("sqlite", "demo"), tmp_path, PUBLIC_URL=OURS)
    named, seen = [], 0
    with app.app_context():
        ask = asker(app, code)
        person = person_by_code(code or "TD-C001")
        assert person
        keys = keys_that_exist(person.id)
        for rule in app.url_map.iter_rules():
            where = (
                address(app, rule, keys)
                if "GET" in (rule.methods or ()) and rule.arguments <= set(keys)
                else None
            )
            if not where or rule.endpoint.endswith("static"):
                continue
            answer = ask(where)
            seen += answer.status_code == 200
            if OTHER.encode() in answer.data or OTHER in str(answer.headers):
                named.append(where)
    assert named == []
    assert seen > (10 if code is None else 40)


def test_codes_on_paper_lead_to_the_one_address(database: Callable[[str, str], str], tmp_path: Path) -> None:
    app = make_app(database("sqlite", "demo"), tmp_path, PUBLIC_URL=OURS)
    with app.app_context():
        unit = unit_by_code("08869", clock.today())
        assert unit
        key = unit.id
        app.config["WTF_CSRF_ENABLED"] = False
        cards = asker(app, "TD-X01")("/cards", unit=key)
        head = asker(app, "DEMO-LD")
        waiting = db.session.scalars(select(Award.id).where(Award.number.is_(None))).all()
        given = {"awards": waiting[:2], "issued_on": f"{clock.today()}", "decision": "12/QĐ"}
        given |= {"signatory_title": "Giám đốc", "signatory": "Phan Thị Minh Nguyệt"}
        head("/certificates/candidates", **given)
        db.session.rollback()
        approved = select(Award).where(Award.id.in_(waiting), Award.number.is_not(None))
        award = db.session.scalars(approved).first()
        assert award
        paper = head(f"/certificates/{award.id}.pdf")
        verified = f"{OURS}/v/{award.code}"
    codes = codes_on(PdfReader(io.BytesIO(cards.data)), 0)
    assert len(codes) == 10
    assert all(code.startswith(f"{OURS}/c#") for code in codes)
    assert codes_on(PdfReader(io.BytesIO(paper.data)), 0) == [verified]


@pytest.fixture
def production(database: Callable[[str, str], str], tmp_path: Path) -> Flask:
    """The product in production, on an address of its own."""
    return make_app(
        database("sqlite", "shipped"), tmp_path, PUBLIC_URL=OURS, DEMO="0", PASSWORD_MEMORY_MB="19"
    )


@pytest.mark.parametrize("path", ["/", "/sign-in", "/verify", "/healthz", "/none"])
@pytest.mark.parametrize(
    "host", [OTHER, "lop.example.vn.evil.com", "evil.com#lop.example.vn", "", "[", "a b"]
)
def test_production_answers_nobody_under_another_host(production: Flask, path: str, host: str) -> None:
    answer = production.test_client().get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert answer.text == f"Trang này chỉ mở ở địa chỉ {OURS}\n"
    check(answer, host)


@pytest.mark.parametrize("host", ["lop.example.vn:8443", "LOP.example.VN", "lop.example.vn."])
def test_it_answers_under_its_own_however_it_is_written(production: Flask, host: str) -> None:
    assert production.test_client().get("/sign-in", headers={"Host": host}).status_code == 200


def test_what_watches_the_process_may_ask_on_its_own_machine(production: Flask) -> None:
    client = production.test_client()
    assert client.get("/healthz", headers={"Host": "127.0.0.1:8520"}).status_code == 200
    assert client.get("/healthz", headers={"Host": "[::1]:8520"}).status_code == 200
    assert client.get("/sign-in", headers={"Host": "127.0.0.1:8520"}).status_code == 400


def test_a_demonstration_answers_under_any_name(app: Flask) -> None:
    assert app.test_client().get("/sign-in", headers={"Host": OTHER}).status_code == 200


@pytest.mark.parametrize(
    ("header", "host"),
    [("a.vn:80", "a.vn"), ("[::1]:1", "::1"), ("A.VN.", "a.vn"), ("[", ""), ("u@a.vn", "")],
)
def test_a_host_is_read_without_its_port(header: str, host: str) -> None:
    assert host_in(header) == host


@pytest.mark.parametrize(
    ("settings", "health"),
    [
        ({}, "good"),
        ({"DEMO": "0"}, "bad"),
        ({"DEMO": "0", "PUBLIC_URL": "http://127.0.0.1:8520"}, "bad"),
        ({"DEMO": "0", "PUBLIC_URL": "http://lop.example.vn"}, "watch"),
        ({"DEMO": "0", "PUBLIC_URL": OURS}, "good"),
    ],
)
def test_the_page_of_health_says_whether_there_is_an_address(settings: dict[str, str], health: str) -> None:
    assert address_of(read_config({"SECRET_KEY": "for tests", **settings})).health == health

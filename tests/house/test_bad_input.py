"""Wrong methods, foreign keys, bodies that are no bodies, borrowed hosts: a sentence, and nothing is lost."""

import json
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.exceptions import MethodNotAllowed, NotFound

from certificates.models import Award
from courses.models import Step
from lms.account.models import SignInSession
from lms.base.database import db
from lms.web.addresses import base_address
from lms.web.asking import BIGGEST_KEY
from quizzes.models import Attempt
from tests.factories.account import sign_in
from tests.factories.people import person
from tests.house.test_nasty_values import filled
from tests.house.test_urls import keys_that_exist

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND")
NOT_ALLOWED = "Địa chỉ này chỉ dùng để gửi biểu mẫu"


def visitor(app: Flask, code: str | None) -> FlaskClient:
    """Somebody signed in under a staff code; with None, a stranger."""
    client = app.test_client()
    if code:
        sign_in(client, person(code))
    return client


@pytest.mark.parametrize("code", [None, "TD-C001", "DEMO-LD"])
def test_every_address_answers_a_wrong_method_with_a_page(demo_app: Flask, code: str | None) -> None:
    client = visitor(demo_app, code)
    keys = {**keys_that_exist(person("TD-C001").id), "session_id": 1}
    adapter = demo_app.url_map.bind("localhost")
    tried = 0
    for rule in demo_app.url_map.iter_rules():
        address = filled(rule, keys)
        for method in METHODS:
            try:
                adapter.match(address, method)
            except NotFound:
                break  # nothing of this kind is in the demonstration
            except MethodNotAllowed:
                answer = client.open(address, method=method)
                assert answer.status_code == 405, (method, address)
                assert answer.headers["Allow"]
                assert NOT_ALLOWED in answer.text
                tried += 1
    assert tried > 100


@pytest.mark.parametrize("address", ["/", "/people", "/sign-in", "/there-is-none"])
def test_a_question_in_bytes_that_are_no_text_is_answered_with_a_page(demo_app: Flask, address: str) -> None:
    answer = visitor(demo_app, "DEMO-LD").get(address, environ_overrides={"QUERY_STRING": "unit=\xff\xfe"})
    assert answer.status_code < 500
    assert "<h1" in answer.text


def test_a_question_in_letters_that_nobody_escaped_is_understood(demo_app: Flask) -> None:
    raw = "words=Nguyễn Thị".encode().decode("latin-1")
    answer = visitor(demo_app, "DEMO-LD").get("/people", environ_overrides={"QUERY_STRING": raw})
    assert 'value="Nguyễn Thị"' in answer.text


@pytest.mark.parametrize("key", [0, BIGGEST_KEY, BIGGEST_KEY + 1, 10**18, 10**40])
@pytest.mark.parametrize("address", ["/people/{}", "/certificates/{}.pdf", "/staff-lists/{}", "/learn/x/{}"])
def test_a_number_that_is_no_key_names_nothing(both_demo_app: Flask, address: str, key: int) -> None:
    answer = visitor(both_demo_app, "DEMO-LD").get(address.format(key))
    assert answer.status_code == 404
    assert "Không có trang này" in answer.text


@pytest.mark.parametrize("code", ["TD-C002", "DEMO-GV"])
def test_what_belongs_to_others_is_absent(demo_app: Flask, code: str) -> None:
    asker = person(code)
    sign_in(demo_app.test_client(), person("DEMO-QT"))
    award = db.session.scalars(select(Award).where(Award.person_id != asker.id)).first()
    attempt = db.session.scalars(select(Attempt).where(Attempt.person_id != asker.id)).first()
    session = db.session.scalars(select(SignInSession).where(SignInSession.person_id != asker.id)).first()
    assert award
    assert attempt
    assert session
    foreign = [f"/people/{award.person_id}", f"/certificates/{award.id}.pdf", f"/attempts/{attempt.id}"]
    device = f"/account/devices/{session.id}/sign-out"
    demo_app.config["WTF_CSRF_ENABLED"] = False
    client = visitor(demo_app, code)
    assert [client.get(address).status_code for address in foreign] == [404, 404, 404]
    assert client.post(device).status_code == 404
    db.session.refresh(session)
    assert session.revoked_at is None


BODIES = ["", "{", "null", "[]", "7", '"x"', "[" * 60_000, '{"id": ' + "9" * 6000 + "}", "\ufeff{}", "NaN"]


@pytest.mark.parametrize("address", ["/attempts", "/learn/steps/{step}/done"])
def test_a_body_that_cannot_be_read_is_no_failure(demo_app: Flask, address: str) -> None:
    client = visitor(demo_app, "TD-C001")
    step = db.session.scalar(select(Step.id).where(Step.kind == "page").limit(1))
    for body in [*BODIES, b"\xff\xfe", b"\xed\xa0\x80"]:
        answer = client.post(address.format(step=step), data=body, content_type="application/json")
        assert answer.status_code in (200, 400), (body[:20], answer.status_code)


def test_half_a_character_in_a_device_name_is_left_out(demo_app: Flask) -> None:
    client = visitor(demo_app, "TD-C001")
    kept = db.session.scalars(select(Attempt).limit(1)).one()
    sent = {
        "id": "0b8f9f2e-7f5e-4c43-9d0a-3f4f3e6d5c99",
        "step": kept.step_id,
        "form": None,
        "language": "vi",
        "mode": "self",
        "device": "máy \ud800\x00 của Lan",
        "started_at": "2026-01-01T08:00:00+07:00",
        "finished_at": "2026-01-01T08:04:00+07:00",
        "path": [],
    }
    answer = client.post("/attempts", data=json.dumps(sent), content_type="application/json")
    assert answer.status_code == 422
    assert answer.get_json()["error"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "image/png"])
def test_an_attempt_that_is_not_called_json_is_refused(demo_app: Flask, kind: str) -> None:
    before = db.session.scalar(select(func.count(Attempt.id)))
    answer = visitor(demo_app, "TD-C001").post("/attempts", data="{}", content_type=kind)
    assert answer.status_code == 415
    assert "<h1>" in answer.text
    assert db.session.scalar(select(func.count(Attempt.id))) == before


def test_a_file_that_is_too_large_is_refused_with_the_limit(demo_app: Flask) -> None:
    big, kind = b"0" * (11 * 1024 * 1024), "multipart/form-data; boundary=list"
    answer = visitor(demo_app, "DEMO-LD").post("/staff-lists", data=big, content_type=kind)
    assert answer.status_code == 413
    assert "Mỗi tệp tối đa 10 MB." in answer.text


def test_a_form_of_too_many_parts_is_refused(demo_app: Flask) -> None:
    parts: dict[str, Any] = {f"field{number}": "x" for number in range(1500)}
    parts["file"] = (BytesIO(b"x"), "list.xlsx")
    assert visitor(demo_app, "DEMO-LD").post("/staff-lists", data=parts).status_code == 413


ORIGINS = ["null", "http://evil.example", "http://localhost.evil.example", "http://[evil", "//", "x"]


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_change_from_elsewhere_is_refused_even_where_no_token_is_asked(
    demo_app: Flask, origin: str
) -> None:
    client = visitor(demo_app, "TD-C001")
    step = keys_that_exist(1)["step_id"]
    for address in ("/attempts", f"/learn/steps/{step}/done", f"/exercises/{step}/begin", "/sign-out"):
        for header in ("Origin", "Referer"):
            assert client.post(address, headers={header: origin}).status_code == 403
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize("host", ["evil<script>", "a b", "[evil", "", "x" * 3000, "é.vn"])
def test_a_strange_host_gets_an_answer_and_is_printed_nowhere(app: Flask, host: str) -> None:
    client = app.test_client()
    for method in ("GET", "POST"):
        answer = client.open("/sign-in", method=method, environ_overrides={"HTTP_HOST": host})
        assert answer.status_code < 500
        assert "evil" not in answer.text
    with app.test_request_context("/", environ_overrides={"HTTP_HOST": "evil<script>"}):
        assert base_address() == "http://127.0.0.1:8520"


ELSEWHERE = [
    "//evil.example",
    "/\\evil.example",
    "http://evil.example",
    "javascript:alert(1)",
    "\t//evil.example",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_address_leads_to_another_site(demo_app: Flask, address: str) -> None:
    demo_app.config["WTF_CSRF_ENABLED"] = False
    signed_in = visitor(demo_app, "TD-C001")
    answers = [
        signed_in.get("/sign-in", query_string={"next": address}),
        signed_in.post("/language/en", data={"back": address}),
    ]
    assert [answer.headers["Location"] for answer in answers] == ["/", "/"]


@pytest.mark.parametrize(
    "cookie", ["x", ".eJw", "eyJfdXNlcl9pZCI6IjEifQ.aaaa.bbbb", "x" * 9000, "\x00", "=;="]
)
def test_a_cookie_that_was_tampered_with_is_nobodys(demo_app: Flask, cookie: str) -> None:
    answer = demo_app.test_client().get("/account", environ_overrides={"HTTP_COOKIE": f"session={cookie}"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("page", ["-1", "0", "abc", "9" * 40, "1.5", "٣"])
def test_a_page_that_there_is_not_shows_one_that_there_is(demo_app: Flask, page: str) -> None:
    answer = visitor(demo_app, "DEMO-LD").get("/people", query_string={"page": page})
    assert answer.status_code == 200
    assert "TD-C" in answer.text or "/people/" in answer.text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-31", "31/02/2026", "x"])
def test_a_day_that_cannot_be_is_answered(both_demo_app: Flask, day: str) -> None:
    client = visitor(both_demo_app, "DEMO-LD")
    for address in ("/coverage", "/coverage/names", "/coverage.xlsx"):
        answer = client.get(address, query_string={"unit": "VN", "on": day})
        assert answer.status_code < 500

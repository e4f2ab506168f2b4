"""Logs tell what happened to which request, and nothing about anybody."""

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from certificates.models import Award
from lms.base.database import db
from lms.logs import JsonLines, TextLines, start_logging, without_people
from lms.people.models import Person
from lms.people.queries import person_by_code
from lms.web.access import public
from lms.web.watching import HEADER
from tests.factories.account import client_of
from tests.house.test_urls import address, keys_that_exist


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the product logs as JSON during a test."""
    written, product = io.StringIO(), logging.getLogger("lms")
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    before = product.level
    product.addHandler(handler)
    product.setLevel(logging.INFO)
    yield written
    product.removeHandler(handler)
    product.setLevel(before)


def lines(log: io.StringIO) -> list[dict[str, object]]:
    """The lines of the log, each read as JSON."""
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_every_page_is_a_line_with_nobody_in_it(demo_app: Flask, log: io.StringIO) -> None:
    her = person_by_code("DEMO-LD")
    assert her
    people = db.session.execute(select(Person.full_name, Person.phone, Person.email)).all()
    private = {value for row in people for value in row if value}
    private |= set(db.session.scalars(select(Award.code)))
    client, keys = client_of(demo_app, her), keys_that_exist(her.id)
    cookie = client.get_cookie("session")
    assert cookie
    private |= {cookie.value, "bi-mat-trong-cau-hoi", "mat khau sai"}
    asked = 0
    for rule in demo_app.url_map.iter_rules():
        url = address(demo_app, rule, keys) if "GET" in (rule.methods or ()) else None
        if url:
            client.get(f"{url}?q=bi-mat-trong-cau-hoi&name={her.full_name}")
            asked += 1
    client.post("/sign-in", data={"login": "DEMO-LD", "secret": "mat khau sai"})
    told = log.getvalue()
    assert {value for value in private if value in told} == set()
    assert len([line for line in lines(log) if line["logger"] == "lms.requests"]) == asked + 1
    assert all(line["id"] for line in lines(log))


def test_a_failure_is_found_by_the_id_on_its_page(demo_app: Flask, log: io.StringIO) -> None:
    def fail() -> str:
        raise ValueError("Nguoi nhan hoa@example.vn, 0912345678 khong co")

    demo_app.add_url_rule("/fail", view_func=public(fail))
    demo_app.testing = False
    answer = demo_app.test_client().get("/fail?phone=0912345678")
    assert answer.status_code == 500
    named = answer.headers[HEADER]
    assert named in answer.text
    failed, request = lines(log)
    assert failed["id"] == request["id"] == named
    assert (failed["level"], request["status"], request["route"]) == ("error", 500, "/fail")
    assert "ValueError" in str(failed["failure"])
    assert "hoa@" not in log.getvalue()
    assert "0912345678" not in log.getvalue()


def test_an_id_of_the_proxy_is_kept_and_nonsense_is_not(demo_app: Flask, log: io.StringIO) -> None:
    client = demo_app.test_client()
    given = "4bf92f3577b34da6a3ce929d0e0e4736"
    assert client.get("/healthz", headers={HEADER: given}).headers[HEADER] == given
    for nonsense in ("x", "Nguyen Thi Hoa", "a" * 200, "0912345678", "<script>", f"{given}\t"):
        minted = client.get("/healthz", headers={HEADER: nonsense}).headers[HEADER]
        assert minted != nonsense
        assert len(minted) == 12
    assert lines(log)[0]["id"] == given


def test_what_is_answered_ahead_of_flask_is_told_alike(demo_app: Flask, log: io.StringIO) -> None:
    learner = person_by_code("TD-C001")
    assert learner
    client = client_of(demo_app, learner)
    client.get("/")
    for address_ in ("/learn/bao-ve-tre-em/2", "/learn/bao-ve-tre-em/2?x=1"):
        assert len(client.get(address_).headers[HEADER]) == 12
    ahead, other = [line for line in lines(log) if line["logger"] == "lms.requests"][-2:]
    assert ahead["route"] == other["route"] == "/learn/<string:slug>/<int:number>"
    assert ahead["status"] == 200


def test_a_line_for_people_says_the_same(demo_app: Flask) -> None:
    record = logging.LogRecord("lms", logging.ERROR, "", 0, "Gửi cho %s", ("hoa@example.vn",), None)
    assert TextLines().format(record).endswith("ERROR   - Gửi cho …@…")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("DETAIL:  Key (phone)=(0912345678) already exists.", "DETAIL: …"),
        ("gọi 0912345678 nhé", "gọi 0… nhé"),
        ("gọi +84912345678", "gọi 0…"),
        ("took 1234567890.5 s at 2026-11-22", "took 1234567890.5 s at 2026-11-22"),
        ("<hoa.nguyen@chi-cuc.gov.vn>", "<…@…>"),
        ("gọi 0912 345 678, 0912.345.678, 84912345678, 02103846123", "gọi 0…, 0…, 0…, 0…"),
        ("căn cước 001085012345", "căn cước 0…"),
        ("[SQL: UPDATE person] [parameters: ('Hoa', 1)]", "[SQL: UPDATE person] [parameters: …]"),
        ("postgresql+psycopg://lop:mat-khau@host/lop520", "postgresql+psycopg://…@host/lop520"),
        ("GET /verify/A-1?token=abc&ten=Hoa", "GET /verify/A-1?…"),
        ("Authorization: Bearer mot2hai3ba4", "Authorization: Bearer …"),
        ("/cards/Xy8sdf7sdfSDFsd9f8sdF", "/cards/…"),
        (
            "Running upgrade 0052 -> 0053_remember_text_consent",
            "Running upgrade 0052 -> 0053_remember_text_consent",
        ),
        ('Job "JobClock._tick (trigger: date[2026-11-22 10:00:00 +07])"',) * 2,
    ],
)
def test_what_names_somebody_is_struck_out(said: str, kept: str) -> None:
    assert without_people(said) == kept


def told(error: Exception) -> str:
    """What the log says of a failure."""
    try:
        raise error
    except Exception:
        record = logging.LogRecord("lms", logging.ERROR, "", 0, "Failed", None, sys.exc_info())
    return str(json.loads(JsonLines().format(record))["failure"]).splitlines()[-1]


def test_what_a_failure_quotes_is_struck_out_unless_it_names_code() -> None:
    assert told(KeyError("full_name")) == "KeyError: 'full_name'"
    assert told(KeyError("Nguyễn Thị Hoa")) == "KeyError: '…'"
    assert (
        told(ValueError("invalid literal for int(): 'Tran Thi Mai'"))
        == "ValueError: invalid literal for int(): '…'"
    )


@pytest.mark.filterwarnings("default")
def test_the_server_names_no_address_and_a_failed_thread_is_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    loggers = [logging.getLogger(name) for name in (None, "lms", "waitress", "py.warnings")]
    before = [(each, each.level, each.handlers[:], each.filters[:]) for each in loggers]
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    try:
        start_logging("json")
        logging.getLogger("waitress").error("Exception while serving %s", "/verify/ma-bi-mat")
        warnings.warn("gọi 0912345678", stacklevel=1)
        thread = threading.Thread(target=int, args=["Nguyễn Thị Hoa"])
        thread.start()
        thread.join()
    finally:
        logging.captureWarnings(False)
        for each, level, handlers, filters in before:
            each.setLevel(level)
            each.handlers[:], each.filters[:] = handlers, filters
    written = capsys.readouterr().err
    said = [json.loads(line) for line in written.splitlines()]
    assert [each["level"] for each in said] == ["error", "warning", "error"]
    assert not [secret for secret in ("bi-mat", "0912345678", "Hoa") if secret in written]

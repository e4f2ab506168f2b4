"""The disk is full: people read a sentence, phones keep what they hand in, lessons are read; and as soon as
there is room, everything goes on without anybody doing more."""

import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base.database import db
from lms.people.models import Person
from quizzes.models import Attempt
from tests.factories.account import give_password
from tests.faults.product import Product, serving_product
from tests.faults.village import Village, found_village
from tests.faults.visits import Browser, ask, hand_in

FULL = "Máy chủ đã hết chỗ lưu"
PASSWORD = "hoa ban nở tháng ba"
LEARNERS = 6
SIZES = [100_000, 515_000, 3_000_000]  # held in memory; laid aside by the product; by what serves


@pytest.fixture
def village(app: Flask, tmp_path: Path) -> Village:
    """A village on SQLite, whose files the server itself writes; the first learner has a password."""
    found = found_village(tmp_path, LEARNERS)
    give_password(db.session.get_one(Person, found.learners[0].person_id), PASSWORD)
    return found


@pytest.fixture
def server(village: Village, app: Flask, tmp_path: Path) -> Iterator[Product]:
    """A server on its database."""
    db.session.remove()
    with serving_product(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path) as product:
        yield product


@contextmanager
def no_room(server: Product) -> Iterator[None]:
    """Within the block the server can make no file longer than a page, as on a disk without room."""
    before = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, before)


def test_phones_keep_what_they_hand_in_until_there_is_room(village: Village, server: Product) -> None:
    first = village.attempt()
    given = {first["id"]: hand_in(server.port, village.learners[0].key, first).json["receipt"]}
    sent = [(learner.key, village.attempt(well=n % 2 == 0)) for n, learner in enumerate(village.learners * 3)]
    with no_room(server), ThreadPoolExecutor(LEARNERS) as phones:
        for said in phones.map(lambda each: hand_in(server.port, *each), sent):
            assert (said.status, said.json["sentence"]) == (503, FULL)
            assert int(said.headers["Retry-After"]) > 0
        again = hand_in(server.port, village.learners[0].key, first)
        assert again.status in (200, 503)  # what stands may be found without writing
    for key, body in sent:
        given[body["id"]] = hand_in(server.port, key, body).json["receipt"]
    kept = {each.id: each.receipt for each in db.session.scalars(select(Attempt))}
    assert kept == given
    assert "Traceback" not in server.said()


def test_people_read_a_sentence_and_what_is_there(village: Village, server: Product) -> None:
    browser = Browser(server.port, {})
    code = db.session.get_one(Person, village.learners[0].person_id).code
    db.session.remove()
    typed = {"csrf_token": browser.token("/sign-in"), "login": code, "secret": PASSWORD}
    with no_room(server):
        said = browser.post("/sign-in", typed)
        assert said.status == 503
        assert f"<h1>{FULL}</h1>" in said.text
        assert "người quản trị" in said.text
        assert browser.get("/sign-in").status == 200
    assert browser.post("/sign-in", typed).status == 303
    with no_room(server):
        assert browser.get("/learn/vao-rung/1").status == 200
        assert browser.get("/account").status == 200
    assert "Traceback" not in server.said()


def test_a_file_that_finds_no_room_on_its_way_ends_nothing(village: Village, server: Product) -> None:
    """A large file is laid aside while it arrives, by what serves, before the product hears of it: that may
    end in a broken connection, never in something half taken."""
    browser = Browser(server.port, {})
    code = db.session.get_one(Person, village.learners[0].person_id).code
    db.session.remove()
    browser.post("/sign-in", {"csrf_token": browser.token("/sign-in"), "login": code, "secret": PASSWORD})
    bodies = [photo(browser.token("/papers/new"), size) for size in SIZES]
    headers = {**browser.headers(), "Content-Type": "multipart/form-data; boundary=x"}
    with no_room(server):
        assert [status_of(server.port, body, headers) for body in bodies] == [422, 503, None]
        assert ask(server.port, "GET", "/healthz").text == "ok"
    assert [status_of(server.port, body, headers) for body in bodies] == [422, 422, 422]  # it is no photo


def status_of(port: int, body: bytes, headers: dict[str, str]) -> int | None:
    """What the form is answered by; None where the connection breaks."""
    with suppress(OSError, HTTPException):
        return ask(port, "POST", "/papers/new", body, headers).status
    return None


def photo(token: str, size: int) -> bytes:
    """A form with a photo of so many bytes, as a browser sends it; nothing else is filled in."""
    head = '--x\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    before = f"{head.format('csrf_token', '')}{token}\r\n{head.format('photo', '; filename=giay.jpg')}"
    return before.encode() + bytes(size) + b"\r\n--x--\r\n"

"""The database is gone, or somebody else holds it for too long: people read a sentence, phones keep what they
hand in, and once it is back everything goes on."""

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import make_url, select

from lms.base.database import db
from quizzes.models import Attempt
from tests.absence import missing
from tests.conftest import fill, opened
from tests.databases import PostgresServer, find_initdb
from tests.faults.conftest import LEARNERS
from tests.faults.product import Product, serving_product
from tests.faults.village import Village, found_village
from tests.faults.visits import Browser, ask, hand_in

AWAY = "Máy chủ tạm thời chưa đọc, ghi được dữ liệu"
TITLES = {"vi": AWAY, "en": "The server cannot get at its records right now"}
Outage = Callable[[], AbstractContextManager[None]]


@contextmanager
def held(url: str) -> Iterator[None]:
    """Another process holds SQLite's write lock within the block."""
    with closing(sqlite3.connect(str(make_url(url).database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def cut_off(url: str) -> Iterator[None]:
    """PostgreSQL ends all connections to the database, and takes none within the block."""
    address = make_url(url)
    name = str(address.database)
    there = {"host": address.host, "port": address.port, "user": address.username, "dbname": "postgres"}
    with closing(psycopg.connect(**there, autocommit=True)) as other:  # type: ignore[arg-type]
        other.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        yield
        other.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


@pytest.fixture
def outage(both_app: Flask) -> Outage:
    """The database cannot be written within the block."""
    url = both_app.config["SQLALCHEMY_DATABASE_URI"]
    db.session.remove()
    return lambda: cut_off(url) if url.startswith("postgresql") else held(url)


def receipts() -> dict[str, str]:
    """By attempt, what is in the database."""
    db.session.remove()
    db.engine.dispose()  # the test's own connections may be dead, too
    return {each.id: each.receipt for each in db.session.scalars(select(Attempt))}


def test_phones_keep_what_they_hand_in_until_it_is_back(
    village: Village, server: Product, outage: Outage
) -> None:
    before = hand_in(server.port, village.learners[0].key, village.attempt())
    assert before.status == 200
    sent = [(learner.key, village.attempt()) for learner in village.learners]
    with outage(), ThreadPoolExecutor(len(sent)) as phones:
        for said in phones.map(lambda each: hand_in(server.port, *each), sent):
            assert said.status == 503, said.text
            assert int(said.headers["Retry-After"]) > 0
            assert said.json["sentence"] == AWAY
    assert receipts().keys() == {before.json["url"].rpartition("/")[2]}
    after = {body["id"]: hand_in(server.port, key, body) for key, body in sent}
    assert {said.status for said in after.values()} == {200}
    kept = receipts()
    assert len(kept) == len(sent) + 1
    assert all(said.json["receipt"] == kept[attempt_id] for attempt_id, said in after.items())
    assert "Traceback" not in server.said()


def test_people_read_a_sentence_and_a_way_on(village: Village, server: Product, outage: Outage) -> None:
    typed = {"login": "0912345678", "secret": "không nhớ"}
    browsers = {language: Browser(server.port, {}) for language in TITLES}
    tokens = {language: browser.token("/sign-in") for language, browser in browsers.items()}
    for language, browser in browsers.items():
        assert browser.post(f"/language/{language}", {"csrf_token": tokens[language]}).status == 303
    with outage():
        for language, browser in browsers.items():
            said = browser.post("/sign-in", {"csrf_token": tokens[language], **typed})
            assert said.status == 503
            assert int(said.headers["Retry-After"]) > 0
            assert f"<h1>{TITLES[language]}</h1>" in said.text
            assert 'href="/"' in said.text
            # It must not say that nobody is signed in, which it could not ask: the phone would forget her.
            assert "data-who" not in said.text
    for language, browser in browsers.items():
        assert browser.post("/sign-in", {"csrf_token": tokens[language], **typed}).status == 200
    assert "Traceback" not in server.said()


def test_while_somebody_writes_for_long_pages_are_read(app: Flask, tmp_path: Path) -> None:
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    with serving_product(url, tmp_path) as product, held(url):
        assert Browser(product.port, {}).get("/sign-in").status == 200
        assert Browser(product.port, {}).get("/healthz").text == "ok"


@pytest.mark.long
@pytest.mark.postgresql
def test_a_postgresql_that_breaks_down_is_found_again(
    request: pytest.FixtureRequest, workshop: Path, tmp_path: Path
) -> None:
    if not find_initdb():
        missing(request, "no PostgreSQL here: install Debian's package postgresql")
    own = PostgresServer(workshop / f"own-{uuid.uuid4().hex[:8]}")
    own.start()
    try:
        url = own.url(own.create())
        fill(url, "blank", tmp_path)
        for _app in opened(url, tmp_path):
            village = found_village(tmp_path, LEARNERS)
            with serving_product(url, tmp_path) as product:
                outlive_breakdowns(own, village, product)
    finally:
        own.stop()


def outlive_breakdowns(postgres: PostgresServer, village: Village, product: Product) -> None:
    """Twice it ends in the middle; what was acknowledged is there, and nobody is refused afterwards."""
    given: dict[str, str] = {}
    port = postgres.port
    for _ in range(2):
        for learner in village.learners:  # so that the pool holds connections that will be dead
            body = village.attempt()
            given[body["id"]] = hand_in(product.port, learner.key, body).json["receipt"]
        postgres.crash()
        body = village.attempt()
        said = hand_in(product.port, village.learners[0].key, body)
        assert (said.status, said.json["sentence"]) == (503, AWAY)
        assert ask(product.port, "GET", "/healthz").status == 503
        postgres.go_on(port)
        assert ask(product.port, "GET", "/healthz").status == 200  # at once, not after one more failure
        given[body["id"]] = hand_in(product.port, village.learners[0].key, body).json["receipt"]
    assert receipts() == given
    assert "Traceback" not in product.said()

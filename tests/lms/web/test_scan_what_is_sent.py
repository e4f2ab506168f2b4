"""An office that has a scanner for viruses lets it look over every file before anything is done with it."""

import hashlib
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.people.queries import person_by_code
from lms.standards.models import HandedInPaper
from tests.absence import missing
from tests.conftest import ENGINES, make_app
from tests.deploy.proxies import is_there
from tests.factories.account import sign_in
from tests.house.test_nasty_values import filled
from tests.house.test_urls import keys_that_exist
from tests.lms.standards.test_hand_in_an_old_certificate import photo, send

MARK = b"LOP520-HARMLESS-WORDS-THAT-A-SCANNER-IS-TAUGHT"
WHO = "TD-C002"
FOUND, AWAY = "tìm thấy vi-rút", "Phần mềm quét vi-rút của máy chủ không trả lời"
SCANNER = """
import sys
from pathlib import Path
given = Path(sys.argv[1]).read_bytes() if sys.argv[1:] else sys.stdin.buffer.read()
if b"%(mark)s" in given:
    print("stdin: Lop520.Test FOUND")
    sys.exit(1)
"""

Open = Callable[..., Flask]


@pytest.fixture
def opened(database: Callable[[str, str], str], tmp_path: Path) -> Iterator[Open]:
    """``opened(command)``: the demonstration, with this scanner."""
    apps: list[Flask] = []

    def open_it(command: str, engine: str = "sqlite") -> Flask:
        app = make_app(database(engine, "demo"), tmp_path, VIRUS_SCAN=command)
        app.config["WTF_CSRF_ENABLED"] = False
        app.app_context().push()
        apps.append(app)
        return app

    yield open_it
    db.session.remove()
    db.engine.dispose()


@pytest.fixture
def scanner(tmp_path: Path) -> str:
    """A command that speaks as ClamAV's do, and knows one virus."""
    file = tmp_path / "scanner.py"
    file.write_text(SCANNER % {"mark": MARK.decode()}, "utf-8")
    return f"{sys.executable} {file}"


def client_of(app: Flask, code: str) -> FlaskClient:
    person, client = person_by_code(code), app.test_client()
    assert person
    sign_in(client, person)
    return client


def papers() -> list[HandedInPaper]:
    """What the collaborator of the demonstration has handed in."""
    person = person_by_code(WHO)
    assert person
    mine = select(HandedInPaper).where(HandedInPaper.person_id == person.id)
    return list(db.session.scalars(mine))


def is_refused(answer: TestResponse, why: str) -> bool:
    """Whether a page says so, and nothing was kept."""
    assert why in answer.text
    assert papers() == []
    return answer.status_code == 409


@pytest.mark.parametrize("engine", ENGINES)
def test_a_file_with_a_virus_is_refused_by_a_sentence_and_is_on_record(
    opened: Open, scanner: str, engine: str
) -> None:
    client = client_of(opened(scanner, engine), WHO)
    body = photo() + MARK
    assert is_refused(send(client, body), FOUND)
    act = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "person:sent_virus")).one()
    person = person_by_code(WHO)
    assert person
    assert (act.actor_id, act.object_id) == (person.id, str(person.id))
    assert act.facts["virus"] == "Lop520.Test"
    assert act.facts["sha256"] == hashlib.sha256(body).hexdigest()
    assert "giay.jpg" not in json.dumps(act.facts)


@pytest.mark.parametrize("how", ["", " FILE"])
def test_a_clean_file_is_taken_whole(opened: Open, scanner: str, how: str) -> None:
    client = client_of(opened(scanner + how), WHO)
    assert is_refused(send(client, photo() + MARK), FOUND)
    assert send(client).status_code == 303
    assert [bool(paper.photo) for paper in papers()] == [True]


@pytest.mark.parametrize("command", ["no-such-scanner -", f"{sys.executable} -c exit(2)"])
def test_while_the_scanner_is_away_nothing_is_taken(opened: Open, command: str) -> None:
    app = opened(command)
    assert is_refused(send(client_of(app, WHO)), AWAY)


def test_the_second_file_of_a_field_is_looked_over_too(opened: Open, scanner: str) -> None:
    client = client_of(opened(scanner), "DEMO-QT")
    files = [(io.BytesIO(b"a"), "a.csv"), (io.BytesIO(MARK), "b.csv")]
    sent = {"files": files}
    answer = client.post("/staffing/imports/new", data=sent, content_type="multipart/form-data")
    assert "b.csv" in answer.text
    assert FOUND in answer.text


@pytest.mark.parametrize("code", ["DEMO-QT", "DEMO-GV"])
def test_no_form_of_the_product_takes_a_file_past_the_scanner(opened: Open, scanner: str, code: str) -> None:
    app = opened(scanner)
    visitor = person_by_code(code)
    assert visitor
    keys, client = keys_that_exist(visitor.id), client_of(app, code)
    seen = 0
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or "sign_out" in rule.endpoint or "leave" in rule.endpoint:
            continue
        sent = {"anything": (io.BytesIO(MARK), "b.csv")}
        answer = client.post(filled(rule, keys), data=sent, content_type="multipart/form-data")
        assert FOUND in answer.text or answer.status_code in (302, 303, 401, 403), rule.rule
        seen += FOUND in answer.text
    assert seen > 50


def test_a_stranger_gives_the_scanner_no_work(opened: Open, scanner: str) -> None:
    sent = {"anything": (io.BytesIO(MARK), "b.csv")}
    answer = opened(scanner).test_client().post("/sign-in", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 401


def test_clamav_itself_finds_what_it_was_taught(
    request: pytest.FixtureRequest, opened: Open, tmp_path: Path
) -> None:
    if not is_there("clamscan"):
        missing(request, "no clamscan here: install Debian's package clamav")
    signatures = tmp_path / "own.ndb"
    signatures.write_text(f"Lop520.Test:0:*:{MARK.hex()}\n", "ascii")
    client = client_of(opened(f"clamscan --no-summary --database={signatures} -"), WHO)
    refused = send(client, photo() + MARK)
    assert is_refused(refused, FOUND)
    assert "Lop520.Test.UNOFFICIAL" in refused.text
    assert send(client).status_code == 303

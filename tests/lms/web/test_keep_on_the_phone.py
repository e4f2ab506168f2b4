"""What a phone is given so that it can go on without a network."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.base.database import db
from lms.people.models import Person
from tests.conftest import make_app
from tests.factories.account import sign_in
from tests.factories.people import make_person


@pytest.fixture
def lan(app: Flask) -> Person:
    person = make_person("Trần Thị Lan")
    db.session.commit()
    return person


def test_the_script_is_asked_for_again_and_costs_nothing_while_it_is_the_same(client: FlaskClient) -> None:
    first = client.get("/static/js/lop520.js")
    assert first.mimetype == "text/javascript"
    assert "no-cache" in first.headers["Cache-Control"]
    again = client.get("/static/js/lop520.js", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_script_speaks_both_languages_and_is_read_by_old_browsers(client: FlaskClient) -> None:
    script = client.get("/static/js/lop520.js").text
    assert "Còn %(count)s câu chưa gửi." in script
    assert "%(count)s answers are not sent yet." in script
    assert not re.search(r"\?\.[a-z(\[]|\?\?", script)
    assert "/*" not in script.replace("*/*", "")


def test_every_page_names_who_is_signed_in_for_the_phone(client: FlaskClient, lan: Person) -> None:
    assert 'data-who=""' in client.get("/sign-in").text
    sign_in(client, lan)
    assert f'data-who="{lan.id}"' in client.get("/learn").text


def test_only_pages_that_say_so_may_be_kept_and_only_for_their_person(
    client: FlaskClient, lan: Person
) -> None:
    assert "Kept-For" not in client.get("/").headers
    sign_in(client, lan)
    for page in ("/", "/learn"):
        assert client.get(page).headers["Kept-For"] == str(lan.id)
    for page in ("/account", "/account/devices", "/people/me", "/kept"):
        assert "Kept-For" not in client.get(page).headers


def test_the_worker_rules_the_whole_site_and_names_files_that_are_there(client: FlaskClient) -> None:
    worker = client.get("/sw.js")
    assert worker.headers["Service-Worker-Allowed"] == "/"
    assert "no-cache" in worker.headers["Cache-Control"]
    found = re.search(r"const SHELL=(\[.*?\]),", worker.text)
    assert found
    shell = json.loads(found[1])
    assert shell[0] == "/static/js/lop520.js"
    for path in shell:
        with client.get(path) as answer:
            assert answer.status_code == 200, path
            assert "Set-Cookie" not in answer.headers, path


def test_the_page_of_what_is_kept_names_nobody_and_speaks_the_language_asked_for(
    client: FlaskClient, lan: Person
) -> None:
    sign_in(client, lan)
    vietnamese, english = client.get("/kept?l=vi").text, client.get("/kept?l=en").text
    assert ('lang="vi"' in vietnamese, "Máy này đang giữ gì" in vietnamese) == (True, True)
    assert ('lang="en"' in english, "What this phone keeps" in english) == (True, True)
    for page in (vietnamese, english):
        assert lan.full_name not in page
        assert "data-who=" not in page
        assert "csrf_token" not in page
    assert client.get("/kept?l=xx").status_code == 200


def test_it_can_be_put_on_the_home_screen(client: FlaskClient) -> None:
    answer = client.get("/lop520.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    manifest = json.loads(answer.data)
    assert (manifest["start_url"], manifest["display"]) == ("/", "standalone")
    for icon in manifest["icons"]:
        with client.get(icon["src"]) as picture:
            assert picture.mimetype == "image/png"


def test_an_office_can_take_back_what_phones_keep(
    database: Callable[[str, str], str], tmp_path: Path
) -> None:
    app = make_app(database("sqlite", "blank"), tmp_path, OFFLINE="0")
    worker = app.test_client().get("/sw.js").text
    assert "unregister()" in worker
    assert "respondWith" not in worker

"""The notice about personal data is for everybody, is shown until it was read, and holds nobody up."""

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base import clock
from lms.base.database import db
from lms.privacy.models import NoticeRead
from lms.privacy.rules import noticing
from tests.factories.account import client_of
from tests.factories.people import person
from tests.factories.privacy import words_of

TITLE = "Dữ liệu của anh/chị được xử lý thế nào"


def test_a_stranger_reads_it_in_both_languages(app: Flask) -> None:
    stranger = app.test_client()
    page = stranger.get("/privacy")
    assert page.status_code == 200
    assert "91/2025/QH15" in page.text
    assert "hai ngày làm việc" in page.text
    stranger.post("/language", data={"language": "en"})
    assert "Tôi đã đọc" not in page.text


@pytest.mark.parametrize("code", ["TD-C001", "TD-X01", "DEMO-QT"])
def test_it_stands_on_the_start_page_until_it_was_read(demo_app: Flask, code: str) -> None:
    client = client_of(demo_app, person(code))
    assert TITLE in words_of(client.get("/").text)
    assert "Tôi đã đọc" in client.get("/privacy").text
    assert client.get("/learn").status_code == 200
    assert client.post("/privacy/read").status_code == 303
    assert TITLE not in words_of(client.get("/").text)
    assert "Tôi đã đọc" not in client.get("/privacy").text
    client.post("/privacy/read")
    row = db.session.scalars(select(NoticeRead)).one()
    assert (row.person_id, row.version) == (person(code).id, noticing.VERSION)


def test_who_read_an_older_version_is_shown_the_present_one(demo_app: Flask) -> None:
    learner = person("TD-C001")
    db.session.add(NoticeRead(person_id=learner.id, version="2025-01", read_at=clock.now()))
    db.session.commit()
    client = client_of(demo_app, person("TD-C001"))
    assert TITLE in words_of(client.get("/").text)
    client.post("/privacy/read")
    assert sorted(db.session.scalars(select(NoticeRead.version))) == ["2025-01", noticing.VERSION]


def test_both_languages_say_the_same_chapters() -> None:
    chapters = {language: noticing.notice(language).count("<h2") for language in ("vi", "en")}
    assert chapters == {"vi": 6, "en": 6}
    assert noticing.notice("fr") == noticing.notice("vi")

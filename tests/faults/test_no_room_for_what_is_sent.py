"""The disk is full while somebody sends a file: a sentence says so, nothing is half kept, and the same is
taken as soon as there is room. By each way in which a file comes to be kept."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select, text

from courses.authoring.formats.archive import packed
from courses.library import folders
from courses.source.folders import DiskFolder
from lms.base.database import db
from lms.people.queries import person_by_code
from tests.courses.authoring.test_make_a_course import SLUG, begun
from tests.factories.account import client_of
from tests.factories.pictures import photo
from tests.factories.staffing import HOA, workbook
from tests.lms.standards.test_hand_in_an_old_certificate import send

FULL_DISK = "Máy chủ đã hết chỗ lưu"
Sent = Callable[[FlaskClient], Any]


def sending(path: str, field: str, name: str, data: bytes, **more: str) -> Sent:
    """How a form with a file is sent."""

    def send_it(client: FlaskClient) -> Any:
        sent = {field: (io.BytesIO(data), name), **more}
        return client.post(path, data=sent, content_type="multipart/form-data")

    return send_it


@contextmanager
def no_room() -> Iterator[None]:
    """Within the block the database can grow by no page, as on a disk without room."""
    with db.engine.connect() as connection:
        connection.execute(text("COMMIT"))
        connection.execute(text("VACUUM"))
        pages = connection.execute(text("PRAGMA page_count")).scalar()

    def limit(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    db.session.remove()
    db.engine.dispose()
    event.listen(db.engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(db.engine, "connect", limit)
        db.session.remove()
        db.engine.dispose()


def rows() -> dict[str, int]:
    """How many rows each table has; whose record was looked at is noted whatever comes of it."""
    tables = [each for each in db.metadata.sorted_tables if each.name != "access_log"]
    counted = {each.name: db.session.scalar(select(func.count()).select_from(each)) or 0 for each in tables}
    db.session.rollback()
    return counted


QUESTIONS = "".join(f"Câu {n}. Trẻ em {n} tuổi cần gì?\nA. Ăn\nB. Ngủ\nĐáp án: A\n\n" for n in range(400))
COURSE = packed(DiskFolder(folders()[0]))


@pytest.mark.parametrize(
    ("who", "sent"),
    [
        ("TD-C002", lambda client: send(client, photo())),
        (
            "DEMO-LD",
            sending("/staff-lists", "files", "ds.xlsx", workbook([HOA] * 300), day="2026-11-22"),
        ),
        ("DEMO-GV", sending("/imports", "files", "de.txt", QUESTIONS.encode())),
        ("DEMO-GV", sending("/own-courses/take-in", "file", "khoa.zip", COURSE)),
        ("DEMO-GV", sending(f"/own-courses/{SLUG}/media", "files", "anh.jpg", photo())),
    ],
    ids=["photo of a paper", "staff list", "material", "course", "picture of a lesson"],
)
def test_a_file_for_which_there_is_no_room_is_not_half_kept(demo_app: Flask, who: str, sent: Sent) -> None:
    begun(demo_app)
    person = person_by_code(who)
    assert person
    client = client_of(demo_app, person)
    before = rows()
    with no_room():
        answer = sent(client)
        assert (answer.status_code, FULL_DISK in answer.text) == (503, True)
        assert rows() == before
    assert sent(client).status_code in (200, 302, 303)
    assert rows() != before

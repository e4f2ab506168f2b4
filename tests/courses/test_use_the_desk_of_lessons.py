"""The pages on which a trainer changes a lesson: her desk, publishing, and deciding after an upgrade."""

import re
import shutil
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from courses.library import LIBRARY
from courses.models import Course, Edition, Section, Step, StepClause
from courses.rules.editing import save_draft
from courses.rules.localising import local_course
from courses.rules.settling import publish_text
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.queries import person_by_code
from lms.standards.models import Clause
from tests.factories.account import sign_in

REAL = "bao-ve-tre-em"
DESK = f"/courses/{REAL}/lessons/1"


def hanh(app: Flask) -> tuple[FlaskClient, Person]:
    """The trainer of the demonstration, signed in."""
    person = person_by_code("DEMO-GV")
    assert person
    client = app.test_client()
    sign_in(client, person)
    return client, person


def real_text() -> str:
    place = local_course(REAL)
    assert place
    return place.lessons["vi", 1].shipped


def save(client: FlaskClient, words: str, revision: int = 0, **more: str) -> TestResponse:
    return client.post(
        f"{DESK}/draft", data={"text": words, "language": "vi", "revision": revision, **more}, **JSON
    )


JSON = {"headers": {"Accept": "application/json"}}


def press(client: FlaskClient, page: str, act: str, **fields: str) -> TestResponse:
    """Press a button of a page for the first lesson as it stands now; ``seen`` says what she has seen."""
    place = local_course(REAL)
    assert place
    token = re.findall(r'name="csrf_token" value="([^"]+)"', client.get(page).text)[0]
    sent = {"csrf_token": token, "text": "vi", "seen": place.lessons["vi", 1].state, **fields}
    return client.post(f"{DESK}/{act}", data=sent)


def test_a_trainer_writes_publishes_and_learners_get_it(demo_app: Flask) -> None:
    client, _ = hanh(demo_app)
    words = real_text().replace("# Trẻ em có quyền", "# Ở xã ta, trẻ em có quyền")
    answer = save(client, words)
    assert answer.status_code == 200
    assert "Ở xã ta" in answer.json["look"]
    page = client.get(f"{DESK}/publish?text=vi")
    assert "Ở xã ta" in page.text
    sent = press(client, DESK, "publish")
    assert sent.status_code == 302
    assert "Đã đăng thành bản 2" in client.get(sent.location).text
    assert "Ở xã ta" in client.get(f"/learn/{REAL}").text


def test_publishing_an_error_is_refused_on_the_page_and_the_draft_is_kept(demo_app: Flask) -> None:
    client, _ = hanh(demo_app)
    save(client, real_text() + "\n<script>alert(1)</script>\n")
    sent = press(client, DESK, "publish")
    assert sent.status_code == 409
    assert "&lt;script&gt;" in sent.text
    assert "&lt;script&gt;" in client.get(DESK).text


def test_a_replaced_clause_under_any_lesson_stops_publishing(demo_app: Flask) -> None:
    clause = db.session.scalars(
        select(Clause)
        .join(StepClause, StepClause.clause_id == Clause.id)
        .join(Step)
        .join(Section)
        .join(Edition)
        .join(Course)
        .where(Course.slug == REAL)
        .order_by(Clause.id)
    ).first()
    assert clause
    db.session.add(
        Clause(
            document_id=clause.document_id,
            article=clause.article,
            version=clause.version + 1,
            effective_on=clock.today(),
            summary="Câu chữ mới",
            text_hash="0" * 64,
        )
    )
    db.session.commit()
    client, _ = hanh(demo_app)
    save(client, real_text() + "\nThêm một câu.\n")
    sent = press(client, DESK, "publish")
    assert sent.status_code == 409
    assert clause.article in sent.text
    assert "course.toml:" in sent.text
    assert "Thêm một câu." in client.get(DESK).text


def test_an_older_window_is_shown_both_texts(demo_app: Flask) -> None:
    client, _ = hanh(demo_app)
    save(client, "# Một\n\nBản một.\n")
    save(client, "# Một\n\nBản hai.\n", revision=1)
    assert save(client, "# Một\n\nBản cũ.\n", revision=1).json["conflict"]
    page = client.post(f"{DESK}/draft", data={"text": "# Một\n\nBản cũ.\n", "language": "vi", "revision": 1})
    assert page.status_code == 409
    assert "Bản hai." in page.text
    assert "Bản cũ." in page.text


def test_a_text_outlives_its_session(demo_app: Flask) -> None:
    client = demo_app.test_client()
    assert save(client, "# Một\n\nChưa mất.\n").status_code == 401
    page = client.post(f"{DESK}/draft", data={"text": "# Một\n\nChưa mất.\n", "language": "vi"})
    assert page.status_code == 401
    assert "Chưa mất." in page.text


def test_whoever_writes_no_exercises_finds_no_desk(demo_app: Flask) -> None:
    person = person_by_code("TD-C001")
    assert person
    client = demo_app.test_client()
    sign_in(client, person)
    assert save(client, "# Một\n").status_code == 404
    assert client.get(DESK).status_code == 403


def test_after_an_upgrade_both_texts_stand_beside_each_other_with_three_choices(
    demo_app: Flask, tmp_path: Path
) -> None:
    client, person = hanh(demo_app)
    older = tmp_path / REAL
    shutil.copytree(LIBRARY / REAL, older)
    file = next((older / "vi").glob("01-*.md"))
    file.write_text(file.read_text("utf-8").replace("Xóm Bãi họp", "Xóm Đồi họp"), "utf-8")
    before = local_course(REAL, tmp_path)
    assert before
    lesson = before.lessons["vi", 1]
    words = lesson.shipped.replace("Bác Sửu", "Bác Pánh")
    save_draft(before, lesson, words, 0, by=person.id, now=clock.now())
    publish_text(
        before,
        lesson,
        seen=lesson.state,
        by=person.id,
        kinds=demo_app.extensions["step_kinds"],
        opens=lambda address: True,
        now=clock.now(),
    )
    db.session.commit()

    assert f'href="{DESK}?text=vi"' in client.get("/").text
    page = client.get(DESK).text
    assert "Xóm Đồi họp" in page
    assert "Xóm Bãi họp" in page
    for choice in ('value="keep"', 'value="take"', 'href="#text"'):
        assert choice in page

    place = local_course(REAL)
    assert place
    seen = place.lessons["vi", 1].state
    press(client, DESK, "settle", choice="keep")
    assert 'value="keep"' not in client.get(DESK).text
    stale = press(client, DESK, "settle", choice="take", seen=seen)
    assert "được sửa" in client.get(stale.location).text
    press(client, DESK, "settle", choice="take")
    assert "Bác Pánh" in client.get(f"{DESK}/history").text
    assert "Bác Pánh" not in client.get(DESK).text

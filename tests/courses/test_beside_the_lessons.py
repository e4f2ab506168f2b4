"""What a course hands out beside its lessons: its outline, the page for the wall, the book, the words."""

import io
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from courses.library import read_course
from courses.models import Edition
from courses.pdf.blocks import blocks_of
from courses.rules.publishing import publish
from lms.base import clock
from lms.base.database import db
from lms.people.queries import person_by_code
from lms.web.costs import HEADER_BYTES
from tests.factories.account import sign_in
from tests.factories.courses import KINDS, write_whole_course
from tests.factories.standards import a_collaborator


@pytest.fixture
def edition(shipped_app: Flask, tmp_path: Path) -> Edition:
    shipped_app.extensions["step_kinds"].update(KINDS)
    found = publish(read_course(write_whole_course(tmp_path)), KINDS, clock.now())
    assert found
    db.session.commit()
    return found


@pytest.fixture
def learner(shipped_app: Flask, edition: Edition) -> FlaskClient:
    client = shipped_app.test_client()
    sign_in(client, a_collaborator())
    return client


def speaking(client: FlaskClient, language: str) -> FlaskClient:
    with client.session_transaction() as cookie:
        cookie["language"] = language
    return client


def test_the_outline_says_what_a_course_is_for_and_rests_on(learner: FlaskClient) -> None:
    page = learner.get("/learn/tham-ho").text
    for said in (
        "Lắng nghe.",
        "1. Bài số 1",
        "kèm câu hỏi luyện tập",
        "Thông tư ghi sổ, 7/2024/TT (từ 01/05/2024)",
    ):
        assert said in page
    assert "01/01/2030" in page
    assert "Câu hỏi bai-1" not in page
    assert "Câu hỏi tinh-huong-1" in page


def test_who_reads_english_is_told_that_the_lessons_are_in_vietnamese(learner: FlaskClient) -> None:
    page = speaking(learner, "en").get("/learn/tham-ho").text
    assert "The lessons of this course are in Vietnamese." in page
    assert "Visiting households" in page
    assert "Listen." in page
    assert '<span lang="vi">1. Bài số 1</span>' in page
    section = learner.get("/learn/tham-ho/2")
    assert '<html lang="vi">' in section.text
    assert "Tôi đã đọc xong" in section.text


def test_the_job_aid_is_one_page_with_its_words_and_its_edition(learner: FlaskClient) -> None:
    page = learner.get("/learn/tham-ho").text
    answer = learner.get("/courses/tham-ho/job-aid.pdf")
    assert answer.mimetype == "application/pdf"
    kilobytes = round((len(answer.data) + HEADER_BYTES) / 1000)
    assert f"In tờ nhắc việc (PDF, 1 trang A4, {kilobytes}\u00a0KB, chưa đến 1 đồng)" in page
    (paper,) = PdfReader(io.BytesIO(answer.data)).pages
    words = paper.extract_text()
    for said in ("Nhớ khi đến nhà", "Trước cửa", "Gõ cửa.", "Bản 1, ngày", "Thăm hộ", "Lớp 520"):
        assert said in words


def test_the_child_protection_job_aid_says_whom_to_call_in_both_languages(learner: FlaskClient) -> None:
    for language, said in (("vi", "Gọi 111"), ("en", "Call 111")):
        answer = speaking(learner, language).get("/courses/bao-ve-tre-em/job-aid.pdf")
        (paper,) = PdfReader(io.BytesIO(answer.data)).pages
        assert said in paper.extract_text()


def test_a_course_without_job_aid_or_edition_has_none(learner: FlaskClient, edition: Edition) -> None:
    assert learner.get("/courses/khong-co/job-aid.pdf").status_code == 404
    assert learner.get("/courses/khong-co/book").status_code == 404
    db.session.delete(edition.job_aids[0])
    db.session.commit()
    assert learner.get("/courses/tham-ho/job-aid.pdf").status_code == 404
    assert "In tờ nhắc việc" not in learner.get("/learn/tham-ho").text


def test_the_book_holds_every_lesson_and_no_test(learner: FlaskClient) -> None:
    page = learner.get("/courses/tham-ho/book").text
    assert [f"{number}. Bài số {number}" in page for number in range(1, 7)] == [True] * 6
    assert "Thông tư ghi sổ 7/2024/TT, Điều 3 (từ 01/05/2024)" in page
    assert "kiem-tra" not in page
    assert "dinh-huong" not in page


def test_the_glossary_finds_words_without_diacritics(learner: FlaskClient) -> None:
    page = learner.get("/glossary").text
    assert "Nghĩa của từ sổ hộ." in page
    assert 'id="s"' in page
    assert page.index("bí mật đời sống riêng tư") < page.index("Nghĩa của từ gõ cửa.")
    found = learner.get("/glossary?words=go+cua").text
    assert "Nghĩa của từ gõ cửa." in found
    assert "Nghĩa của từ sổ hộ." not in found
    assert "Không tìm thấy từ nào" in learner.get("/glossary?words=máy+bay").text
    assert learner.get(f"/glossary?words={'x' * 5000}%00").status_code == 400
    assert learner.get(f"/glossary?words={'x' * 5000}").status_code == 200


def test_trainers_see_the_open_questions_and_learners_do_not(demo_app: Flask) -> None:
    client = demo_app.test_client()
    trainer, learner = person_by_code("DEMO-GV"), person_by_code("TD-C001")
    assert trainer
    assert learner
    sign_in(client, trainer)
    page = client.get("/courses/questions").text
    assert page.count("Trả lời:") >= 4
    assert 'href="/courses/questions"' in client.get("/").text
    sign_in(client, learner)
    assert client.get("/courses/questions").status_code == 403


def test_blocks_keep_words_lists_tables_and_boxes() -> None:
    html = (
        "<h3>Đầu</h3><p>Gọi <strong>111</strong>, ngay.</p><ol><li><p>Một</p></li><li>Hai</li></ol>"
        "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>c</td><td></td></tr></tbody></table>"
        '<div class="admonition danger"><p class="admonition-title">Chú ý</p><p>"Dừng" lại.</p></div>'
    )
    blocks = blocks_of(html)
    assert [block.kind for block in blocks] == ["h3", "p", "li", "li", "table", "danger"]
    assert [(word.text, word.bold, word.joined) for word in blocks[1].words] == [
        ("Gọi", False, False),
        ("111", True, False),
        (",", False, True),
        ("ngay.", False, False),
    ]
    assert [block.marker for block in blocks[2:4]] == ["1.", "2."]
    assert [[" ".join(word.text for word in cell) for cell in row] for row in blocks[4].rows] == [
        ["A", "B"],
        ["c", ""],
    ]
    title, body = blocks[5].inside
    assert (title.kind, [word.text for word in body.words]) == ("title", ["“Dừng”", "lại."])

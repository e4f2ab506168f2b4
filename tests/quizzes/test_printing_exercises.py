"""What is handed in from a printed exercise is one page: name, code and letters stand on the first."""

import io
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from courses.models import Step
from courses.pdf.blocks import paragraph
from lms.base.database import db
from quizzes.exercise.paper import sheet_code
from quizzes.pdf.book import Printed, draw_books
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_officer
from tests.factories.places import small_country
from tests.factories.quizzes import published_exercises


@pytest.fixture
def steps(app: Flask, tmp_path: Path) -> tuple[Step, Step]:
    """A story and a test of a published course."""
    return published_exercises(tmp_path)


@pytest.fixture
def officer(app: Flask) -> FlaskClient:
    """Of a commune with one collaborator, Trần Thị Lan."""
    places = small_country()
    make_collaborator(places.tam_duong)
    found = make_officer(places.tam_duong)
    db.session.commit()
    return client_of(app, found)


def pages(client: FlaskClient, path: str) -> list[str]:
    """The words of each page."""
    answer = client.get(path)
    assert answer.mimetype == "application/pdf"
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.data)).pages]


def test_a_story_is_handed_in_by_its_first_page(officer: FlaskClient, steps: tuple[Step, Step]) -> None:
    story = steps[0]
    first, *others = pages(officer, f"/paper/{story.id}/book.pdf")
    for said in (sheet_code(story.id), "Họ và tên:", "mỗi ô một chữ", "Nộp trang này", "Cảnh 1"):
        assert said in first
    rest = " ".join(others)
    assert "Nộp trang này" not in rest
    assert "Chép chữ này vào ô đậm ở trang 1" in first + rest
    assert "Lời bàn, đọc sau khi làm xong" in rest
    assert "Lời bàn, đọc" not in first
    for number, page in enumerate([first, *others], 1):
        assert f"Trang {number}/{1 + len(others)}" in page


def test_a_sheet_carries_the_name_beside_the_letters(officer: FlaskClient, steps: tuple[Step, Step]) -> None:
    test = steps[1]
    officer.post(f"/helping/{test.id}/forms?paper=1")
    first = pages(officer, f"/paper/{test.id}/sheets.pdf")[0]
    assert "Trần Thị Lan ·" in first
    assert "mỗi ô một chữ" in first
    assert "Đúng" not in first


def test_a_title_as_long_as_may_be_stays_beside_the_code(app: Flask) -> None:
    title = "Chuyện ở thôn Đông " * 6
    paragraphs = [paragraph("Một câu. " * 400)]
    at = "https://example.vn"
    book = Printed(title.strip(), "1A2-K", 3, "", at, paragraphs, [paragraphs], 20, "K", [], call=True)
    with app.test_request_context():
        read = PdfReader(io.BytesIO(draw_books([book], date(2026, 5, 4))))
    words = " ".join(" ".join(page.extract_text().split()) for page in read.pages)
    assert title.strip() in words
    assert words.count("câu.") == 800
    assert "Gọi 111" in words

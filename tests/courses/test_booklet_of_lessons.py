"""The lessons of a course on paper: complete, in order, in large type, whatever stands in them."""

import io
import re
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PageObject, PdfReader
from sqlalchemy import delete, select

from courses.library import read_course
from courses.models import Booklet, Edition, Media
from courses.pdf.booklet import SMALL, draw_booklet
from courses.pdf.booklet_paper import BookletPaper, Lesson, Term
from courses.pdf.figures import figures_of
from courses.queries import newest_editions
from courses.rules.publishing import publish
from courses.rules.shipping import take_up
from lms.base import clock
from lms.base.database import db
from tests.factories.account import client_of
from tests.factories.courses import KINDS, ghi_so, write_course, write_whole_course
from tests.factories.people import make_collaborator, make_officer
from tests.factories.places import small_country, unit
from tests.factories.standards import a_collaborator

SLUG = "bao-ve-tre-em"
DIGEST = "ab" * 32


def lesson(html: str, number: int = 1, title: str = "Mở sổ") -> Lesson:
    return Lesson(number, title, "Phần một", html, "Luật Trẻ em 102/2016/QH13, Điều 4", date(2030, 1, 1))


def paper(*html: str, aims: list[str] | None = None, call: bool = False) -> BookletPaper:
    lessons = [lesson(each, number) for number, each in enumerate(html, 1)]
    terms = [Term("sổ hộ", "Sổ ghi các hộ.")]
    aims = ["Ghi đúng."] if aims is None else aims
    return BookletPaper("Ghi sổ A0", "Ghi đủ.", aims, lessons, terms, "vi", 3, date(2026, 5, 4), call)


def pages_of(body: bytes) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(body)).pages)


def words_of(body: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pages_of(body))


def drawn(app: Flask, *html: str, media: dict[str, Media] | None = None) -> str:
    """The words on the booklet of lessons with these texts."""
    with app.test_request_context():
        return words_of(draw_booklet(paper(*html), figures_of(media or {})).body)


def shown(kind: str, body: bytes) -> dict[str, Media]:
    return {DIGEST: Media(sha256=DIGEST, kind=kind, body=body, size=len(body))}


def sizes_on(page: PageObject) -> list[float]:
    """The sizes of all type on a page, that of drawings as large as it is drawn."""
    sizes: list[float] = []

    def look(text: str, whole: list[float], own: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.append(size * abs(whole[0] * own[0]))

    page.extract_text(visitor_text=look)
    return sizes


@pytest.fixture
def edition(shipped_app: Flask) -> Edition:
    return next(each for each in newest_editions() if each.course.slug == SLUG)


def test_every_lesson_stands_on_the_page_that_the_contents_name(edition: Edition) -> None:
    for booklet in edition.booklets:
        reader = PdfReader(io.BytesIO(booklet.paper))
        pages = [" ".join(page.extract_text().split()) for page in reader.pages]
        assert len(pages) == booklet.pages
        lessons = [each for section in edition.sections for each in section.steps if each.lesson]
        assert len(lessons) == 10
        named = re.findall(r" (\d+)\. .+? (\d+)(?= |$)", pages[1].split("Trang 2/")[0].split("Page 2/")[0])
        begins = [int(page) for _number, page in named]
        assert len(begins) == 10
        assert all(first <= second for first, second in pairwise(begins))
        for step, page in zip(lessons, begins, strict=True):
            assert f"{step.lesson}. {step.text(booklet.language).title}" in pages[page - 1]
        for number, words in enumerate(pages[1:], 2):
            assert f"{number}/{len(pages)}" in words


def test_a_child_protection_lesson_says_whom_to_call_and_what_it_rests_on(edition: Edition) -> None:
    booklet = edition.booklet("vi")
    assert booklet
    words = words_of(booklet.paper)
    assert words.count("Gọi 111. Tổng đài") == 10
    assert words.count("Căn cứ pháp lý:") == 10
    assert all(each["term"] in words for each in edition.terms or ())


def test_it_can_be_read_by_eyes_of_sixty_and_by_machines(edition: Edition) -> None:
    for booklet in edition.booklets:
        reader = PdfReader(io.BytesIO(booklet.paper))
        assert min(size for page in reader.pages for size in sizes_on(page)) >= SMALL
        assert all(unicodedata.is_normalized("NFC", page.extract_text()) for page in reader.pages)
        assert reader.metadata
        assert reader.metadata.title == (edition.name_en if booklet.language == "en" else edition.name_vi)
        assert str(reader.trailer["/Root"]["/Lang"]).startswith(booklet.language)
        assert len(reader.outline) == 11


def test_an_english_reader_gets_the_english_one(shipped_app: Flask, edition: Edition) -> None:
    visitor = client_of(shipped_app, a_collaborator())
    path = f"/courses/{SLUG}/editions/{edition.number}/booklet.pdf"
    assert "Tập bài học trên giấy" in words_of(visitor.get(path).data)
    with visitor.session_transaction() as cookie:
        cookie["language"] = "en"
    words = words_of(visitor.get(path).data)
    assert "Booklet to learn from paper" in words
    assert "The words are explained in Vietnamese." in words


def test_only_a_published_edition_has_one_and_only_for_those_signed_in(
    shipped_app: Flask, edition: Edition
) -> None:
    path = f"/courses/{SLUG}/editions/{edition.number}/booklet.pdf"
    assert shipped_app.test_client().get(path).status_code == 302
    visitor = client_of(shipped_app, a_collaborator())
    assert visitor.get(path).mimetype == "application/pdf"
    for number in ("0", "99", "2147483647", "99999999999", "x"):
        assert visitor.get(f"/courses/{SLUG}/editions/{number}/booklet.pdf").status_code == 404
    assert visitor.get("/courses/khong-co/editions/1/booklet.pdf").status_code == 404
    edition.published_at = None
    db.session.commit()
    assert visitor.get(path).status_code == 404


def test_it_is_offered_beside_the_lessons_and_beside_what_is_printed_of_exercises(
    shipped_app: Flask, edition: Edition
) -> None:
    path = f'href="/courses/{SLUG}/editions/{edition.number}/booklet.pdf"'
    exercise = next(step for each in edition.sections for step in each.steps if step.kind == "exercise")
    booklet = edition.booklet("vi")
    assert booklet
    size = f"(PDF, {booklet.pages} trang A4"
    learner = client_of(shipped_app, a_collaborator())
    officer = client_of(shipped_app, make_officer(unit("08869")))
    beside = learner.get(f"/learn/{SLUG}").text, officer.get(f"/paper/{exercise.id}").text
    said = "Bản in tất cả các bài cho người không có điện thoại", "In tập bài học"
    for page, words in zip(beside, said, strict=True):
        assert path in page
        assert f"{words} {size}" in page


def printed() -> list[tuple[int, str, int]]:
    """Of every booklet whose it is, its language and its bytes."""
    found = db.session.scalars(select(Booklet).order_by(Booklet.edition_id, Booklet.language))
    return [(each.edition_id, each.language, each.size) for each in found]


def test_what_an_older_version_published_is_printed_at_the_next_load(app: Flask, tmp_path: Path) -> None:
    ghi_so()
    write_course(tmp_path)
    take_up(KINDS, clock.now(), tmp_path)
    db.session.commit()
    before = printed()
    assert [language for _edition, language, _size in before] == ["en", "vi"]
    db.session.execute(delete(Booklet))
    db.session.commit()
    learner = client_of(app, make_collaborator(small_country().tam_duong))
    assert "booklet.pdf" not in learner.get("/learn/ghi-so-a0").text
    assert take_up(KINDS, clock.now(), tmp_path).published == []
    db.session.commit()
    assert printed() == before
    assert "booklet.pdf" in learner.get("/learn/ghi-so-a0").text


def test_a_new_edition_is_printed_when_it_is_published(shipped_app: Flask, tmp_path: Path) -> None:
    shipped_app.extensions["step_kinds"].update(KINDS)
    found = publish(read_course(write_whole_course(tmp_path)), KINDS, clock.now())
    assert found
    (booklet,) = found.booklets
    words = words_of(booklet.paper)
    for said in ("Thăm hộ", "Lắng nghe.", "6. Bài số 6", "Nhà cuối xóm", "Thông tư ghi sổ 7/2024/TT, Điều 3"):
        assert said in words
    assert "Gọi 111" in words
    assert "kiem-tra" not in words


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'><rect"),
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><use href='#a'/></svg>"),
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 9'/>"),
        ("png", b"\x89PNG\r\n\x1a\n" + bytes(40)),
        ("jpg", b"\xff\xd8\xff" + bytes(400)),
        ("jpg", b""),
    ],
)
def test_a_picture_that_cannot_be_drawn_gives_way_to_its_words(
    shipped_app: Flask, kind: str, body: bytes
) -> None:
    html = f'<p>Trước.</p><p><img src="/media/{DIGEST}.{kind}" alt="Ngôi nhà an toàn"></p><p>Sau.</p>'
    for media in (shown(kind, body), {}):
        assert "Trước. Ngôi nhà an toàn Sau." in drawn(shipped_app, html, media=media)


def test_words_of_a_drawing_are_words_on_paper(shipped_app: Flask) -> None:
    body = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 360 200'><text x='9' y='40'>Bếp</text></svg>"
    html = f'<p><img src="/media/{DIGEST}.svg" alt="Căn bếp"></p>'
    words = drawn(shipped_app, html, media=shown("svg", body.encode()))
    assert "Bếp" in words
    assert "Căn bếp" not in words


def test_long_and_unusual_texts_stay_on_the_paper(shipped_app: Flask) -> None:
    address = "https://example.vn/" + "a" * 400
    rows = "".join(f"<tr><td>{number}</td><td>Dòng</td></tr>" for number in range(120))
    box = "".join(f"<p>Đoạn {number} trong khung.</p>" for number in range(60))
    words = drawn(
        shipped_app,
        "<p>Chúc mừng \U0001f389 chị\u200d!</p>",
        f'<p>Xem <a href="{address}">trang này</a>.</p>',
        f"<table><thead><tr><th>TT</th><th>Việc</th></tr></thead><tbody>{rows}</tbody></table>",
        f'<div class="admonition note"><p class="admonition-title">Nhớ</p>{box}</div>',
        '<ol start="7"><li>Bảy<ul><li>con</li></ul></li><li>Tám</li></ol>'
        "<dl><dt>Hộ</dt><dd>Một nhà.</dd></dl>",
        f'<p>Nghe</p><p><a href="/media/{DIGEST}.ogg#12">Bài đọc</a></p>',
        "<p>" + "Một câu rất dài. " * 900 + "</p>",
        "",
    )
    assert "Chúc mừng □ chị!" in words
    assert address in words.replace(" ", "")
    assert "119 Dòng" in words
    assert "Đoạn 59 trong khung." in words
    assert "7. Bảy con 8. Tám Hộ Một nhà." in words.replace("• ", "")
    assert "Bài đọc" not in words


def test_many_aims_go_to_a_page_of_their_own(shipped_app: Flask) -> None:
    aims = [f"Việc thứ {number} mà chị làm được sau khi học xong khóa này." for number in range(40)]
    with shipped_app.test_request_context():
        pages = pages_of(draw_booklet(paper("<p>Bài.</p>", aims=aims), figures_of({})).body)
    assert "Việc thứ" not in pages[0].extract_text()
    assert "Việc thứ 39 mà" in " ".join(" ".join(page.extract_text() for page in pages[1:3]).split())


def test_the_same_booklet_has_the_same_bytes(shipped_app: Flask) -> None:
    with shipped_app.test_request_context():
        first, second = [draw_booklet(paper("<p>Bài.</p>", call=True), figures_of({})) for _ in range(2)]
    assert first == second

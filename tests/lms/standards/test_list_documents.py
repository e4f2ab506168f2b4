"""Somebody looks up a document: its state, what it says, what rests on it."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.models import Step
from lms.base.database import db
from lms.people.queries import person_by_code
from lms.standards.models import Document, DocumentState
from lms.standards.queries import documents_with, passages_of
from tests.factories.account import sign_in
from tests.factories.documents import a_keeper, a_plan, shipped
from tests.factories.standards import a_collaborator

TODAY = date(2026, 11, 22)


def numbers(words: str = "", state: DocumentState | None = None, day: date = TODAY) -> list[str]:
    return [each.number for each in documents_with(words, state, day)]


def test_a_law_is_in_force_from_its_first_day(shipped_app: Flask) -> None:
    law = shipped("113/2025/QH15")
    assert law.state_on(date(2026, 6, 30)) is DocumentState.NOT_YET
    assert law.state_on(date(2026, 7, 1)) is DocumentState.IN_FORCE


def test_what_has_ended_has_ended_even_where_its_dates_are_not_certain(shipped_app: Flask) -> None:
    ordinance = shipped("06/2003/PL-UBTVQH11")
    assert ordinance.confidence == "M"
    assert ordinance.state_on(date(2026, 6, 30)) is DocumentState.UNCONFIRMED
    assert ordinance.state_on(date(2026, 7, 1)) is DocumentState.ENDED


@pytest.mark.parametrize(
    ("number", "state"),
    [
        ("102/2016/QH13", DocumentState.IN_FORCE),
        ("13/2023/NĐ-CP", DocumentState.ENDED),
        ("Tổng đài 111", DocumentState.REFERENCE),
        ("02/2021/TT-BYT", DocumentState.UNCONFIRMED),
        ("Đề án 818", DocumentState.UNCONFIRMED),
    ],
)
def test_each_shipped_document_is_in_one_state(shipped_app: Flask, number: str, state: DocumentState) -> None:
    assert shipped(number).state_on(TODAY) is state
    assert number in numbers(state=state)
    assert sum(number in numbers(state=each) for each in DocumentState) == 1


def test_the_states_part_the_list(shipped_app: Flask) -> None:
    parts = [number for state in DocumentState for number in numbers(state=state)]
    assert sorted(parts) == sorted(numbers())


@pytest.mark.parametrize(
    "words", ["luat tre em", "TRẺ EM luật", "102/2016", "law children", "  Luật  Trẻ em "]
)
def test_words_find_a_document_with_and_without_diacritics(shipped_app: Flask, words: str) -> None:
    assert "102/2016/QH13" in numbers(words)


def test_words_that_no_name_has_find_nothing(shipped_app: Flask) -> None:
    assert numbers("luật hàng không") == []


def test_the_newest_stands_first_and_what_never_had_a_day_last(shipped_app: Flask) -> None:
    began = [each.effective_on or each.issued_on for each in documents_with("", None, TODAY)]
    days = [day for day in began if day]
    assert days == sorted(days, reverse=True)
    assert None not in began[: len(days)]


def test_articles_stand_in_the_order_of_their_numbers(shipped_app: Flask) -> None:
    articles = [passage.clause.article for passage in passages_of(shipped("102/2016/QH13").id)]
    numbered = [each for each in articles if each.startswith("Điều ")]
    assert numbered == sorted(numbered, key=lambda each: int(each.split()[1]))
    assert articles[: len(numbered)] == numbered


@pytest.fixture
def reader(shipped_app: Flask) -> FlaskClient:
    """A collaborator, signed in."""
    client = shipped_app.test_client()
    sign_in(client, a_collaborator())
    return client


def test_a_collaborator_reads_the_list_and_finds_no_button_to_change_it(reader: FlaskClient) -> None:
    page = reader.get("/documents").text
    assert "102/2016/QH13" in page
    assert "còn hiệu lực" in page
    assert "đã hết hiệu lực" in page
    assert "thay bằng" in page
    assert "cần chuyên viên xác nhận" in page
    assert "tài liệu tham khảo" in page
    assert "Thêm văn bản" not in page


def test_the_list_is_narrowed_by_words_and_state_in_its_address(reader: FlaskClient) -> None:
    page = reader.get("/documents?words=phap+lenh&state=ended").text
    assert "06/2003/PL-UBTVQH11" in page
    assert "102/2016/QH13" not in page
    assert "1 văn bản" in page


def test_a_state_that_there_is_not_narrows_nothing(reader: FlaskClient) -> None:
    assert "102/2016/QH13" in reader.get("/documents?state=nonsense").text


def test_finding_nothing_says_what_to_try(reader: FlaskClient) -> None:
    assert "Không tìm thấy văn bản nào" in reader.get("/documents?words=khongcogi").text


def test_the_page_of_a_document_says_what_replaced_it(reader: FlaskClient) -> None:
    page = reader.get(f"/documents/{shipped('06/2003/PL-UBTVQH11').id}").text
    assert "113/2025/QH15" in page
    assert "01/07/2026" in page


def test_the_page_of_decision_520_names_its_requirements_and_targets(reader: FlaskClient) -> None:
    page = reader.get(f"/documents/{shipped('520/QĐ-TTg').id}").text
    assert "T1:" in page
    assert "chỉ tiêu 80\xa0%" in page


def test_the_page_of_a_document_names_the_lessons_that_rest_on_it(reader: FlaskClient) -> None:
    page = reader.get(f"/documents/{shipped('102/2016/QH13').id}").text
    assert "Bài học dùng văn bản này" in page
    assert "/learn/bao-ve-tre-em/" in page
    assert "quá hạn rà soát" not in page


def test_a_lesson_past_the_day_of_its_review_is_marked(reader: FlaskClient) -> None:
    for step in db.session.scalars(select(Step)):
        step.review_by = date(2026, 1, 1) if step.review_by else None
    db.session.commit()
    page = reader.get(f"/documents/{shipped('102/2016/QH13').id}").text
    assert "quá hạn rà soát (01/01/2026)" in page


def test_in_english_the_names_are_english_and_passages_say_that_they_are_vietnamese(
    reader: FlaskClient,
) -> None:
    with reader.session_transaction() as session:
        session["language"] = "en"
    page = reader.get(f"/documents/{shipped('102/2016/QH13').id}").text
    assert "Law on Children" in page
    assert "The passages are summed up in Vietnamese only." in page
    assert '<span lang="vi">Trẻ em là người dưới 16 tuổi.</span>' in page


def test_a_document_without_an_english_name_keeps_its_own_in_english_too(shipped_app: Flask) -> None:
    plan = a_plan(a_keeper(), name_en="")
    client = shipped_app.test_client()
    sign_in(client, a_collaborator())
    with client.session_transaction() as session:
        session["language"] = "en"
    page = client.get(f"/documents/{plan.id}").text
    assert '<span lang="vi">Kế hoạch nâng cao chất lượng dân số năm 2026</span>' in page


def test_a_document_that_there_is_not_is_not_found(reader: FlaskClient) -> None:
    assert reader.get("/documents/999999").status_code == 404


def test_the_demonstration_has_a_plan_of_its_own(demo_app: Flask) -> None:
    assert person_by_code("DEMO-LD")
    (plan,) = (each for each in db.session.scalars(select(Document)) if each.is_local)
    assert plan.state_on(TODAY) is DocumentState.IN_FORCE

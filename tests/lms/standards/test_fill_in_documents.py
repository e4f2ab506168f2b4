"""The head fills in the forms of documents and passages; what cannot be is said beside the field."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.base.database import db
from lms.people.queries import person_by_code
from lms.standards.models import Clause, Document
from lms.standards.queries import clause_of, document_by_number
from tests.factories.account import sign_in, type_in
from tests.factories.documents import shipped

PLAN = {
    "number": "89/KH-UBND",
    "name_vi": "Kế hoạch công tác dân số",
    "issued_on": "2026-02-10",
    "effective_on": "01/03/2026",
}


@pytest.fixture
def head(demo_app: Flask) -> FlaskClient:
    """The head of the demonstration, signed in."""
    client, person = demo_app.test_client(), person_by_code("DEMO-LD")
    assert person
    sign_in(client, person)
    return client


CHANGED = {**PLAN, "issued_on": "2026-01-05", "effective_on": "2026-01-10"}


def the_plan() -> Document:
    found = db.session.scalar(select(Document).where(Document.added_at.is_not(None)))
    assert found
    return found


def its_passage() -> Clause:
    found = db.session.scalar(select(Clause).where(Clause.added_at.is_not(None)))
    assert found
    return found


def test_a_plan_is_added_and_found_on_the_list(head: FlaskClient) -> None:
    answer = type_in(head, "/documents/new", **PLAN)
    assert answer.status_code == 302
    plan = document_by_number("89/KH-UBND")
    assert plan
    assert (plan.issued_on, plan.effective_on) == (date(2026, 2, 10), date(2026, 3, 1))
    page = head.get("/documents?words=ke+hoach+cong+tac").text
    assert "89/KH-UBND" in page
    assert "Đã thêm 89/KH-UBND vào danh sách." in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": ""}, "Hãy ghi số, ký hiệu đúng như trên văn bản."),
        ({"number": "520/qd-ttg"}, "520/QĐ-TTg đã có trong danh sách."),
        ({"name_vi": " "}, "Hãy ghi tên văn bản."),
        ({"effective_on": "2026-01-01"}, "Văn bản ban hành ngày 10/02/2026"),
        ({"issued_on": "31/02/2026"}, "issued_on-error"),
        ({"number": "9" * 61}, "number-error"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_written(
    head: FlaskClient, wrong: dict[str, str], sentence: str
) -> None:
    answer = type_in(head, "/documents/new", **{**PLAN, **wrong})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "Kế hoạch công tác dân số" in answer.text or "name_vi" in wrong  # what she typed is still there
    assert document_by_number("89/KH-UBND") is None


def test_a_plan_is_changed_with_what_stood_in_it_before(head: FlaskClient) -> None:
    plan = the_plan()
    page = head.get(f"/documents/{plan.id}/edit").text
    assert f'value="{plan.number}"' in page
    answer = type_in(head, f"/documents/{plan.id}/edit", **CHANGED, unconfirmed="y")
    assert answer.status_code == 302
    assert "cần chuyên viên xác nhận" in head.get(f"/documents/{plan.id}").text
    assert "checked" in head.get(f"/documents/{plan.id}/edit").text


def test_a_plan_cannot_begin_after_a_passage_of_it(head: FlaskClient) -> None:
    answer = type_in(head, f"/documents/{the_plan().id}/edit", **PLAN)
    assert answer.status_code == 422
    assert "Có nội dung của văn bản áp dụng từ ngày 15/01/2026" in answer.text


def test_a_box_that_was_ticked_can_be_cleared(head: FlaskClient) -> None:
    plan = the_plan()
    type_in(head, f"/documents/{plan.id}/edit", **CHANGED, unconfirmed="y")
    type_in(head, f"/documents/{plan.id}/edit", **CHANGED)
    assert "còn hiệu lực" in head.get(f"/documents/{plan.id}").text


def test_a_shipped_document_is_marked_as_replaced_but_not_rewritten(head: FlaskClient) -> None:
    programme, plan = shipped("1248/QĐ-TTg"), the_plan()
    assert head.get(f"/documents/{programme.id}/edit").status_code == 404
    assert head.get(f"/documents/{programme.id}/clauses/new").status_code == 404
    answer = type_in(
        head, f"/documents/{programme.id}/end", ended_on="2026-07-01", replaced_by_id=str(plan.id)
    )
    assert answer.status_code == 302
    page = head.get(f"/documents/{programme.id}").text
    assert "đã hết hiệu lực" in page
    assert plan.number in page


def test_what_was_shipped_as_ended_has_no_form_to_say_otherwise(head: FlaskClient) -> None:
    ordinance = shipped("06/2003/PL-UBTVQH11")
    assert head.get(f"/documents/{ordinance.id}/end").status_code == 404
    assert "Ghi hết hiệu lực" not in head.get(f"/documents/{ordinance.id}").text


@pytest.mark.parametrize("other", ["999999999", "abc", "9" * 30])
def test_only_a_document_of_the_list_replaces_another(head: FlaskClient, other: str) -> None:
    answer = type_in(head, f"/documents/{the_plan().id}/end", ended_on="2026-07-01", replaced_by_id=other)
    assert answer.status_code == 422
    assert "replaced_by_id-error" in answer.text


def test_a_day_is_asked_for_beside_its_field_where_only_the_replacement_is_given(head: FlaskClient) -> None:
    law = shipped("102/2016/QH13")
    answer = type_in(head, f"/documents/{the_plan().id}/end", replaced_by_id=str(law.id))
    assert answer.status_code == 422
    assert "Hãy ghi ngày đầu tiên văn bản hết hiệu lực." in answer.text


def test_a_passage_is_added_corrected_and_renewed(head: FlaskClient) -> None:
    plan = the_plan()
    said = {"article": "Mục 7", "effective_on": "2026-02-01", "summary": "Họp  giao ban\nngày 3."}
    assert type_in(head, f"/documents/{plan.id}/clauses/new", **said).status_code == 302
    passage = clause_of(plan.number, "Mục 7", date(2026, 11, 22))
    assert passage
    assert passage.summary == "Họp giao ban ngày 3."
    mended = {**said, "summary": "Họp giao ban ngày 2."}
    assert type_in(head, f"/clauses/{passage.id}/edit", **mended).status_code == 302
    newer = {"effective_on": "2026-06-01", "summary": "Họp giao ban ngày 1."}
    assert type_in(head, f"/clauses/{passage.id}/new-version", **newer).status_code == 302
    page = head.get(f"/documents/{plan.id}").text
    assert "Họp giao ban ngày 1." in page
    assert "được thay từ ngày 01/06/2026" in page
    assert "Đã thêm bản 2 của Mục 7." in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"article": ""}, "Hãy ghi điều, mục hoặc nội dung nào."),
        ({"article": "muc 2"}, "Mục 2 đã có rồi."),
        ({"effective_on": "2025-12-31"}, "Văn bản có hiệu lực từ ngày 15/01/2026"),
        ({"effective_on": ""}, "Hãy ghi ngày bắt đầu áp dụng."),
        ({"summary": "\u200b"}, "Hãy tóm tắt nội dung trong một, hai câu."),
        ({"summary": "a" * 1001}, "summary-error"),
    ],
)
def test_a_passage_that_cannot_be_is_refused_beside_its_field(
    head: FlaskClient, wrong: dict[str, str], sentence: str
) -> None:
    said = {"article": "Mục 7", "effective_on": "2026-02-01", "summary": "Họp giao ban."}
    answer = type_in(head, f"/documents/{the_plan().id}/clauses/new", **{**said, **wrong})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_new_version_comes_after_the_one_before(head: FlaskClient) -> None:
    address = f"/clauses/{its_passage().id}/new-version"
    answer = type_in(head, address, effective_on="2026-01-15", summary="Hai lớp.")
    assert answer.status_code == 422
    assert "Bản 1 áp dụng từ ngày 15/01/2026" in answer.text


def test_passages_of_shipped_documents_have_no_form(head: FlaskClient) -> None:
    passage = clause_of("102/2016/QH13", "Điều 1", date(2026, 11, 22))
    assert passage
    assert head.get(f"/clauses/{passage.id}/edit").status_code == 404
    assert head.get(f"/clauses/{passage.id}/new-version").status_code == 404


def test_an_officer_reads_but_does_not_change(demo_app: Flask) -> None:
    client, person = demo_app.test_client(), person_by_code("TD-X01")
    assert person
    sign_in(client, person)
    plan = the_plan()
    page = client.get(f"/documents/{plan.id}").text
    assert "Sửa văn bản này" not in page
    assert client.get(f"/documents/{plan.id}/edit").status_code == 403

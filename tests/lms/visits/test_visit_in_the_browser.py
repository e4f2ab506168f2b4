"""Support visits in the browser: writing one down, closing and opening findings, the list, the minutes."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.people.queries import person_by_code
from lms.visits.library import shipped_checklist
from lms.visits.models import CheckOutcome, SupportVisit, VisitFinding
from lms.visits.rules.visiting import whole_visit
from lms.web.i18n import LANGUAGE_KEY
from tests.browser import PHONE, axe, serve
from tests.factories.account import sign_in, type_in
from tests.factories.reports import docx_words, page_words, pdf_words
from tests.factories.visits import a_visit, forget_visits
from tests.house.test_accessibility import enter

NEW = "/visits/new"
FILLED = {
    "unit": "Xã Tam Dương",
    "visiting_unit": "Tỉnh Phú Thọ",
    "visited_on": "05/03/2026",
    "document": "Kế hoạch 15/KH-CCDS",
    "team-0-name": "Phan Thị Minh Nguyệt",
    "team-0-office": "Phó Chi cục trưởng",
    "team-1-name": "Trần Văn Đông",
    "received_by": "Bà Trần Thị Minh Duyên",
    "checks-0-code": "books",
    "checks-0-words": "Sổ A0 và các phiếu được ghi đủ, cập nhật trong tháng, cất giữ cẩn thận",
    "checks-0-outcome": "not_yet",
    "checks-0-note": "thiếu thôn Đông",
    "checks-1-code": "meeting",
    "checks-1-words": "Giao ban đủ 3 tháng",
    "checks-1-outcome": "met",
    "checks-2-words": "",
    "findings-0-words": "Sổ A0 thôn Đông chưa ghi tháng 2",
    "findings-0-advice": "Ghi đủ, cán bộ xã xem lại",
    "findings-0-responsible": "Chị Duyên",
    "findings-0-due_on": "20/03/2026",
    "findings-1-words": "",
}


@pytest.fixture
def demo_app(demo_app: Flask) -> Flask:
    """The demonstration before anybody was visited."""
    forget_visits()
    return demo_app


@pytest.fixture
def april() -> Iterator[None]:
    """It is the morning of 1 April 2026."""
    with time_machine.travel("2026-04-01 08:00+07:00", tick=False):
        yield


pytestmark = pytest.mark.usefixtures("april")


def visitor(app: Flask, code: str = "DEMO-LD") -> FlaskClient:
    client = app.test_client()
    person = person_by_code(code)
    assert person
    sign_in(client, person)
    return client


def in_english(client: FlaskClient) -> FlaskClient:
    with client.session_transaction() as session:
        session[LANGUAGE_KEY] = "en"
    return client


def written() -> SupportVisit:
    visit_id = db.session.scalars(select(SupportVisit.id).order_by(SupportVisit.id.desc())).first()
    assert visit_id
    visit = whole_visit(visit_id)
    assert visit
    return visit


def kept() -> tuple[int, int]:
    """A visit with two findings, one of them late: its key and the key of the late one."""
    visit = a_visit()
    keys = visit.id, visit.findings[0].id
    db.session.commit()
    return keys


def test_the_form_begins_with_the_shipped_checklist_and_the_only_unit(demo_app: Flask) -> None:
    page = visitor(demo_app).get(NEW).text
    for each in shipped_checklist():
        assert each.name_vi in page
    assert 'value="Tỉnh Phú Thọ"' in page
    assert 'value="2026-04-01"' in page


def test_a_visit_is_written_down(demo_app: Flask) -> None:
    answer = type_in(visitor(demo_app), NEW, **FILLED)
    visit = written()
    assert answer.status_code == 303
    assert answer.location.endswith(f"/visits/{visit.id}")
    assert (visit.unit.name, visit.visiting_unit.name) == ("Xã Tam Dương", "Tỉnh Phú Thọ")
    shipped, own = visit.checks
    assert shipped.code == "books"
    assert shipped.name_en.startswith("The A0 books")
    assert (own.code, own.name_vi, own.name_en) == (None, "Giao ban đủ 3 tháng", "Giao ban đủ 3 tháng")
    assert own.outcome is CheckOutcome.MET
    assert [each.responsible for each in visit.findings] == ["Chị Duyên"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("visited_on", "31/02/2026", "31/02/2026"),
        ("visited_on", "02/04/2026", "không thể ở sau hôm nay"),
        ("unit", "Xã Thanh Trì", "Xã Thanh Trì"),
        ("unit", "Tỉnh Phú Thọ", "không trực thuộc"),
        ("unit", "", "đơn vị"),
        ("team-0-code", "KHONG-CO", "KHONG-CO"),
        ("findings-0-words", " ", "Cần ghi việc cần khắc phục"),
        ("findings-0-due_on", "", "Ghi ngày"),
        ("findings-0-due_on", "04/03/2026", "trước ngày kiểm tra"),
        ("findings-0-key", "9" * 30, "Mở lại trang"),
        ("checks-0-outcome", "fine", "có trong danh sách"),
        ("checks-0-note", "a" * 301, "300"),
    ],
)
def test_what_cannot_be_is_said(demo_app: Flask, field: str, value: str, sentence: str) -> None:
    answer = type_in(visitor(demo_app), NEW, **{**FILLED, field: value})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.session.scalar(select(SupportVisit.id).limit(1)) is None


def test_a_team_without_a_name_is_asked_for(demo_app: Flask) -> None:
    answer = type_in(visitor(demo_app), NEW, **{**FILLED, "team-0-name": "", "team-1-name": ""})
    assert answer.status_code == 422
    assert "đoàn gồm những ai" in answer.text


@pytest.mark.parametrize(
    ("more", "field"),
    [("team", "team-2-name"), ("checks", "checks-3-words"), ("findings", "findings-2-words")],
)
def test_rows_are_added_without_script_and_nothing_typed_is_lost(
    demo_app: Flask, more: str, field: str
) -> None:
    page = type_in(visitor(demo_app), NEW, **FILLED, more=more)
    assert page.status_code == 200
    assert f'name="{field}"' in page.text
    assert "Giao ban đủ 3 tháng" in page.text
    assert db.session.scalar(select(SupportVisit.id).limit(1)) is None


def test_the_form_shows_a_visit_and_keeps_its_findings_by_their_keys(demo_app: Flask) -> None:
    visit_id, finding_id = kept()
    page = visitor(demo_app).get(f"/visits/{visit_id}/edit").text
    assert "thiếu thôn Đông" in page
    changed = {**FILLED, "findings-0-key": str(finding_id), "findings-0-advice": "Ghi lại từ đầu"}
    type_in(visitor(demo_app), f"/visits/{visit_id}/edit", **changed)
    assert [(each.id, each.advice) for each in written().findings] == [(finding_id, "Ghi lại từ đầu")]


def test_a_finding_of_another_visit_is_not_taken_over(demo_app: Flask) -> None:
    _first, finding_id = kept()
    visit_id, _own = kept()
    changed = {**FILLED, "findings-0-key": str(finding_id)}
    answer = type_in(visitor(demo_app), f"/visits/{visit_id}/edit", **changed)
    assert answer.status_code == 422
    assert "thuộc lần kiểm tra khác" in answer.text


def test_a_reworded_item_stays_in_both_languages_where_its_words_were_left_alone(demo_app: Flask) -> None:
    type_in(visitor(demo_app), NEW, **FILLED)
    visit_id = written().id
    type_in(in_english(visitor(demo_app)), f"/visits/{visit_id}/edit", **FILLED)
    assert written().checks[0].name_en.startswith("The A0 books")


def test_the_officer_closes_and_only_the_province_opens_again(demo_app: Flask) -> None:
    visit_id, finding_id = kept()
    page = f"/visits/{visit_id}/findings/{finding_id}"
    officer, head = visitor(demo_app, "TD-X01"), visitor(demo_app)
    assert officer.get(f"/visits/{visit_id}/edit").status_code == 404
    assert officer.get(NEW).status_code == 404
    answer = post(officer, page, "close", day="25/03/2026", words="Đã ghi đủ, có chữ ký")
    assert answer.location.endswith(f"/visits/{visit_id}")
    assert "khắc phục xong ngày 25/03/2026" in officer.get(f"/visits/{visit_id}").text
    assert post(officer, page, "reopen", words="Chưa đủ").status_code == 404
    assert "Chỉ đơn vị đi kiểm tra" in officer.get(page).text
    assert post(head, page, "reopen", words="Còn thiếu 3 trang").status_code == 303
    text = officer.get(page).text
    for words in (
        "Đã ghi đủ, có chữ ký",
        "Trần Thị Minh Duyên",
        "Còn thiếu 3 trang",
        "Mở lại ngày 01/04/2026",
    ):
        assert words in text
    finding = db.session.get(VisitFinding, finding_id)
    assert finding
    assert finding.closed_on is None


def post(client: FlaskClient, page: str, act: str, **fields: str):  # type: ignore[no-untyped-def]
    """Send one of the forms of a finding; its token stands on any page with a form."""
    token = re.findall(r'name="csrf_token" value="([^"]+)"', client.get("/account").text)[0]
    return client.post(f"{page}/{act}", data={"csrf_token": token, **fields})


@pytest.mark.parametrize(
    ("act", "fields", "sentence"),
    [
        ("close", {"day": "", "words": "Đã ghi đủ"}, "Ghi ngày"),
        ("close", {"day": "04/03/2026", "words": "Đã ghi đủ"}, "từ ngày kiểm tra đến hôm nay"),
        ("close", {"day": "25/03/2026", "words": ""}, "đã làm gì"),
        ("close", {"day": "25/03/2026", "words": "\u200b"}, "Cần ghi đã làm gì"),
        ("reopen", {"words": ""}, "còn thiếu điều gì"),
        ("reopen", {"words": "Chưa đủ"}, "không cần mở lại"),
    ],
)
def test_what_is_missing_at_a_finding_is_said(
    demo_app: Flask, act: str, fields: dict[str, str], sentence: str
) -> None:
    visit_id, finding_id = kept()
    answer = post(visitor(demo_app), f"/visits/{visit_id}/findings/{finding_id}", act, **fields)
    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.parametrize("code", ["TD-X05", "TD-C001"])
def test_other_communes_do_not_know_the_visit(demo_app: Flask, code: str) -> None:
    visit_id, finding_id = kept()
    client = visitor(demo_app, code)
    page, unit_id = f"/visits/{visit_id}", written().unit_id
    for address in (page, f"{page}/edit", f"{page}/minutes", f"{page}/findings/{finding_id}"):
        assert client.get(address).status_code in (403, 404)
    assert client.get(f"/visits/units/{unit_id}").status_code in (403, 404)
    assert "thôn Đông" not in client.get("/visits/overdue").text
    assert "Tam Dương" not in client.get("/visits").text


def test_a_finding_is_found_only_under_its_visit(demo_app: Flask) -> None:
    _first, finding_id = kept()
    other, _late = kept()
    assert visitor(demo_app).get(f"/visits/{other}/findings/{finding_id}").status_code == 404


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", True),
        ("unit=tam+duong", True),
        ("unit=ha+noi", False),
        ("standing=overdue", True),
        ("standing=settled", False),
        ("standing=nonsense&unit=" + "a" * 200, True),
    ],
)
def test_the_list_is_narrowed_by_unit_and_by_how_findings_stand(
    demo_app: Flask, question: str, found: bool
) -> None:
    visit_id, _late = kept()
    page = visitor(demo_app).get(f"/visits?{question}")
    assert page.status_code == 200
    assert (f'href="/visits/{visit_id}"' in page.text) is found


def test_what_is_late_stands_on_its_list_and_on_the_start_pages(demo_app: Flask) -> None:
    visit_id, finding_id = kept()
    for code in ("DEMO-LD", "TD-X01"):
        client = visitor(demo_app, code)
        assert "1 việc quá hạn sau kiểm tra" in page_words(client, "/")
        page = client.get("/visits/overdue").text
        assert f"/visits/{visit_id}/findings/{finding_id}" in page
        assert "khẩu hiệu" not in page
    assert "quá hạn sau kiểm tra" not in page_words(visitor(demo_app, "TD-X05"), "/")


def test_the_history_of_a_commune_lists_its_visits(demo_app: Flask) -> None:
    kept()
    page = page_words(visitor(demo_app, "TD-X01"), f"/visits/units/{written().unit_id}")
    assert "05/03/2026" in page
    assert "Mục đạt: 1/2" in page
    assert "Sổ A0 thôn Đông chưa ghi tháng 2" in page


@pytest.mark.parametrize(("shape", "words_of"), [("pdf", pdf_words), ("docx", docx_words)])
def test_the_minutes_say_in_vietnamese_what_was_seen(demo_app: Flask, shape: str, words_of) -> None:  # type: ignore[no-untyped-def]
    visit_id, _late = kept()
    client = in_english(visitor(demo_app))
    words = words_of(client, f"/visits/{visit_id}/minutes?as={shape}&number=7/BB-CCDS")
    for each in (
        "BIÊN BẢN",
        "Số: 7/BB-CCDS",
        "Căn cứ Kế hoạch 15/KH-CCDS.",
        "ngày 05 tháng 3 năm 2026",
        "Xã Tam Dương, Tỉnh Phú Thọ",
        "Phan Thị Minh Nguyệt, Phó Chi cục trưởng – Trưởng đoàn",
        "Sổ A0 được ghi đủ",
        "Chưa đạt",
        "Đã xem 2 nội dung; đạt 1.",
        "Thay khẩu hiệu",
        "20/03/2026",
        "TRƯỞNG ĐOÀN",
    ):
        assert each in words
    noted = db.session.scalars(select(AccessLogEntry).order_by(AccessLogEntry.id.desc())).first()
    assert noted
    assert (noted.subject, noted.exported) == (f"visit {visit_id} minutes {shape}", True)


def test_the_minutes_of_a_visit_without_anything_found_leave_room_to_write(demo_app: Flask) -> None:
    visit_id = a_visit(findings=[], checks=[], summary="", received_by="", document="").id
    db.session.commit()
    words = pdf_words(visitor(demo_app), f"/visits/{visit_id}/minutes")
    assert "Không dùng bảng kiểm." in words
    assert "Không có việc cần khắc phục." in words
    assert visitor(demo_app).get(f"/visits/{visit_id}/minutes?as=xlsx").status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pages_of_visits_stand_in_nobody_s_way(demo_app: Flask, browser: Browser, language: str) -> None:
    visit_id, finding_id = kept()
    page_of_visit, unit_id = f"/visits/{visit_id}", written().unit_id
    urls = ["/visits", NEW, page_of_visit, f"{page_of_visit}/edit", f"/visits/units/{unit_id}"]
    urls += ["/visits/overdue", f"{page_of_visit}/findings/{finding_id}"]
    with serve(demo_app) as base, browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
        page = enter(context, base, "DEMO-LD")
        if language == "en":
            page.get_by_role("button", name="English", exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        for url in urls:
            page.goto(base + url)
            assert axe(page) == [], url
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], url

"""The pages of the monthly meeting: the officer's, the head's, the sheet, and who sees none of them."""

import io
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect
from pypdf import PdfReader
from sqlalchemy import select

from lms.activities.models import Half
from lms.activities.queries import roster_of
from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.meetings.models import MeetingFollowUp, MeetingMessage
from lms.meetings.pdf.meeting_sheet import AgreedRow, MeetingSheet, SheetRow, draw_meeting_sheet
from lms.meetings.queries import meeting_in
from lms.meetings.rules.holding import agree, hold_meeting, pass_on
from lms.places.models import Unit
from lms.places.queries import unit_by_code
from tests.browser import patient, serve
from tests.factories.account import sign_in, type_in
from tests.factories.activities import come
from tests.factories.people import person

NOVEMBER = date(2026, 11, 1)
SECOND = date(2026, 11, 2)
TODAY = "2026-11-02 09:00+07:00"
PASSWORD = "dan so 520"  # as the demonstration prints it
NOBODY_SERVES = "04792"


@pytest.fixture
def today() -> Iterator[None]:
    """It is the morning of 2 November 2026."""
    with time_machine.travel(TODAY, tick=False):
        yield


def visitor(app: Flask, code: str = "TD-X01") -> FlaskClient:
    client = app.test_client()
    sign_in(client, person(code))
    return client


def commune(code: str = "08869") -> Unit:
    unit = unit_by_code(code, SECOND)
    assert unit
    return unit


def page_of(unit: Unit, month: str = "2026-11") -> str:
    return f"/meetings/{unit.id}/{month}"


def pages(data: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


def test_the_officer_comes_from_her_start_page_to_her_communes_meeting(demo_app: Flask, today: None) -> None:
    client = visitor(demo_app)
    start = client.get("/").text
    assert "Giao ban tháng 11/2026" in start
    assert f'href="{page_of(commune())}"' in start
    assert client.get("/meetings").headers["Location"] == page_of(commune())
    assert client.get("/meetings?month=2026-12").headers["Location"] == page_of(commune(), "2026-12")
    assert 'href="/meetings"' in client.get("/activities").text


def test_one_tap_makes_it_and_the_page_says_who_lacks_what(demo_app: Flask, today: None) -> None:
    client, page = visitor(demo_app), page_of(commune())
    assert "chưa lập buổi giao ban" in client.get(page).text
    assert "ngày 1–3" in client.get(page).text
    assert type_in(client, page, day="2026-11-02", half="morning").status_code == 303
    meeting = meeting_in(commune().id, NOVEMBER)
    assert meeting
    shown = client.get(page).text
    assert f"dự kiến {len(roster_of(meeting.id))} người" in shown
    assert f"/activities/{meeting.id}/attendance/{meeting.half_days[0].id}" in shown
    assert "(520/QĐ-TTg)" in shown
    assert "Câu hỏi đang chờ" not in shown
    subjects = db.session.scalars(select(AccessLogEntry.subject)).all()
    assert "meeting 08869 2026-11" in subjects


def test_questions_are_shown_as_soon_as_some_part_has_them(demo_app: Flask, today: None) -> None:
    demo_app.extensions["slots"]["meeting_questions"] = [
        lambda *, unit, month: f"<p>{unit.code} hỏi trong tháng {month:%m/%Y}</p>"
    ]
    shown = visitor(demo_app).get(page_of(commune())).text
    assert "Câu hỏi đang chờ" in shown
    assert "<p>08869 hỏi trong tháng 11/2026</p>" in shown


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("31/10/2026", "từ 01/11/2026 đến 30/11/2026"),
        ("31/11/2026", "31/11/2026"),
        ("", "Ghi ngày."),
    ],
)
def test_a_day_that_cannot_be_is_said_at_its_field(
    demo_app: Flask, today: None, day: str, sentence: str
) -> None:
    answer = type_in(visitor(demo_app), page_of(commune()), day=day, half="morning")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert meeting_in(commune().id, NOVEMBER) is None


def test_a_commune_where_nobody_serves_has_no_meeting(demo_app: Flask, today: None) -> None:
    empty = commune(NOBODY_SERVES)
    head = visitor(demo_app, "DEMO-LD")
    assert "không có cộng tác viên" in head.get(page_of(empty)).text
    answer = type_in(head, page_of(empty), day="2026-11-02", half="morning")
    assert answer.status_code == 422
    assert "chưa lập được buổi giao ban" in answer.text


def test_the_head_says_something_to_all_communes_and_sees_how_far_they_are(
    demo_app: Flask, today: None
) -> None:
    head, province = visitor(demo_app, "DEMO-LD"), commune().parent
    assert province
    token = head.get("/meetings").text.split('name="csrf_token" value="')[1].split('"')[0]
    sent = {"csrf_token": token, "message": "Nộp phiếu P0/CTV trước ngày 5."}
    answer = head.post(f"{page_of(province)}/messages", data=sent)
    assert answer.headers["Location"] == "/meetings?month=2026-11"
    hold_meeting(commune().id, NOVEMBER, day=SECOND, half=Half.MORNING, by=None)
    db.session.commit()
    listed = head.get("/meetings").text
    assert "Nộp phiếu P0/CTV trước ngày 5." in listed
    assert listed.count("chưa lập") == 3
    assert "trên 4 xã" in head.get("/").text
    officers = visitor(demo_app).get(page_of(commune())).text
    assert "Nộp phiếu P0/CTV trước ngày 5." in officers
    said_then = select(MeetingMessage).where(MeetingMessage.month == NOVEMBER)
    message = db.session.scalars(said_then).one()
    assert f"/meetings/messages/{message.id}/remove" not in officers
    assert head.post(f"/meetings/messages/{message.id}/remove", data={"csrf_token": token}).status_code == 303
    assert db.session.scalars(said_then).all() == []


def test_the_officer_agrees_ticks_and_removes(demo_app: Flask, today: None) -> None:
    client, page = visitor(demo_app), page_of(commune())
    lan = next(
        each for each in (person("TD-C001"), person("TD-C002")) if each.full_name in client.get(page).text
    )
    for words in ("Học xong bài 3", "Ghi nhầm"):
        token = client.get(page).text.split('name="csrf_token" value="')[1].split('"')[0]
        sent = {"csrf_token": token, "agreed": words, "person": str(lan.id)}
        assert client.post(f"{page}/follow-ups", data=sent).status_code == 303
    agreed_then = select(MeetingFollowUp).where(MeetingFollowUp.month == NOVEMBER)
    first, wrong = db.session.scalars(agreed_then.order_by(MeetingFollowUp.id)).all()
    ticks = {"csrf_token": token, "shown": [first.id, wrong.id], "done": [first.id]}
    client.post(f"{page}/follow-ups/done", data=ticks)
    client.post(f"{page}/follow-ups/{wrong.id}/remove", data={"csrf_token": token})
    shown = client.get(page).text
    assert "xong ngày 02/11/2026" in shown
    assert "Ghi nhầm" not in shown
    client.post(f"{page}/follow-ups", data={"csrf_token": token, "agreed": " "})
    assert "Cần ghi nội dung" in client.get(page).text


@pytest.mark.parametrize("code", ["DEMO-GV", "TD-X01"])
def test_who_does_not_lead_it_finds_nothing(demo_app: Flask, today: None, code: str) -> None:
    other = commune("08905")
    message = pass_on(other.id, NOVEMBER, "Họp lúc 8 giờ.", by=None).id
    row = agree(other.id, NOVEMBER, "Học bài 3", person_id=None, by=None).id
    db.session.commit()
    client, page = visitor(demo_app, code), page_of(other)
    token = client.get("/account").text.split('name="csrf_token" value="')[1].split('"')[0]
    assert client.get(page).status_code == client.get(f"{page}/sheet").status_code == 404
    for address in (
        page,
        f"{page}/messages",
        f"{page}/follow-ups",
        f"{page}/follow-ups/done",
        f"{page}/follow-ups/{row}/remove",
        f"{page_of(commune())}/follow-ups/{row}/remove",
        f"/meetings/messages/{message}/remove",
    ):
        assert client.post(address, data={"csrf_token": token}).status_code == 404, address


def test_the_trainer_is_not_led_to_meetings(demo_app: Flask, today: None) -> None:
    client = visitor(demo_app, "DEMO-GV")
    assert 'href="/meetings"' not in client.get("/activities").text
    assert "Giao ban tháng" not in client.get("/").text
    assert "Không tìm thấy xã nào" in client.get("/meetings").text


@pytest.mark.parametrize("month", ["2026-0", "2026-13", "1999-12", "2101-1"])
def test_a_month_that_is_none_names_nothing(demo_app: Flask, today: None, month: str) -> None:
    assert visitor(demo_app).get(page_of(commune(), month)).status_code == 404


@pytest.mark.parametrize("month", ["", "2026", "2026-13-1", "x-y", "2026-99999999999999999999"])
def test_a_list_of_no_month_is_that_of_this_one_or_of_none(demo_app: Flask, today: None, month: str) -> None:
    answer = visitor(demo_app, "DEMO-LD").get(f"/meetings?month={month}")
    assert answer.status_code == 404 or "tháng 11/2026" in answer.text


def test_a_commune_that_ended_keeps_its_meetings_of_then(demo_app: Flask, today: None) -> None:
    old = unit_by_code("08869", date(2025, 6, 1))
    assert old
    client = visitor(demo_app)
    assert client.get(page_of(old, "2025-6")).status_code == 200
    assert client.get(page_of(old, "2025-7")).status_code == 404


def test_an_english_page_says_nothing_in_vietnamese_but_names(demo_app: Flask, today: None) -> None:
    client = visitor(demo_app)
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    shown = client.get(page_of(commune())).text
    assert "Monthly meeting of 11/2026" in shown
    assert "Giao ban" not in shown
    with_sheet = client.get(f"{page_of(commune())}/sheet")
    assert "GIAO BAN THÁNG 11/2026" in pages(with_sheet.data)[0]


def test_the_sheet_says_who_came_and_leaves_boxes_for_the_rest(demo_app: Flask, today: None) -> None:
    meeting = hold_meeting(commune().id, NOVEMBER, day=SECOND, half=Half.MORNING, by=None)
    entries = roster_of(meeting.id)
    come(meeting, entries[:1])
    pass_on(commune().id, NOVEMBER, "Nộp phiếu P0/CTV trước ngày 5.", by=None)
    db.session.commit()
    answer = visitor(demo_app).get(f"{page_of(commune())}/sheet")
    assert answer.mimetype == "application/pdf"
    whole = " ".join(pages(answer.data))
    assert "02/11/2026, sáng" in whole
    assert whole.count("có mặt") == 1
    assert "Nộp phiếu P0/CTV trước ngày 5." in whole
    exported = select(AccessLogEntry.subject).where(AccessLogEntry.exported)
    assert "meeting sheet 08869 2026-11" in db.session.scalars(exported).all()


def a_sheet(people: int) -> MeetingSheet:
    """A sheet whose every row is as full as it gets, with messages and follow-ups."""
    row = SheetRow(
        name="Nguyễn Thị Hồng Phượng",
        about="Tổ dân phố Vĩnh Thịnh",
        lacking="Tập huấn cộng tác viên dân số hằng năm: hết hạn; Bảo vệ trẻ em: chưa đạt",
        due="Ghi đủ sổ A0 mới của một thôn (hạn 30/11/2026)",
        finished="Bảo vệ trẻ em ở cộng đồng; Truyền thông, vận động; và 3 nội dung khác",
        came="",
    )
    agreed = AgreedRow("", "Học xong bài 3 cùng viên chức dân số", "Nguyễn Thị Hồng Phượng", "10/2026")
    message = "Nộp phiếu P0/CTV trước ngày 5; ai chưa có điện thoại thì nộp bản giấy tại trạm y tế."
    return MeetingSheet(
        unit="Xã Tam Dương, Tỉnh Phú Thọ",
        title="Giao ban tháng 11/2026",
        when="02/11/2026, sáng – Trạm Y tế xã Tam Dương",
        first="Nên giúp trước: Nguyễn Thị Hồng Phượng, Trần Thị Kim Sen, Phùng Thị Thu Thảo.",
        rows=[row] * people,
        messages=[message] * 4,
        agreed=[agreed] * 6,
    )


@pytest.mark.parametrize(("people", "sides"), [(0, 1), (15, 1), (20, 1), (50, 2)])
def test_twenty_collaborators_fit_on_one_side_and_fifty_on_one_sheet(
    app: Flask, people: int, sides: int
) -> None:
    with app.test_request_context():
        data = draw_meeting_sheet(a_sheet(people), SECOND)
        assert draw_meeting_sheet(a_sheet(people), SECOND) == data
    assert len(pages(data)) == sides
    assert " ".join(pages(data)).count("Nguyễn Thị Hồng Phượng, Tổ dân phố") == people


@pytest.mark.browser
def test_an_officer_makes_the_meeting_ticks_who_came_and_sees_it(demo_app: Flask, browser: Browser) -> None:
    with serve(demo_app) as base:
        page = patient(browser.new_context()).new_page()
        page.goto(f"{base}/sign-in")
        page.locator("#login").fill("TD-X01")
        page.locator("#secret").fill(PASSWORD)
        page.locator("main").get_by_role("button").click()
        page.get_by_role("link", name="Giao ban tháng").click()
        page.get_by_role("button", name="Lập buổi giao ban").click()
        page.get_by_role("link", name="Điểm danh", exact=True).click()
        page.locator(".seats input[type=checkbox]").first.check()
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.get_by_text("Đã lưu")).to_be_visible()
        page.goto(f"{base}/meetings")
        expect(page.locator(".meeting-people .state", has_text="có mặt")).to_have_count(1)

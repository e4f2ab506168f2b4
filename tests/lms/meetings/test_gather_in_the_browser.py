"""An officer with one phone and no network: the page of the meeting, attendance by names and cards, notes."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from lms.account.rules.issuing_cards import issue
from lms.activities.models import Activity, Half
from lms.activities.queries import roster_of
from lms.base import clock
from lms.base.database import db
from lms.meetings.models import MeetingMessage
from lms.meetings.rules.holding import hold_meeting
from lms.people.queries import person_by_code
from lms.places.queries import unit_by_code
from tests.browser import axe, serve
from tests.factories.phones import phone, sign_in_on, wait_until_sent

CAMERA = """
window.held = [];
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect() { return window.held.map((rawValue) => ({ rawValue })); }
};
navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
"""
"""A camera before which a test holds cards: what Chrome has on a phone and not on a server."""
WORDS = "Nộp phiếu P0/CTV trước ngày 5."


def a_meeting() -> tuple[str, Activity, str]:
    """The address of today's meeting of Tam Dương, the meeting, and what the card of its second seat says."""
    day = clock.today()
    unit, officer = unit_by_code("08869", day), person_by_code("TD-X01")
    assert unit
    assert officer
    meeting = hold_meeting(unit.id, day.replace(day=1), day=day, half=Half.MORNING, by=None)
    second = roster_of(meeting.id)[1].person
    assert second
    ((token, _code),) = issue([second.id], officer.id)
    db.session.commit()
    return f"/meetings/{unit.id}/{day:%Y-}{day.month}", meeting, f"https://lop520.example/c#{token}"


def hold_up(page: Page, *cards: str) -> None:
    page.evaluate("cards => { window.held = cards }", list(cards))


def ways(meeting: Activity) -> list[str | None]:
    """How each seat was taken, in the order of the roster; None for who was not there."""
    db.session.rollback()
    return [
        next((each.way.value for each in seat.attendances if each.present), None)
        for seat in roster_of(meeting.id)
    ]


@pytest.mark.browser
def test_a_meeting_is_held_without_network_and_arrives_by_the_phones_key(
    demo_app: Flask, browser: Browser
) -> None:
    address, meeting, card = a_meeting()
    half_day = f"/activities/{meeting.id}/attendance/{meeting.half_days[0].id}"
    first, second = (seat.person.full_name for seat in roster_of(meeting.id)[:2] if seat.person)
    officer = person_by_code("TD-X01")
    assert officer
    with serve(demo_app) as base:
        context = phone(browser)
        context.add_init_script(CAMERA)
        sign_in_on(context, demo_app, base, officer)
        page = context.new_page()
        page.goto(base + address)
        expect(page.get_by_text("Trang này đã giữ trên máy")).to_be_visible()
        page.wait_for_function("async () => (await lop520.all('people')).length === 1")
        context.set_offline(True)

        page.goto(base + half_day)
        status, said = page.locator("[data-status]"), page.locator(".scanner-said")
        page.get_by_role("checkbox", name=first).check()
        expect(status).to_contain_text("Còn 1 lượt")
        page.get_by_role("button", name="Quét thẻ").click()
        hold_up(page, "https://example.org/")
        expect(said).to_have_text("Đây không phải thẻ học của Lớp 520.")
        hold_up(page, f"{base}/c#AAAAAAAAAAAAAAAAAAAAAA")
        expect(said).to_contain_text("Không có ai trong danh sách này")
        hold_up(page, card)
        expect(said).to_have_text(f"{second}: có mặt")
        expect(status).to_contain_text("Còn 2 lượt")
        assert axe(page) == []

        page.goto(base + address)
        page.get_by_label("Nội dung cần phổ biến").fill(WORDS)
        page.get_by_role("button", name="Thêm nội dung").click()
        expect(page.locator(".meeting-new")).to_contain_text("chưa gửi")
        assert axe(page, colours=False) == []
        page.goto(base + half_day)
        expect(page.get_by_role("checkbox", name=second)).to_be_checked()
        expect(status).to_contain_text("Còn 2 lượt")
        assert ways(meeting)[:2] == [None, None]

        context.clear_cookies()
        context.set_offline(False)
        wait_until_sent(page)
        expect(status).to_contain_text("Đã lưu mọi lượt đánh dấu.")
        context.set_offline(True)
        page.goto(base + half_day)
        expect(page.get_by_role("checkbox", name=second)).to_be_checked()
        context.close()
    assert ways(meeting)[:2] == ["ticked", "card"]
    kept = select(MeetingMessage.id).where(MeetingMessage.words == WORDS)
    assert len(db.session.scalars(kept).all()) == 1

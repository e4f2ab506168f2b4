"""A head plans a class for those who lack one, an officer ticks who is there, and the numbers follow."""

import io
import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from lms.base import clock
from tests.browser import DESK, PHONE, axe
from tests.factories.phones import wait_until_kept, wait_until_sent
from tests.journeys.conftest import SignIn

pytestmark = pytest.mark.browser
TITLE = "Tập huấn cho cộng tác viên còn thiếu"
YEARLY = "Tập huấn cộng tác viên dân số hằng năm"
COLLABORATORS = 67  # of the commune today
ALL_SENT = "Đã lưu mọi lượt đánh dấu."
PEOPLE = re.compile(r"^(\d+) người$")


def plan(page: Page) -> str:
    """Put a class of today into the plan; returns its address."""
    page.goto("/activities")
    page.get_by_role("link", name="Thêm hoạt động").click()
    page.get_by_label("Tên hoạt động").fill(TITLE)
    page.get_by_label("Đơn vị chịu trách nhiệm").fill("Xã Tam Dương, Tỉnh Phú Thọ")
    page.locator("[name=first_day]").fill(clock.today().isoformat())
    page.get_by_label("Quyết định, kế hoạch hoặc công văn").fill("24/KH-CCDSTE")
    topic = page.locator("fieldset", has=page.locator("[name=topics-0-title]"))
    topic.locator("[name=topics-0-title]").fill("Cập nhật chính sách dân số")
    topic.locator("[name=topics-0-competency]").select_option(label=YEARLY)
    topic.locator("[name=topics-0-theory]").fill("6")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    return page.url


def fill_the_roster(page: Page, address: str) -> list[str]:
    """Seat every collaborator of the commune who lacks this year's class; returns their names."""
    page.goto(f"{address}/roster")
    page.get_by_role("link", name="Chọn người theo điều kiện").click()
    page.get_by_role("checkbox", name="Cộng tác viên dân số").check()
    page.locator("[name=requirement]").select_option(label=YEARLY)
    page.get_by_role("button", name="Xem là những ai").click()
    expect(page.get_by_role("heading", name=PEOPLE)).to_be_visible()
    page.get_by_role("button", name="Đưa vào danh sách").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Danh sách người dự")
    rows = page.get_by_role("table").get_by_role("rowheader").get_by_role("link")
    expect(rows.first).to_be_visible()
    return rows.all_inner_texts()


def has_it(page: Page) -> int:
    """How many collaborators of the commune have this year's class, as the head's numbers say."""
    page.goto("/coverage?unit=08869")
    whole = page.locator("tr", has=page.get_by_role("rowheader", name="Tổng số (mỗi người tính một lần)"))
    figure = whole.get_by_text(re.compile(rf"^\s*\d+/{COLLABORATORS}\s*$"))
    return int(figure.first.inner_text().split("/")[0])


def test_a_class_is_planned_by_rule_ticked_on_a_phone_and_counted(demo_app: Flask, sign_in: SignIn) -> None:
    head = sign_in("DEMO-LD", viewport=DESK)
    before = has_it(head)
    address = plan(head)
    names = fill_the_roster(head, address)
    assert len(names) == COLLABORATORS - before > 2

    head.goto(f"{address}/papers")
    link = head.get_by_role("link", name="Danh sách điểm danh tất cả các ngày").get_attribute("href")
    sheet = PdfReader(io.BytesIO(head.request.get(str(link)).body()))
    words = " ".join(" ".join(page.extract_text() for page in sheet.pages).split())
    assert "Ký tên" in words
    assert all(name in words for name in names)

    officer = sign_in("TD-X01", viewport=PHONE)
    officer.goto(f"{address}/attendance")
    officer.get_by_role("link", name="Sáng").click()
    boxes = officer.locator("input[name=present]")
    expect(boxes).to_have_count(len(names))
    for number in range(1, len(names)):
        boxes.nth(number).check()
    wait_until_kept(officer)
    wait_until_sent(officer)
    expect(officer.locator("[data-status]")).to_contain_text(ALL_SENT)
    assert axe(officer) == []
    officer.goto(f"{address}/attendance")
    officer.get_by_role("link", name="Chiều").click()
    officer.get_by_role("button", name="Tất cả có mặt").click()
    expect(officer.locator("input[name=present]:checked")).to_have_count(len(names))
    wait_until_kept(officer)
    wait_until_sent(officer)
    expect(officer.locator("[data-status]")).to_contain_text(ALL_SENT)

    assert has_it(head) == before  # nothing counts before it is closed
    head.goto(f"{address}/closing")
    expect(head.get_by_role("table", name="Chưa dự đủ")).to_contain_text("3")
    head.get_by_role("button", name="Chốt điểm danh").click()
    expect(head.get_by_role("heading", level=1)).to_have_text("Kết quả được tính cho ai")
    assert has_it(head) == before + len(names) - 1

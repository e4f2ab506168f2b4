"""An officer observes on her phone where there is no network: nothing is lost, it arrives once."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from courses.practice.models import Observation, Way
from lms.base.database import db
from lms.standards.models import EvidenceKind
from lms.standards.queries import evidence_of
from tests.browser import axe, serve
from tests.factories.helping import two_communes
from tests.factories.phones import sign_in_on, wait_until_kept, wait_until_sent
from tests.factories.practice import a_checklist, let_hold


@pytest.mark.browser
def test_two_people_are_observed_without_a_network(app: Flask, page: Page) -> None:
    people = two_communes()
    lan, hue, mai = people["lan"], people["hue"], people["mai"]
    a_checklist()
    let_hold(mai)
    with serve(app) as address:
        sign_in_on(page.context, app, address, mai)
        page.goto(f"{address}/practice")
        page.get_by_role("link", name="Chào hỏi").click()
        expect(page.get_by_text("không có mạng vẫn mở được")).to_be_visible()
        assert axe(page) == []
        page.context.set_offline(True)
        page.get_by_role("button", name="Ký kết quả").click()
        expect(page.get_by_text("Xin chọn người vừa làm.")).to_be_visible()
        page.get_by_role("radio", name=lan.full_name).check()
        expect(page.get_by_role("radio", name=hue.full_name)).to_be_hidden()
        for mark in page.get_by_role("radio", name="Làm đúng").all()[:2]:
            mark.check()
        wait_until_kept(page)
        page.reload()
        expect(page.get_by_role("radio", name=lan.full_name)).to_be_checked()
        expect(page.locator("[name=mark-1][value=right]")).to_be_checked()
        page.locator("[name=mark-2][value=missed]").check()
        expect(page.locator("[data-verdict]")).to_have_text("Đạt.")
        page.get_by_role("checkbox", name="Hai người đã cùng xem kết quả.").check()
        page.get_by_role("button", name="Ký kết quả").click()
        expect(page.get_by_role("heading", name=f"Đã quan sát: {lan.full_name}")).to_be_focused()
        expect(page.locator("[data-said]")).to_contain_text("Đã giữ trên máy này")
        page.get_by_role("button", name="Người tiếp theo").click()
        page.get_by_role("radio", name=hue.full_name).check()
        for number in range(3):
            page.locator(f"[name=mark-{number}][value=wrong]").check()
        page.get_by_role("checkbox", name="Hai người đã cùng xem kết quả.").check()
        page.get_by_role("button", name="Ký kết quả").click()
        expect(page.locator("[data-list]")).to_contain_text("Gõ ba tiếng rồi chờ.")
        page.context.set_offline(False)
        page.evaluate("lop520.flush()")
        wait_until_sent(page)
        expect(page.locator("[data-said]")).to_contain_text("Mã biên nhận")
    db.session.rollback()
    kept = {each.person_id: each for each in db.session.scalars(select(Observation))}
    assert {person_id: each.passed for person_id, each in kept.items()} == {lan.id: True, hue.id: False}
    assert {each.way for each in kept.values()} == {Way.PHONE}
    assert [each.kind for each in evidence_of(lan.id)] == [EvidenceKind.OBSERVED]

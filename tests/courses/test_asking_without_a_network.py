"""A question asked without a network: warned about once, kept on the phone, sent when the line is back."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from courses.questions.models import Question
from lms.base.database import db
from tests.browser import PHONE, axe, patient, serve
from tests.factories.account import sign_in
from tests.factories.courses import published_course, steps
from tests.factories.people import make_person

pytestmark = pytest.mark.browser
KEPT = """async () => {
  await lop520.ready();
  for (let left = 300; left && !await lop520.kept("/ask"); left--)
    await new Promise(go => setTimeout(go, 100));
}"""


def test_the_question_waits_on_the_phone_and_arrives_once(
    app: Flask, browser: Browser, tmp_path: Path
) -> None:
    second = steps(published_course(tmp_path))[1].id
    her = make_person("Lò Thị Mai")
    db.session.commit()
    client, her_id = app.test_client(), her.id
    sign_in(client, her)
    cookie = client.get_cookie("session")
    assert cookie
    with serve(app) as base, browser.new_context(viewport=PHONE, locale="vi-VN") as context:  # type: ignore[arg-type]
        context.add_cookies([{"name": "session", "value": cookie.value, "url": base}])
        page = patient(context).new_page()
        page.goto(f"{base}/learn/ghi-so-a0/1")
        page.evaluate(KEPT)
        context.set_offline(True)
        page.goto(f"{base}/ask?step={second}")
        expect(page.get_by_role("heading", name="Hỏi giảng viên")).to_be_visible()
        box = page.get_by_label("hỏi điều gì")
        box.fill("Cháu An nghỉ học thì ghi vào đâu?")
        page.get_by_role("button", name="Gửi câu hỏi").click()
        expect(page.get_by_text("giống tên một người")).to_be_visible()
        box.fill("Trẻ nghỉ học thì ghi vào đâu?")
        page.get_by_role("button", name="Gửi câu hỏi").click()
        expect(page.get_by_text("Đã giữ trên máy này. Khi có mạng")).to_be_visible()
        expect(box).to_have_value("")
        assert axe(page, colours=False) == []
        context.set_offline(False)
        expect(page.get_by_text("Đã gửi câu hỏi.")).to_be_visible()
    db.session.rollback()
    [kept] = db.session.scalars(select(Question))
    assert (kept.person_id, kept.step_id, kept.text) == (her_id, second, "Trẻ nghỉ học thì ghi vào đâu?")

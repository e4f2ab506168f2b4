"""A trainer writes a story, mends it, plays it and puts it into a course; learners finish what they began."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from courses.queries import course_by_slug, enrolment, steps_of
from courses.rules.enrolling import begin
from lms.base import clock
from lms.base.database import db
from lms.people.queries import person_by_code
from tests.browser import DESK, axe
from tests.factories.courses import do_alone
from tests.journeys.conftest import SignIn

pytestmark = pytest.mark.browser
SLUG = "chinh-sach-dan-so"
LEARNER = "TD-C001"
TITLE = "Chị Hoa ngại uống thuốc"


def let_a_learner_begin() -> None:
    person, course = person_by_code(LEARNER), course_by_slug(SLUG)
    assert person
    assert course
    begin(person.id, course, again=False, now=clock.now())
    db.session.commit()


def begin_a_story(page: Page) -> None:
    page.goto("/exercises")
    page.get_by_role("link", name="Soạn bài mới").click()
    page.get_by_label("Tên bài").fill(TITLE)
    page.get_by_label("Một tình huống có lựa chọn (luyện tập)").check()
    page.get_by_label("Bằng chữ, gõ nhanh nhất").check()
    page.get_by_role("button", name="Bắt đầu soạn").click()
    expect(page.locator("h1")).to_have_text(TITLE)


def make_and_mend_a_mistake(page: Page) -> None:
    """A slip in the name of a scene is told with its line; a click leads there."""
    text = page.get_by_label("Lời của bài tập")
    right = text.input_value()
    text.fill(right.replace("-> Chị yên tâm", "-> Chị yên tân"))
    expect(page.locator("#look")).to_contain_text("Không có cảnh “Chị yên tân”. Có phải là “Chị yên tâm”?")
    page.locator("#look").get_by_role("link", name="Dòng 18", exact=True).click()
    expect(text).to_be_focused()
    chosen = page.evaluate("(t => t.value.slice(t.selectionStart, t.selectionEnd))(document.activeElement)")
    assert "Chị yên tân" in chosen
    assert axe(page) == []
    text.fill(right)
    expect(page.locator("#look")).to_contain_text("Không thấy lỗi nào.")
    expect(page.locator("#saved")).to_contain_text("Đã lưu lúc")


def play_it(page: Page) -> None:
    stage = page.locator("#look")
    stage.get_by_role("button", name="Chị mệt thế nào").click()
    stage.get_by_role("button", name="Giới thiệu đủ các biện pháp").click()
    expect(stage).to_contain_text("đi đường này được 100,0")


def publish_it(page: Page) -> None:
    page.get_by_role("button", name="Lưu và sang bước đăng").click()
    page.get_by_label("Thêm vào một phần của khóa học").select_option(f"{SLUG}/1")
    page.get_by_role("button", name="Đăng", exact=True).click()
    expect(page.locator("main")).to_contain_text("Đã đăng, phiên bản 1.")
    expect(page.locator("main")).to_contain_text("có bản mới: bản 2.")


def finish_what_she_began() -> int:
    """Let the learner do the rest of her course; the number of the edition that she completed."""
    db.session.rollback()
    person, course = person_by_code(LEARNER), course_by_slug(SLUG)
    assert person
    assert course
    begun = enrolment(person.id, course.id)
    assert begun
    for step in steps_of(begun.edition_id):
        do_alone(person.id, step.id)
    db.session.commit()
    done = enrolment(person.id, course.id)
    assert done
    assert done.completed_on == clock.today()
    return done.edition.number


def test_she_writes_a_story_and_new_learners_meet_it(demo_app: Flask, sign_in: SignIn) -> None:
    let_a_learner_begin()
    trainer = sign_in("DEMO-GV", viewport=DESK)
    begin_a_story(trainer)
    make_and_mend_a_mistake(trainer)
    play_it(trainer)
    publish_it(trainer)

    learner = sign_in(LEARNER)
    learner.goto(f"/learn/{SLUG}/1")
    expect(learner.locator("h1")).to_be_visible()
    expect(learner.get_by_role("heading", name=TITLE)).to_have_count(0)
    assert finish_what_she_began() == 1

    newcomer = sign_in("TD-X01")
    newcomer.goto(f"/learn/{SLUG}/1")
    story = newcomer.locator("[data-ex]", has=newcomer.get_by_role("heading", name=TITLE))
    story.get_by_role("button", name="Bắt đầu").click()
    story.get_by_role("button", name="Chị phải uống tiếp chứ").click()
    story.get_by_role("button", name="Đi tiếp").click()
    expect(story).to_contain_text("Tuần sau chị bỏ hẳn thuốc.")
    expect(story.locator("[role=status]")).to_contain_text(re.compile("Mã biên nhận: .{4}-.{4}"))


def test_without_script_she_gets_as_far(sign_in: SignIn) -> None:
    page = sign_in("DEMO-GV", script=False)
    begin_a_story(page)
    text = page.get_by_label("Lời của bài tập")
    right = text.input_value()
    text.fill(right.replace("-> Chị yên tâm", "-> Chị yên tân"))
    page.get_by_role("button", name="Lưu và soát lại").click()
    expect(page.locator("#look")).to_contain_text("Dòng 18")
    page.get_by_label("Lời của bài tập").fill(right)
    page.locator("#look").get_by_role("button", name="Chị mệt thế nào").click()
    expect(page.locator("#look")).to_contain_text("Hỏi mở và lắng nghe")
    expect(page.locator("#look")).to_contain_text("Không thấy lỗi nào.")
    publish_it(page)

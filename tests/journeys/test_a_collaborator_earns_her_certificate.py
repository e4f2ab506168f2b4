"""A collaborator learns, is tested, gets her certificate, and somebody checks the paper."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from certificates.models import Award
from courses.models import Step
from courses.queries import course_by_slug, steps_of
from lms.base import clock
from lms.base.database import db
from lms.people.queries import person_by_code
from lms.standards.queries import requirement_by_code
from lms.standards.rules.explaining import explain
from quizzes.models import AssessmentForm
from tests.browser import axe
from tests.factories.courses import do_alone
from tests.factories.quizzes import answers_to
from tests.journeys.conftest import SignIn

pytestmark = pytest.mark.browser
HER_CODE = "TD-C001"
COURSE = "bao-ve-tre-em"


def standing() -> bool:
    """Whether the record says that she meets the requirement today."""
    db.session.rollback()
    person = person_by_code(HER_CODE)
    requirement = requirement_by_code("bao_ve_tre_em")
    assert person
    assert requirement
    return explain(person.id, requirement, clock.today()).state.is_met


def right_answers(form_id: str) -> list[list[int]]:
    db.session.rollback()
    return answers_to(db.session.get_one(AssessmentForm, form_id), right=True)


def what_is_left() -> tuple[Step, Step, Step]:
    """Her last lesson, the last story and the test; all that stands before them she has done by now."""
    person = person_by_code(HER_CODE)
    course = course_by_slug(COURSE)
    assert person
    assert course
    *before, story, test = steps_of(course.editions[-1].id)
    lesson = max((step for step in before if step.lesson), key=lambda step: step.lesson or 0)
    for step in before:
        if step is not lesson:
            do_alone(person.id, step.id)
    db.session.commit()
    assert lesson.section == story.section == test.section
    return lesson, story, test


def at(step: Step) -> str:
    """Where a step stands on the page of its section."""
    return f"#b{step.ordinal}"


def end_of(page: Page, lesson: Step) -> Locator:
    """The button below the lesson that she goes on with and reads."""
    page.reload()
    page.get_by_role("link", name="Học tiếp").first.click()
    return page.locator(at(lesson)).get_by_role("button", name="Tôi đã đọc xong")


def check_the_paper(page: Page) -> None:
    """She opens it; anybody who holds it finds it valid."""
    page.goto("/certificates")
    assert axe(page) == []
    address = page.locator("a[href$='.pdf']").first.get_attribute("href")
    assert address
    assert page.request.get(address).body().startswith(b"%PDF")
    db.session.rollback()
    person = person_by_code(HER_CODE)
    assert person
    award = db.session.scalars(select(Award).where(Award.person_id == person.id)).one()
    page.goto("/verify")
    page.locator("input[name=code]").fill(f" {award.code.lower()} ")
    page.get_by_role("button", name="Xác minh").click()
    expect(page.locator("h1")).to_contain_text("Giấy chứng nhận này còn hiệu lực")
    expect(page.locator("main")).to_contain_text(award.paper.number)
    assert "15/03/1970" not in page.content()


def test_with_script(demo_app: Flask, sign_in: SignIn) -> None:
    page = sign_in(HER_CODE)
    assert not standing()
    lesson, story, test = what_is_left()
    end_of(page, lesson).click()
    page.locator(f"{at(lesson)}.done").wait_for()
    place = page.locator(at(story))
    place.get_by_role("button", name="Bắt đầu").click()
    played = place.locator("[data-ex] > div")
    while not played.get_by_role("status").count():
        played.locator("button").first.click()
    page.locator(f"{at(story)}.done").wait_for()
    begin = page.locator(at(test)).get_by_role("button", name="Làm bài kiểm tra")
    take_the_test(page, begin.click)
    assert standing()
    check_the_paper(page)


def test_without_script(demo_app: Flask, sign_in: SignIn) -> None:
    page = sign_in(HER_CODE, script=False)
    assert not standing()
    lesson, story, test = what_is_left()
    read = end_of(page, lesson)
    with page.expect_navigation():  # another form sent before would cut this one short
        read.click()
    page.locator(at(story)).get_by_role("button", name="Bắt đầu").click()
    page.wait_for_url("**/play/**")
    while "/play/" in page.url:
        with page.expect_navigation():
            page.locator("main .choice").first.click()
    page.goto(f"/learn/{COURSE}/{test.section.ordinal}")
    take_the_test(page, page.locator(at(test)).get_by_role("button", name="Làm bài kiểm tra").click)
    assert standing()


def take_the_test(page: Page, begin: Callable[[], None]) -> None:
    begin()
    page.wait_for_url("**/assessments/**")
    for scene, choice in right_answers(page.url.rpartition("/")[2]):
        page.locator(f"input[name=q{scene}][value='{choice}']").check()
    page.get_by_role("button", name="Nộp bài").click()
    page.wait_for_url("**/attempts/**")
    expect(page.locator("main")).to_contain_text("Đạt")

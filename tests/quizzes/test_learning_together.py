"""One phone serves an officer's people in turn: tests drawn ahead, no network, what counts and what not."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlalchemy import select

from courses.library import read_course
from courses.models import Step
from courses.queries import latest_enrolments, steps_of
from courses.rules.enrolling import enrol
from courses.rules.publishing import publish
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.queries import postings_of
from lms.standards.models import Mode
from lms.standards.queries import competency_by_code
from quizzes.exercise.paper import LETTERS, sheet_check, sheet_code
from quizzes.models import AssessmentForm, Attempt
from quizzes.rules.publishing import publish as publish_exercise
from tests.browser import axe, serve
from tests.factories.account import client_of, give_card
from tests.factories.coverage import requirement
from tests.factories.people import make_collaborator, make_officer
from tests.factories.phones import sign_in_on, wait_until_sent
from tests.factories.places import SmallCountry, small_country
from tests.factories.quizzes import (
    BERRIES,
    KINDS,
    answers_to,
    published_exercises,
    sent,
    source_of,
)

NAMES = ("An", "Bình", "Cúc", "Dung", "Én", "Giang", "Hạnh", "Khuê", "Liên", "Mơ")


@pytest.fixture
def steps(app: Flask, tmp_path: Path) -> tuple[Step, Step]:
    """A story and a test of a published course."""
    return published_exercises(tmp_path)


@pytest.fixture
def places(app: Flask) -> SmallCountry:
    return small_country()


@pytest.fixture
def ten(places: SmallCountry) -> list[Person]:
    """Ten collaborators of Tam Dương."""
    people = [make_collaborator(places.tam_duong, f"Trần Thị {name}") for name in NAMES]
    db.session.commit()
    return people


@pytest.fixture
def mai(places: SmallCountry, ten: list[Person]) -> Person:
    """Their officer."""
    person = make_officer(places.tam_duong)
    db.session.commit()
    return person


@pytest.fixture
def hers(app: Flask, mai: Person) -> FlaskClient:
    """Her phone."""
    return client_of(app, mai)


def attempts() -> list[Attempt]:
    db.session.rollback()
    return list(db.session.scalars(select(Attempt).order_by(Attempt.received_at, Attempt.id)))


def test_she_finds_what_can_be_learned_and_her_people(
    hers: FlaskClient, mai: Person, ten: list[Person], steps: tuple[Step, Step]
) -> None:
    listed, page = hers.get("/helping"), hers.get(f"/helping/{steps[0].id}")
    assert listed.headers["Kept-For"] == page.headers["Kept-For"] == str(mai.id)
    assert f"/helping/{steps[0].id}" in listed.text
    assert all(person.full_name in page.text for person in ten)
    assert page.text.count("data-person=") == 10


def test_a_page_names_nobody_of_another_commune(
    app: Flask, places: SmallCountry, ten: list[Person], steps: tuple[Step, Step]
) -> None:
    thu = make_officer(places.hoi_thinh, "Vũ Thị Thu")
    page = client_of(app, thu).get(f"/helping/{steps[0].id}").text
    assert "data-person=" not in page
    assert "Chưa có ai để giúp" in page


def test_somebody_without_people_of_her_own_helps_nobody(
    app: Flask, ten: list[Person], steps: tuple[Step, Step]
) -> None:
    client = client_of(app, ten[0])
    paths = ("/helping", f"/helping/{steps[0].id}", "/paper-results", f"/paper/{steps[1].id}/sheets.pdf")
    assert {client.get(path).status_code for path in paths} == {403}


def test_questions_are_drawn_for_all_at_once_and_each_has_her_own(
    hers: FlaskClient, ten: list[Person], steps: tuple[Step, Step]
) -> None:
    test = steps[1]
    for _again in range(2):
        assert hers.post(f"/helping/{test.id}/forms").status_code == 303
    forms = db.session.scalars(select(AssessmentForm)).all()
    assert {form.person_id for form in forms} == {person.id for person in ten}
    page = hers.get(f"/helping/{test.id}").text
    told = json.loads(re.findall(r"data-forms>(.*?)</script>", page)[0])
    assert {each["form"] for each in told["forms"].values()} == {form.id for form in forms}
    assert "feedback" not in page
    assert "111 trực cả ngày" not in page


def test_a_story_has_no_questions_to_fetch(hers: FlaskClient, steps: tuple[Step, Step]) -> None:
    assert hers.post(f"/helping/{steps[0].id}/forms").status_code == 404
    assert hers.get("/helping/999999").status_code == 404


def test_who_failed_too_often_waits_and_the_others_do_not(
    hers: FlaskClient, ten: list[Person], steps: tuple[Step, Step]
) -> None:
    test, first = steps[1], ten[0]
    for _failed in range(2):
        hers.post(f"/helping/{test.id}/forms")
        form = db.session.scalars(
            select(AssessmentForm)
            .outerjoin(Attempt, Attempt.form_id == AssessmentForm.id)
            .where(AssessmentForm.person_id == first.id, Attempt.id.is_(None))
        ).one()
        wrong = answers_to(form, right=False)
        assert (
            hers.post(
                "/attempts", json=sent(test.id, wrong, id=form.id, form=form.id, who=first.id)
            ).status_code
            == 200
        )
    page = hers.post(f"/helping/{test.id}/forms", follow_redirects=True).text
    assert f"Chưa lấy được cho {first.full_name}" in page
    assert str(first.id) not in json.loads(re.findall(r"data-forms>(.*?)</script>", page)[0])["forms"]


def test_the_helper_is_told_what_does_not_count(
    hers: FlaskClient, mai: Person, ten: list[Person], steps: tuple[Step, Step]
) -> None:
    exam_alone(ten)
    story, lan = steps[0], ten[0]
    page = hers.get(f"/helping/{story.id}").text
    assert page.count("Làm như vậy chỉ tính là luyện tập đối với: ") == 2
    told = {}
    for number, mode in enumerate(("self", "read_aloud", "together")):
        body = sent(story.id, id=f"0b8f9f2e-7f5e-4c43-9d0a-3f4f3e6d5c1{number}", who=lan.id, mode=mode)
        told[mode] = hers.post("/attempts", json=body).json["sentence"]  # type: ignore[index]
    assert told["self"] is None
    assert told["read_aloud"] == told["together"] is not None
    assert "chỉ tính là luyện tập" in told["together"]


def newer_edition(folder: Path, story: str | None = None) -> tuple[Step, Step]:
    """The story and the test of another edition, in which the lesson is new, or the story too."""
    if story:
        publish_exercise(source_of(story), clock.now())
    (folder / "vao-rung/vi/01-bai.md").write_text("# Quả rừng\n\nHỏi người lớn trước khi ăn.\n", "utf-8")
    edition = publish(read_course(folder / "vao-rung"), KINDS, clock.now())
    db.session.commit()
    assert edition is not None
    _, practice, test = steps_of(edition.id)
    return practice, test


def test_who_has_begun_an_older_edition_goes_on_in_it(
    hers: FlaskClient, mai: Person, ten: list[Person], steps: tuple[Step, Step], tmp_path: Path
) -> None:
    (story, test), an, binh = steps, *ten[:2]
    enrolment = enrol(an.id, story.section.edition_id, now=clock.now())
    newer_story, newer_test = newer_edition(tmp_path)
    page = hers.get(f"/helping/{newer_story.id}").text
    told = dict(re.findall(r'data-person="(\d+)" data-step="(\d+)"', page))
    assert (told[str(an.id)], told[str(binh.id)]) == (str(story.id), str(newer_story.id))
    hers.post(f"/helping/{newer_test.id}/forms")
    forms = {form.person_id: form for form in db.session.scalars(select(AssessmentForm))}
    assert (forms[an.id].step_id, forms[binh.id].step_id) == (test.id, newer_test.id)
    path = answers_to(forms[an.id], right=True)
    text = "".join(LETTERS[choice] for _, choice in path) + sheet_check(forms[an.id].id)
    for step in (newer_test, test):
        form = {"on": clock.today().isoformat(), f"line-{an.id}": text}
        assert "100,0" in hers.post(f"/paper-results?code={sheet_code(step.id)}", data=form).text
    (attempt,) = attempts()
    assert (attempt.person_id, attempt.step_id) == (an.id, test.id)
    assert latest_enrolments(an.id) == {story.section.edition.course_id: enrolment}


def test_a_story_in_other_words_stands_on_a_page_of_its_own(
    hers: FlaskClient, ten: list[Person], steps: tuple[Step, Step], tmp_path: Path
) -> None:
    story, an = steps[0], ten[0]
    enrol(an.id, story.section.edition_id, now=clock.now())
    newer, _ = newer_edition(tmp_path, BERRIES.replace("Bé hỏi", "Em bé hỏi"))
    page, older = hers.get(f"/helping/{newer.id}").text, hers.get(f"/helping/{story.id}").text
    assert f'data-person="{an.id}"' not in page
    assert f'href="/helping/{story.id}"' in page
    assert "Đang học bản khác" in page
    assert f'data-person="{an.id}" data-step="{story.id}"' in older
    assert f'href="/paper/{story.id}"' in hers.get(f"/paper/{newer.id}").text


def exam_alone(people: list[Person]) -> None:
    """What the course shows is asked of these people, done alone."""
    competency = competency_by_code("ghi_so")
    assert competency
    roles = {posting.post.role for person in people for posting in postings_of(person.id)}
    requirement("tu_ghi_so", "Tự ghi sổ", list(roles)).competency = competency
    db.session.commit()


@pytest.mark.browser
def test_ten_people_learn_on_one_phone_without_a_network(
    app: Flask, page: Page, mai: Person, ten: list[Person], steps: tuple[Step, Step]
) -> None:
    exam_alone(ten)
    token, _code = give_card(ten[9])
    story, context = steps[0], page.context
    with serve(app) as address:
        sign_in_on(context, app, address, mai)
        page.goto(f"{address}/helping/{story.id}")
        expect(page.get_by_text("không có mạng vẫn mở được")).to_be_visible()
        assert axe(page) == []
        context.set_offline(True)
        for number, person in enumerate(ten):
            if number == 9:  # the phone's own camera opens her card
                page.goto(f"{address}/c#{token}")
            else:
                page.get_by_role("button", name=person.full_name).click()
            expect(page.get_by_role("heading", name=person.full_name)).to_be_focused()
            page.get_by_role("button", name="Có người đọc hộ" if number < 4 else "Tự làm").click()
            page.get_by_role("button", name="Cứ ăn thử xem").click()
            page.get_by_role("button", name="Đi tiếp").click()
            expect(page.locator("[data-ex] [role=status]")).to_contain_text("Đã giữ trên máy này")
            page.get_by_role("button", name="Người tiếp theo").click()
        expect(page.locator("[data-state]", has_text="Đã giữ trên máy này")).to_have_count(10)
        context.set_offline(False)
        page.evaluate("lop520.flush()")
        wait_until_sent(page)
        expect(page.locator("[data-state]", has_text="Mã biên nhận:")).to_have_count(10)
        expect(page.locator("[data-state]", has_text="chỉ tính là luyện tập")).to_have_count(4)
    kept = attempts()
    assert {each.person_id for each in kept} == {person.id for person in ten}
    assert len(kept) == 10
    assert {each.helper_id for each in kept} == {mai.id}
    assert sorted(each.mode for each in kept) == [Mode.READ_ALOUD] * 4 + [Mode.SELF] * 6


@pytest.mark.browser
def test_a_test_drawn_ahead_is_answered_without_a_network(
    app: Flask, page: Page, mai: Person, ten: list[Person], steps: tuple[Step, Step]
) -> None:
    with serve(app) as address:
        sign_in_on(page.context, app, address, mai)
        page.goto(f"{address}/helping/{steps[1].id}")
        expect(page.get_by_role("button", name=ten[0].full_name)).to_be_disabled()
        page.get_by_role("button", name="Lấy câu hỏi cho mọi người").click()
        expect(page.get_by_role("button", name=ten[0].full_name)).to_be_enabled()
        expect(page.get_by_text("không có mạng vẫn mở được")).to_be_visible()
        page.context.set_offline(True)
        page.get_by_role("button", name=ten[0].full_name).click()
        page.get_by_role("button", name="Làm chung").click()
        page.get_by_role("button", name="Nộp bài").click()
        expect(page.get_by_text("Câu 1 chưa trả lời.")).to_be_visible()
        for question in page.locator("fieldset").all():
            question.get_by_role("radio").first.check()
        page.get_by_role("button", name="Nộp bài").click()
        page.get_by_role("button", name="Người tiếp theo").click()
        expect(page.get_by_role("button", name=ten[0].full_name)).to_be_disabled()
        page.context.set_offline(False)
        page.evaluate("lop520.flush()")
        wait_until_sent(page)
    (attempt,) = attempts()
    assert (attempt.person_id, attempt.helper_id, attempt.mode) == (ten[0].id, mai.id, Mode.TOGETHER)
    assert attempt.id == attempt.form_id

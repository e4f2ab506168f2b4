"""What somebody is to learn: asked for, begun, finished, and asked for again when it runs out."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from time_machine import travel

from courses.models import Edition, Enrolment, Step
from courses.queries import newest_editions
from courses.rules.planning import Entry, plan
from lms.base import clock
from lms.base.database import db
from lms.people.models import Level, Person
from lms.standards.queries import requirement_by_code
from lms.standards.rules.explaining import explain
from tests.factories.account import sign_in
from tests.factories.courses import completed, do_alone, steps
from tests.factories.standards import a_collaborator, somebody

SLUG = "bao-ve-tre-em"
COURSE = f"/learn/{SLUG}"


@pytest.fixture
def hoa(shipped_app: Flask) -> Person:
    return a_collaborator()


@pytest.fixture
def edition(shipped_app: Flask) -> Edition:
    return next(each for each in newest_editions() if each.course.slug == SLUG)


@pytest.fixture
def learner(shipped_app: Flask, hoa: Person) -> FlaskClient:
    client = shipped_app.test_client()
    sign_in(client, hoa)
    return client


def entry(person: Person, day: date | None = None) -> Entry:
    entries = plan(person.id, day or clock.today())
    return next(each for each in entries if each.edition.course.slug == SLUG)


def mark(person: Person, step: Step) -> None:
    """Note that she did one step today."""
    do_alone(person.id, step.id)
    db.session.commit()


def finish(person: Person, edition: Edition) -> None:
    completed(person.id, edition)


def test_a_course_that_gives_what_is_asked_of_her_is_due(hoa: Person, edition: Edition) -> None:
    found = entry(hoa)
    assert found.due
    assert [each.code for each in found.asked_by] == ["bao_ve_tre_em"]
    assert found.left == [step for step in found.steps if not step.is_optional]


def test_a_course_that_nothing_asks_for_is_offered_and_not_due(shipped_app: Flask) -> None:
    leader = somebody("LD-1", "Trần Văn Bình", "lanh_dao_y_te", Level.COMMUNE)
    found = entry(leader)
    assert not found.due
    assert not found.finished


def slugs(person: Person) -> list[str]:
    """Her courses in their order."""
    return [each.edition.course.slug for each in plan(person.id, clock.today())]


def test_what_is_due_comes_first_then_what_is_meant_for_her_in_the_order_of_courses(hoa: Person) -> None:
    assert slugs(hoa) == [SLUG, "chinh-sach-dan-so", "truyen-thong-tu-van", "bao-cao-so"]
    entries = plan(hoa.id, clock.today())
    assert [each.group for each in entries] == ["due", "offered", "offered", "offered"]


def test_what_she_has_begun_comes_before_what_is_due_and_what_she_finished_after_what_is_offered(
    hoa: Person,
) -> None:
    editions = {each.course.slug: each for each in newest_editions()}
    finish(hoa, editions["chinh-sach-dan-so"])
    mark(hoa, steps(editions["bao-cao-so"])[0])
    assert slugs(hoa) == ["bao-cao-so", SLUG, "truyen-thong-tu-van", "chinh-sach-dan-so"]


def test_whoever_is_of_no_such_kind_finds_the_courses_last(shipped_app: Flask) -> None:
    leader = somebody("LD-1", "Trần Văn Bình", "lanh_dao_y_te", Level.COMMUNE)
    assert {each.group for each in plan(leader.id, clock.today())} == {"other"}


def test_finishing_it_meets_the_requirement_and_says_so(hoa: Person, edition: Edition) -> None:
    requirement = requirement_by_code("bao_ve_tre_em")
    assert requirement
    before = explain(hoa.id, requirement, clock.today())
    finish(hoa, edition)
    after = explain(hoa.id, requirement, clock.today())
    assert before.state != after.state
    assert entry(hoa).finished
    assert entry(hoa).left == []


def test_it_is_due_again_when_its_time_runs_out_and_a_second_round_begins(
    shipped_app: Flask, hoa: Person, edition: Edition
) -> None:
    finish(hoa, edition)
    later = datetime.combine(clock.today(), datetime.min.time(), clock.VIETNAM) + timedelta(days=720, hours=9)
    with travel(later, tick=False):
        again = entry(hoa)
        assert again.due
        assert again.left == again.needed
        client = shipped_app.test_client()
        sign_in(client, hoa)
        page = client.get(COURSE).text
        assert "Học lại" in page
        press(client, f"{COURSE}/start", page)
        db.session.expire_all()
        rounds = db.session.scalars(select(Enrolment.round).order_by(Enrolment.round)).all()
        assert rounds == [1, 2]
        assert entry(hoa).open
        completed(hoa.id, edition)
        assert entry(hoa).finished


def press(client: FlaskClient, action: str, page: str) -> object:
    """Send the form of one button on a page, with its token."""
    token = page.split(f'action="{action}"')[1].split('name="csrf_token" value="')[1].split('"')[0]
    answer = client.post(action, data={"csrf_token": token})
    assert answer.status_code == 302, answer.text
    return answer


def test_beginning_leads_to_the_first_lesson_and_twice_begins_once(
    learner: FlaskClient, hoa: Person, edition: Edition
) -> None:
    page = learner.get(COURSE).text
    for _ in range(2):
        press(learner, f"{COURSE}/start", page)
    assert db.session.scalar(select(func.count()).select_from(Enrolment)) == 1
    assert "Học tiếp" in learner.get(COURSE).text


def test_the_start_page_offers_one_thing_to_begin_then_to_go_on_with_then_the_next_one(
    learner: FlaskClient, hoa: Person, edition: Edition
) -> None:
    home = learner.get("/").text
    assert edition.name_vi in home
    assert home.count("button-big") == 1
    first, second, *_ = steps(edition)
    mark(hoa, first)
    home = learner.get("/").text
    assert f'href="{COURSE}/{second.section.ordinal}#b{second.ordinal}"' in home
    assert second.text("vi").title in home
    finish(hoa, edition)
    home = learner.get("/").text
    assert "<h2>Chính sách dân số và kế hoạch hóa gia đình</h2>" in home
    assert edition.name_vi not in home.split("<h2>")[1]


def test_my_courses_says_how_each_stands(learner: FlaskClient, hoa: Person, edition: Edition) -> None:
    assert "Cần học" in learner.get("/learn").text
    mark(hoa, steps(edition)[0])
    assert "Đang học" in learner.get("/learn").text
    finish(hoa, edition)
    assert "Học xong ngày" in learner.get("/learn").text


def test_the_outline_says_what_is_left(learner: FlaskClient, hoa: Person, edition: Edition) -> None:
    needed = entry(hoa).needed
    assert f"Cả khóa có {len(needed)} bài học và bài tập, khoảng" in learner.get(COURSE).text
    mark(hoa, needed[0])
    assert f"Cả khóa còn {len(needed) - 1} bài học và bài tập, khoảng" in learner.get(COURSE).text

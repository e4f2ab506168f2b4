"""What nobody asks of her: she looks at it, begins it, sets it aside and goes on with it, as she likes."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.models import Enrolment
from courses.queries import newest_editions
from courses.rules.planning import Entry, plan
from courses.rules.progress import complete_step
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.standards.models import Mode
from tests.factories.account import client_of
from tests.factories.courses import completed, steps
from tests.factories.standards import a_collaborator

CHOSEN, ASKED = "truyen-thong-tu-van", "bao-ve-tre-em"


@pytest.fixture
def hoa(shipped_app: Flask) -> Person:
    return a_collaborator()


@pytest.fixture
def client(shipped_app: Flask, hoa: Person) -> FlaskClient:
    return client_of(shipped_app, hoa)


def entry(person: Person, slug: str = CHOSEN) -> Entry:
    return next(each for each in plan(person.id, clock.today()) if each.edition.course.slug == slug)


def test_the_catalogue_says_what_each_gives_how_long_it_takes_and_what_it_costs(client: FlaskClient) -> None:
    page = client.get("/courses/electives").text
    assert "Kỹ năng truyền thông" in page
    assert "Học được gì" in page
    assert "khoảng" in page.lower()
    assert "\u00a0KB" in page
    assert f'action="/learn/{ASKED}/start"' not in page


def test_what_is_asked_stands_among_her_courses_and_leads_to_the_catalogue(client: FlaskClient) -> None:
    page = client.get("/learn").text
    assert f'href="/learn/{ASKED}"' in page
    assert f'href="/learn/{CHOSEN}"' not in page
    assert "3 khóa học tự chọn" in page


def test_what_she_sets_aside_is_not_what_comes_next_until_she_goes_on(
    client: FlaskClient, hoa: Person
) -> None:
    completed(hoa.id, entry(hoa, ASKED).edition)
    client.post(f"/learn/{CHOSEN}/start")
    assert entry(hoa).needed[0].text("vi").title in client.get("/").text
    answer = client.post(f"/learn/{CHOSEN}/set-aside", follow_redirects=True)
    assert "Đã để lại sau." in answer.text
    assert entry(hoa).group == "aside"
    assert entry(hoa).needed[0].text("vi").title not in client.get("/").text
    assert "Để lại sau" in client.get("/courses/electives").text
    client.post(f"/learn/{CHOSEN}/start")
    assert entry(hoa).group == "open"


def test_reading_a_lesson_takes_it_up_again(client: FlaskClient, hoa: Person) -> None:
    client.post(f"/learn/{CHOSEN}/start")
    client.post(f"/learn/{CHOSEN}/set-aside")
    complete_step(
        person_id=hoa.id,
        step_id=steps(entry(hoa).edition)[0].id,
        occurred_on=clock.today(),
        mode=Mode.SELF,
        source="page",
        now=clock.now(),
    )
    db.session.commit()
    assert entry(hoa).group == "open"


def test_what_is_asked_of_her_cannot_be_set_aside(client: FlaskClient, hoa: Person) -> None:
    client.post(f"/learn/{ASKED}/start")
    assert client.post(f"/learn/{ASKED}/set-aside").status_code == 404
    assert entry(hoa, ASKED).group == "open"
    assert client.post(f"/learn/{CHOSEN}/set-aside").status_code == 404
    begun = db.session.scalars(select(Enrolment)).all()
    assert [each.set_aside_at for each in begun] == [None]


def test_whoever_has_done_everything_is_told_so(client: FlaskClient, hoa: Person) -> None:
    for edition in newest_editions():
        completed(hoa.id, edition)
    assert "Hiện chưa có khóa học tự chọn" in client.get("/courses/electives").text
    assert client.get("/learn").text.count("Học xong ngày") == 4

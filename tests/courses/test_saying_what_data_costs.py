"""What a tap costs is said before it, and is what arrives: bytes within a twentieth, and roughly the đồng."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.models import Bundle, Edition, Section
from courses.queries import newest_editions
from courses.rules.compiling import recompile
from courses.rules.reckoning import bytes_of_month
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from tests.factories.account import client_of
from tests.factories.costs import assert_that_comes_what_is_told, told
from tests.factories.courses import completed
from tests.factories.standards import a_collaborator
from tests.factories.statements import statements

SLUG = "bao-ve-tre-em"


@pytest.fixture
def hoa(shipped_app: Flask) -> Person:
    return a_collaborator()


@pytest.fixture
def edition(shipped_app: Flask) -> Edition:
    return next(each for each in newest_editions() if each.course.slug == SLUG)


def test_lessons_pictures_and_papers_cost_what_is_said_before_the_tap(
    shipped_app: Flask, hoa: Person, edition: Edition
) -> None:
    visitor = client_of(shipped_app, hoa)
    outline = visitor.get(f"/learn/{SLUG}").text
    labels = {
        f"/learn/{SLUG}/{number}": told(part.split("khoảng", 1)[1])
        for number, part in enumerate(outline.split('<h2 class="part">')[1:], 1)
    }
    lesson = visitor.get(f"/learn/{SLUG}/2").text
    for address, label in re.findall(r'href="(/media/[^"]+)".*?\(([^()]*)\)</a>', lesson):
        labels[address] = told(label)
        assert "đồng" in label
    job_aid = f"/courses/{SLUG}/job-aid.pdf"
    labels[job_aid] = told(outline.split(job_aid)[1].split("</a>")[0].split("A4,")[1])
    booklet = f"/courses/{SLUG}/editions/{edition.number}/booklet.pdf"
    labels[booklet] = told(outline.split(f'href="{booklet}"')[1].split("</a>")[0])
    book = f"/courses/{SLUG}/book"
    labels[book] = told(outline.split(f'href="{book}"')[1].split("</a>")[0])
    shown = {book: set(re.findall(r'<img [^>]*src="([^"]+)"', visitor.get(book).text))}
    assert len(shown[book]) > 2
    assert len(labels) >= 8
    assert_that_comes_what_is_told(shipped_app, visitor, labels, shown)


def test_lessons_name_another_price_once_they_are_compiled_with_it(shipped_app: Flask) -> None:
    assert prices() == {"chưa đến 1"}
    config = shipped_app.extensions["config"]
    shipped_app.extensions["config"] = replace(config, price_per_mb=1000 * config.price_per_mb)
    recompile(shipped_app.extensions["step_kinds"])
    assert len(prices()) > 2
    assert "chưa đến 1" not in prices()


def prices() -> set[str]:
    """What pictures of all lessons cost as the lessons say, in đồng."""
    found = db.session.scalars(select(Bundle.plain).where(Bundle.language == "vi"))
    return {price for page in found for price in re.findall(r"KB, ([^()]+) đồng\)", page.decode())}


def test_the_month_counts_each_section_she_learned_in_once(
    shipped_app: Flask, hoa: Person, edition: Edition
) -> None:
    today = clock.today()
    assert bytes_of_month(hoa.id, today, "vi") == 0
    completed(hoa.id, edition)
    sizes = select(Bundle.wire_bytes).join(Section, Section.id == Bundle.section_id)
    whole = db.session.scalars(sizes.where(Bundle.edition_id == edition.id, Bundle.language == "vi")).all()
    assert bytes_of_month(hoa.id, today, "vi") == sum(whole)
    page = client_of(shipped_app, hoa).get("/learn").text
    assert f"Bài học trong tháng này: {round(sum(whole) / 1000)}\u00a0KB" in page
    assert "Năm nay đã học 10 bài." in page


def test_the_pages_of_a_learner_ask_no_more_of_the_database_the_more_she_has_learned(
    shipped_app: Flask, hoa: Person, edition: Edition
) -> None:
    visitor = client_of(shipped_app, hoa)
    completed(hoa.id, edition)
    once = counted(visitor)
    for each in newest_editions():
        completed(hoa.id, each)
    again = counted(visitor)
    assert {path: number for path, number in again.items() if number > once[path]} == {}


def counted(visitor: FlaskClient) -> dict[str, int]:
    """How often each page asks the database."""
    numbers = {}
    for path in ("/", "/learn", "/courses/electives", f"/learn/{SLUG}"):
        with statements() as asked:
            assert visitor.get(path).status_code == 200
        numbers[path] = len(asked)
    return numbers

"""What a section would cost is known while it is written, without writing anything."""

from flask import Flask, current_app
from sqlalchemy import select

from courses.models import Bundle, Course, Edition, Section, Step
from courses.rules.sourcing import source_named
from courses.rules.weighing import Weight, measure, weigh
from lms.base import clock
from lms.base.database import db
from tests.courses.authoring.test_make_a_course import arrange, hanh, send

NEAR = 80  # bytes: steps have other numbers in their addresses once they are kept, which compress otherwise


def published(slug: str, number: int, language: str) -> int:
    found = (
        select(Bundle.wire_bytes)
        .join(Section, Section.id == Bundle.section_id)
        .join(Edition, Edition.id == Section.edition_id)
        .join(Course)
        .where(Course.slug == slug, Section.ordinal == number, Bundle.language == language)
    )
    return db.session.scalars(found).one()


def test_it_weighs_what_the_published_section_weighs(shipped_app: Flask) -> None:
    kinds = current_app.extensions["step_kinds"]
    source = source_named("bao-ve-tre-em")
    for number, language in ((1, "vi"), (2, "vi"), (3, "en")):
        weight = weigh(source, number, language, kinds, clock.now())
        assert weight
        assert abs(weight.bytes - published("bao-ve-tre-em", number, language)) < NEAR
    assert not db.session.new


def test_what_is_left_is_said_in_syllables_too() -> None:
    assert Weight(14_600 - 220).syllables_left == 100
    assert Weight(14_600 + 23).syllables_left == -10


def test_a_section_takes_as_long_as_when_it_is_published(shipped_app: Flask) -> None:
    kinds = current_app.extensions["step_kinds"]
    found = measure(source_named("bao-ve-tre-em"), 2, kinds, clock.now())
    steps = db.session.scalars(
        select(Step).join(Section).join(Edition).join(Course).where(Course.slug == "bao-ve-tre-em")
    )
    second = [step for step in steps if step.section.ordinal == 2]
    assert found
    assert found.minutes == sum(step.minutes for step in second)
    assert found.exercise_minutes == sum(step.minutes for step in second if step.lesson is None)
    assert set(found.weights) == {"vi", "en"}


def test_the_authors_see_what_every_section_weighs(demo_app: Flask) -> None:
    client, _ = hanh(demo_app)
    send(client, "/own-courses/copy", slug="bao-ve-tre-em")
    page = client.get("/own-courses/bao-ve-tre-em-2/weights").text
    assert page.count('class="own-measure"') == 4
    assert page.count("<meter") == 8
    assert "phút làm bài tập" in page
    outline = client.get("/own-courses/bao-ve-tre-em-2").text
    assert 'href="/own-courses/bao-ve-tre-em-2/weights"' in outline
    arrange(client, "add-section", "bao-ve-tre-em-2", title_vi="Phần trống")
    assert "Phần này chưa có gì." in client.get("/own-courses/bao-ve-tre-em-2/weights").text

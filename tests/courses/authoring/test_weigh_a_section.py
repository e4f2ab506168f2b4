"""What a section would cost is known while it is written, without writing anything."""

from flask import Flask, current_app
from sqlalchemy import select

from courses.models import Bundle, Course, Edition, Section
from courses.rules.sourcing import source_named
from courses.rules.weighing import Weight, weigh
from lms.base import clock
from lms.base.database import db

NEAR = 40  # bytes: the numbers of steps in addresses are longer or shorter once they are kept


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

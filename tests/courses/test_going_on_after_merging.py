"""Two records turn out to be one person: what she had begun on the one goes on, on the other."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from courses.models import Edition, Enrolment
from courses.queries import newest_editions
from courses.rules.planning import Entry, plan
from courses.rules.progress import complete_step
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.rules.merging import merge, part
from lms.standards.models import Mode
from tests.factories.courses import completed, steps
from tests.factories.standards import a_collaborator

SLUG = "bao-ve-tre-em"


@pytest.fixture
def old(both_shipped_app: Flask) -> Person:
    return a_collaborator("CTV-1", "Nguyễn Thị Hoà")


@pytest.fixture
def kept(both_shipped_app: Flask) -> Person:
    return a_collaborator("CTV-2", "Nguyễn Thị Hòa")


@pytest.fixture
def edition(both_shipped_app: Flask) -> Edition:
    return next(each for each in newest_editions() if each.course.slug == SLUG)


def do(person: Person, edition: Edition, *numbers: int) -> None:
    for number in numbers:
        complete_step(
            person_id=person.id,
            step_id=steps(edition)[number].id,
            occurred_on=clock.today(),
            mode=Mode.SELF,
            source="page",
            now=clock.now(),
        )
    db.session.commit()


def entry(person: Person) -> Entry:
    return next(each for each in plan(person.id, clock.today()) if each.edition.course.slug == SLUG)


def test_she_goes_on_where_she_was(old: Person, kept: Person, edition: Edition) -> None:
    do(old, edition, 0, 1, 2)
    merge(kept, old, by=None)
    db.session.commit()
    assert entry(kept).group == "open"
    assert entry(kept).left[0].id == steps(edition)[3].id


def test_what_the_phone_of_the_merged_record_sends_later_is_done_on_the_kept_one(
    old: Person, kept: Person, edition: Edition
) -> None:
    third = a_collaborator("CTV-3", "Nguyễn Hoà")
    do(old, edition, 0, 1)
    merge(third, old, by=None)
    merge(kept, third, by=None)
    db.session.commit()
    do(old, edition, 2)
    assert len(entry(kept).done) == 3
    do(old, edition, *range(3, len(steps(edition))))
    assert entry(kept).finished
    assert db.session.scalars(
        select(Enrolment.person_id).where(Enrolment.completed_on.is_not(None))
    ).all() == [kept.id]


def test_taking_the_merging_back_takes_the_copy_back(old: Person, kept: Person, edition: Edition) -> None:
    do(old, edition, 0, 1)
    part(merge(kept, old, by=None), by=None)
    db.session.commit()
    assert entry(kept).group == "due"
    assert len(entry(old).done) == 2
    assert db.session.scalar(select(func.count()).select_from(Enrolment)) == 1


def test_what_she_learned_meanwhile_is_never_lost(old: Person, kept: Person, edition: Edition) -> None:
    do(old, edition, 0)
    alias = merge(kept, old, by=None)
    do(kept, edition, 1)
    part(alias, by=None)
    db.session.commit()
    assert len(entry(kept).done) == 2
    assert len(entry(old).done) == 1


def test_what_she_takes_on_the_kept_record_stays_as_it_is(
    old: Person, kept: Person, edition: Edition
) -> None:
    do(old, edition, 0, 1)
    do(kept, edition, 0)
    merge(kept, old, by=None)
    db.session.commit()
    assert len(entry(kept).done) == 1


def test_what_was_finished_counts_without_a_copy(old: Person, kept: Person, edition: Edition) -> None:
    completed(old.id, edition)
    merge(kept, old, by=None)
    db.session.commit()
    assert not entry(kept).open
    assert db.session.scalar(select(func.count()).select_from(Enrolment)) == 1

"""A step of a course that is done before an observer: its page, what does it, what opens it again."""

from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask

from courses.kinds.page import PageKind
from courses.library import read_course
from courses.models import Enrolment, Step
from courses.practice.kinds.practice import PracticeKind
from courses.practice.models import Observation
from courses.practice.queries import newest_version
from courses.practice.rules.correcting import void
from courses.practice.rules.observing import receive
from courses.queries import done_steps, latest_enrolments, steps_of
from courses.rules.enrolling import enrol
from courses.rules.publishing import publish
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.rules.merging import merge
from lms.places.queries import find_units
from lms.standards.models import EvidenceKind
from lms.standards.queries import evidence_of
from tests.factories.account import client_of
from tests.factories.courses import COURSE, do_alone, write_course
from tests.factories.helping import two_communes
from tests.factories.people import make_collaborator
from tests.factories.practice import a_checklist, let_hold, signed

KINDS = {"page": PageKind(), "practice": PracticeKind()}
WITH_PRACTICE = f"""{COURSE}
[[sections.steps]]
kind = "practice"
checklist = "chao-hoi"
"""


class Taught(NamedTuple):
    """A course of two lessons and a practice; Lan takes it, Mai may observe her."""

    steps: list[Step]
    lan: Person
    mai: Person

    @property
    def enrolment(self) -> Enrolment:
        return next(iter(latest_enrolments(self.lan.id).values()))


def taught(folder: Path) -> Taught:
    people = two_communes()
    a_checklist()
    let_hold(people["mai"])
    edition = publish(read_course(write_course(folder, toml=WITH_PRACTICE)), KINDS, clock.now())
    assert edition
    db.session.commit()
    return Taught(steps_of(edition.id), people["lan"], people["mai"])


@pytest.fixture
def course(app: Flask, tmp_path: Path) -> Taught:
    return taught(tmp_path)


def observe(course: Taught) -> str:
    version = newest_version("chao-hoi")
    assert version
    found = receive(course.mai, signed(version, course.lan), now=clock.now()).observation
    db.session.commit()
    return found.id


def standing(person: Person) -> list[EvidenceKind]:
    rows = evidence_of(person.id)
    voided = {each.voids_id for each in rows}
    return [each.kind for each in rows if each.id not in voided and each.kind is not EvidenceKind.VOID]


def test_the_bundle_and_the_page_say_what_is_looked_at_and_by_whom(app: Flask, course: Taught) -> None:
    step = course.steps[-1]
    client = client_of(app, course.lan)
    bundle = client.get("/learn/ghi-so-a0/1").text
    assert f"/learn/practice/{step.id}" in bundle
    assert "Gõ cửa trước khi vào" in bundle
    page = client.get(f"/learn/practice/{step.id}").text
    assert course.mai.full_name in page
    assert "Chào người lớn tuổi trước" in page
    assert client.get(f"/learn/practice/{course.steps[0].id}").status_code == 404


def test_an_observation_that_was_passed_does_the_step_and_completes_the_course(
    both_app: Flask, tmp_path: Path
) -> None:
    course = taught(tmp_path)
    for step in course.steps[:2]:
        do_alone(course.lan.id, step.id)
    db.session.commit()
    assert course.enrolment.completed_on is None
    observe(course)
    assert course.enrolment.completed_on == clock.today()
    assert sorted(standing(course.lan)) == [EvidenceKind.COURSE, EvidenceKind.OBSERVED]


def test_what_was_passed_before_the_course_was_begun_counts_when_she_says_so(
    app: Flask, course: Taught
) -> None:
    step, client = course.steps[-1], client_of(app, course.lan)
    assert client.post(f"/learn/practice/{step.id}/done").status_code == 404
    observe(course)
    assert "có thể tính cho bước này" in client.get(f"/learn/practice/{step.id}").text
    client.post(f"/learn/practice/{step.id}/done")
    assert step.id in done_steps(course.enrolment.id)
    assert "Đã xong." in client.get(f"/learn/practice/{step.id}").text


def test_voiding_it_opens_the_step_and_the_course_until_it_is_done_anew(
    both_app: Flask, tmp_path: Path
) -> None:
    course = taught(tmp_path)
    for step in course.steps[:2]:
        do_alone(course.lan.id, step.id)
    found = observe(course)
    row = db.session.get_one(Observation, found)
    void(row, reason="Nhầm", erase_note=False, by=course.mai.id, now=clock.now())
    db.session.commit()
    assert course.enrolment.completed_on is None
    assert standing(course.lan) == []
    observe(course)
    assert course.enrolment.completed_on == clock.today()
    assert sorted(standing(course.lan)) == [EvidenceKind.COURSE, EvidenceKind.OBSERVED]


def test_another_observation_carries_the_step_when_one_is_voided(app: Flask, course: Taught) -> None:
    enrol(course.lan.id, course.steps[0].section.edition_id, now=clock.now())
    first, _second = observe(course), observe(course)
    row = db.session.get_one(Observation, first)
    void(row, reason="Nhầm", erase_note=False, by=course.mai.id, now=clock.now())
    db.session.commit()
    assert course.steps[-1].id in done_steps(course.enrolment.id)


def test_what_was_passed_on_the_record_that_is_kept_carries_the_step_of_the_one_that_was_merged(
    app: Flask, course: Taught
) -> None:
    """She was observed on two records of hers; the older observation, which did the step, was a mistake."""
    enrol(course.lan.id, course.steps[0].section.edition_id, now=clock.now())
    first = observe(course)
    kept = make_collaborator(find_units("Xã Tam Dương", clock.today())[0], "Trần Thị Lan Mới")
    receive(course.mai, signed(db.session.get_one(Observation, first).version, kept), now=clock.now())
    merge(kept, course.lan, by=course.mai.id)
    db.session.commit()
    row = db.session.get_one(Observation, first)
    void(row, reason="Nhầm", erase_note=False, by=course.mai.id, now=clock.now())
    db.session.commit()
    (enrolment,) = latest_enrolments(kept.id).values()
    assert course.steps[-1].id in done_steps(enrolment.id)


def test_a_course_that_names_no_checklist_says_so(app: Flask, course: Taught) -> None:
    kind = PracticeKind()
    assert kind.check({"checklist": "khong-co"}, ["vi"])
    assert kind.check({"checklist": "chao-hoi", "x": 1}, ["vi"])
    assert kind.check({"checklist": "chao-hoi"}, ["vi", "en"]) == []

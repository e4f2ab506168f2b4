"""What is approved, or needs no second look, is published at the day and hour that were named."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from courses.editions.jobs import PUBLISH_DUE
from courses.editions.rules.deciding import Decided, ask_again, take_back
from courses.models import Demand, Proposal, ProposalState
from courses.queries import course_by_slug, newest_edition
from courses.rules.proposing import Asking, BadTime
from courses.rules.reviewing import choose_demand
from lms.base import clock
from lms.base.clock import VIETNAM
from lms.base.database import db
from lms.base.scheduling import run_due
from lms.outbox.models import MessageOut
from lms.people.models import Person
from lms.web.addresses import opens
from tests.factories.courses import KINDS
from tests.factories.editions import (
    PLAIN,
    SLUG,
    approved,
    make_trainer,
    own_course,
    proposed,
    published,
    rewrite,
)

NEW = "# Mở sổ\n\nNội dung bài 1, viết rõ hơn.\n"
NOON = datetime(2026, 11, 24, 12, tzinfo=VIETNAM)
EVENING = NOON.replace(hour=19)
ALONE = Asking(for_review=False, publish_at=EVENING)


@pytest.fixture
def hanh(both_app: Flask, tmp_path: Path) -> Person:
    """A trainer alone in her office with a course that was published once and changed since, at noon."""
    both_app.extensions["step_kinds"] = KINDS
    with time_machine.travel(NOON, tick=False):
        person = make_trainer()
        own_course(person, tmp_path, PLAIN)
        published(person)
        rewrite(NEW)
    return person


def number_taught() -> int:
    """The number of the edition that somebody begins today."""
    course = course_by_slug(SLUG)
    edition = newest_edition(course.id) if course else None
    assert edition
    return edition.number


def tick(moment: datetime) -> None:
    """The clock comes by."""
    with time_machine.travel(moment, tick=False):
        run_due([PUBLISH_DUE])


def the_proposal() -> Proposal:
    db.session.expire_all()
    return db.session.scalars(select(Proposal)).one()


@time_machine.travel(NOON, tick=False)
def scheduled(by: Person) -> Proposal:
    return proposed(by, ALONE)


def test_it_is_published_at_its_hour_and_not_before(hanh: Person) -> None:
    scheduled(hanh)
    tick(EVENING - timedelta(minutes=1))
    assert number_taught() == 1
    tick(EVENING)
    assert number_taught() == 2
    assert the_proposal().state is ProposalState.PUBLISHED


def test_an_hour_that_was_slept_through_is_caught_up(hanh: Person) -> None:
    scheduled(hanh)
    tick(EVENING + timedelta(days=2))
    assert number_taught() == 2


def test_the_clock_publishes_it_once(hanh: Person) -> None:
    scheduled(hanh)
    for minutes in (0, 10, 20):
        tick(EVENING + timedelta(minutes=minutes))
    assert number_taught() == 2
    subjects = select(MessageOut.subject).where(MessageOut.person_id == hanh.id)
    assert db.session.scalars(subjects).all() == ["Đề nghị của anh/chị đã được đăng"]


def test_what_needs_a_look_by_its_hour_is_not_published_without_one(hanh: Person) -> None:
    scheduled(hanh)
    choose_demand(Demand.ALWAYS, by=hanh.id, now=NOON)
    db.session.commit()
    tick(EVENING)
    assert number_taught() == 1
    assert the_proposal().state is ProposalState.VOID
    assert "has to look" in the_proposal().why_void.text


def test_it_is_taken_back_before(hanh: Person) -> None:
    proposal = scheduled(hanh)
    take_back(proposal.id, hanh, now=NOON)
    db.session.commit()
    tick(EVENING)
    assert number_taught() == 1
    with pytest.raises(Decided):
        take_back(proposal.id, hanh, now=NOON)


@time_machine.travel(NOON, tick=False)
def test_a_colleague_stops_what_is_approved(hanh: Person) -> None:
    proposal = scheduled(hanh)
    quang = make_trainer("Lê Văn Quang")
    take_back(proposal.id, quang, now=NOON)
    db.session.commit()
    assert the_proposal().state is ProposalState.TAKEN_BACK


@time_machine.travel(NOON, tick=False)
def test_an_hour_that_has_passed_is_refused(hanh: Person) -> None:
    with pytest.raises(BadTime):
        proposed(hanh, Asking(publish_at=NOON))


@time_machine.travel(NOON, tick=False)
def test_what_is_approved_waits_for_its_hour(hanh: Person) -> None:
    quang = make_trainer("Lê Văn Quang")
    proposal = approved(proposed(hanh, Asking(publish_at=EVENING)), quang)
    assert proposal.state is ProposalState.APPROVED
    assert number_taught() == 1
    message = db.session.scalars(select(MessageOut).where(MessageOut.person_id == hanh.id)).one()
    assert "19:00 24/11/2026" in message.text
    tick(EVENING)
    assert number_taught() == 2


def test_what_changed_in_between_is_not_published_and_who_asked_is_told(hanh: Person) -> None:
    scheduled(hanh)
    rewrite("# Mở sổ\n\nChưa ai xem nội dung này.\n")
    tick(EVENING)
    assert number_taught() == 1
    proposal = the_proposal()
    assert proposal.state is ProposalState.VOID
    assert proposal.why_void
    assert "changed since this was approved" in str(proposal.why_void)
    message = db.session.scalars(select(MessageOut).where(MessageOut.person_id == hanh.id)).one()
    assert message.subject == "Đề nghị của anh/chị không đăng được"
    assert "đã thay đổi sau khi được duyệt" in message.text


def test_somebody_elses_edition_in_between_makes_it_void(hanh: Person) -> None:
    scheduled(hanh)
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        rewrite("# Ghi hộ mới\n\nNội dung khác.\n", "vi/02-bai.md")
        published(hanh)
    tick(EVENING)
    assert number_taught() == 2
    assert the_proposal().state is ProposalState.VOID


def test_an_error_in_between_makes_it_void_and_it_is_asked_for_again(hanh: Person) -> None:
    scheduled(hanh)
    rewrite("# Mở sổ\n\n<script>alert(1)</script>\n")
    tick(EVENING)
    proposal = the_proposal()
    assert proposal.state is ProposalState.VOID
    rewrite(NEW)
    with time_machine.travel(EVENING + timedelta(hours=1), tick=False):
        again = ask_again(proposal.id, hanh, kinds=KINDS, opens=opens, now=clock.now())
        db.session.commit()
        assert (again.state, again.publish_at) == (ProposalState.WAITING, None)


def test_what_is_published_already_is_told_so(hanh: Person) -> None:
    scheduled(hanh)
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        published(hanh)
    tick(EVENING)
    assert "exactly this already" in str(the_proposal().why_void)

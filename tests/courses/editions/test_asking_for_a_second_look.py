"""A second trainer looks at what is published, where that is needed or asked for."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from courses.authoring.rules.writing import save_text
from courses.editions.rules.deciding import (
    ChangedSinceSeen,
    Decided,
    NoReason,
    NotHers,
    approve,
    ask_again,
    send_back,
    take_back,
)
from courses.models import Demand, Edition, OwnCourse, Proposal, ProposalState
from courses.queries import course_by_slug, newest_edition
from courses.queries.own_courses import kept_folder
from courses.rules.proposing import Asking, BadTime, NothingProposed, ProposedAlready, propose
from courses.rules.publishing import NeedsSecondLook, NotPublishable, publish
from courses.rules.renewing import republish
from courses.rules.reviewing import choose_demand, demands_second_look
from courses.rules.sourcing import source_named
from lms.base import clock
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.outbox.models import MessageOut
from lms.people.models import Person
from lms.web.addresses import opens
from tests.factories.courses import KINDS
from tests.factories.editions import (
    FIRST,
    PLAIN,
    SLUG,
    approved,
    content_of,
    make_trainer,
    own_course,
    proposed,
    published,
    rewrite,
)
from tests.factories.people import make_person

NEW = "# Mở sổ\n\nNội dung bài 1, viết rõ hơn.\n"


@pytest.fixture
def hanh(both_app: Flask, tmp_path: Path) -> Person:
    """A trainer with a course of her own that gives a certificate, published once; there is another one."""
    person = make_trainer("Đinh Thị Hạnh")
    own_course(person, tmp_path)
    published(person)
    rewrite(NEW)
    return person


@pytest.fixture
def quang(hanh: Person) -> Person:
    """The other trainer."""
    return make_trainer("Lê Văn Quang")


def publish_alone(by: Person) -> Edition | None:
    edition = publish(source_named(SLUG), KINDS, clock.now(), by=by.id)
    db.session.commit()
    return edition


def number_taught() -> int:
    """The number of the edition that somebody begins today."""
    course = course_by_slug(SLUG)
    edition = newest_edition(course.id) if course else None
    assert edition
    return edition.number


def told(person: Person) -> list[str]:
    """The subjects of what somebody was told."""
    found = select(MessageOut.subject).where(MessageOut.person_id == person.id).order_by(MessageOut.id)
    return list(db.session.scalars(found))


def test_a_single_trainer_publishes_by_herself(hanh: Person) -> None:
    edition = publish_alone(hanh)
    assert edition
    assert edition.number == 2


def test_with_two_trainers_nobody_publishes_a_certified_course_alone(hanh: Person, quang: Person) -> None:
    with pytest.raises(NeedsSecondLook):
        publish_alone(hanh)
    db.session.rollback()
    assert number_taught() == 1


def test_a_course_without_a_certificate_needs_none(both_app: Flask, tmp_path: Path) -> None:
    hanh, _ = make_trainer(), make_trainer("Lê Văn Quang")
    own_course(hanh, tmp_path, PLAIN)
    assert publish_alone(hanh)


def test_an_office_may_want_it_always_or_never(hanh: Person, quang: Person) -> None:
    source, today = source_named(SLUG), clock.today()
    assert demands_second_look(source, today)
    choose_demand(Demand.NEVER, by=quang.id, now=clock.now())
    assert not demands_second_look(source, today)
    choose_demand(Demand.ALWAYS, by=quang.id, now=clock.now())
    db.session.commit()
    assert demands_second_look(source, today)
    chosen = select(func.count(AuditEntry.id)).where(AuditEntry.action == "second_look:chosen")
    assert db.session.scalar(chosen) == 2


def test_the_other_trainer_is_told_and_who_asked_is_not(hanh: Person, quang: Person) -> None:
    proposed(hanh, Asking("Bài 1 viết rõ hơn."))
    assert told(quang) == ["Có bản khóa học mới chờ xem lại"]
    assert told(hanh) == []


def test_where_there_is_no_other_trainer_nobody_is_lost_and_it_waits(hanh: Person) -> None:
    assert proposed(hanh).state is ProposalState.WAITING


def test_what_is_approved_is_published_and_who_asked_is_told(hanh: Person, quang: Person) -> None:
    proposal = approved(proposed(hanh), quang)
    assert (proposal.state, proposal.decided_by) == (ProposalState.PUBLISHED, quang)
    assert proposal.edition
    assert proposal.edition.content_hash == proposal.content_hash
    assert number_taught() == proposal.edition.number == 2
    assert told(hanh) == ["Đề nghị của anh/chị đã được đăng"]


def test_the_record_names_who_asked_and_who_looked(hanh: Person, quang: Person) -> None:
    approved(proposed(hanh), quang)
    found = select(AuditEntry).where(AuditEntry.action.in_(("proposal:approved", "edition:published")))
    acts = [(each.action, each.actor_id) for each in db.session.scalars(found.order_by(AuditEntry.id))]
    assert acts[-2:] == [("proposal:approved", quang.id), ("edition:published", hanh.id)]


def test_nobody_approves_what_she_asked_for(hanh: Person, quang: Person) -> None:
    proposal = proposed(hanh)
    with pytest.raises(NotHers):
        approve(proposal.id, hanh, seen=content_of(proposal), kinds=KINDS, now=clock.now())
    with pytest.raises(NotHers):
        send_back(proposal.id, hanh, sentence="Chưa rõ.", now=clock.now())


def test_an_approval_holds_for_what_was_seen_only(hanh: Person, quang: Person) -> None:
    proposal = proposed(hanh)
    seen = content_of(proposal)
    rewrite("# Mở sổ\n\nMột nội dung khác hẳn.\n")
    with pytest.raises(ChangedSinceSeen):
        approve(proposal.id, quang, seen=seen, kinds=KINDS, now=clock.now())
    db.session.rollback()
    assert number_taught() == 1
    assert approved(proposal, quang).state is ProposalState.PUBLISHED


def test_nobody_approves_what_she_wrote_herself_after_it_was_asked_for(hanh: Person, quang: Person) -> None:
    proposal = proposed(hanh)
    course = db.session.scalars(select(OwnCourse).where(OwnCourse.slug == SLUG)).one()
    file = kept_folder(course).files[FIRST]
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
        text = "# Mở sổ\n\nLời của người duyệt.\n"
        save_text(course, file.id, text, file.revision, by=quang.id, now=clock.now())
        db.session.commit()
        with pytest.raises(NotHers):
            approved(proposal, quang)
        db.session.rollback()
        assert number_taught() == 1
        assert approved(proposal, make_trainer("Vi Văn Tư")).state is ProposalState.PUBLISHED


def test_it_is_sent_back_with_a_sentence_only(hanh: Person, quang: Person) -> None:
    proposal = proposed(hanh)
    with pytest.raises(NoReason):
        send_back(proposal.id, quang, sentence="  ", now=clock.now())
    send_back(proposal.id, quang, sentence="Thêm ví dụ của xã.", now=clock.now())
    db.session.commit()
    assert proposal.state is ProposalState.SENT_BACK
    assert told(hanh) == ["Đề nghị của anh/chị bị trả lại"]
    message = db.session.scalars(select(MessageOut).where(MessageOut.person_id == hanh.id)).one()
    assert "Thêm ví dụ của xã." in message.text


def test_it_is_decided_once(hanh: Person, quang: Person) -> None:
    proposal = proposed(hanh)
    send_back(proposal.id, quang, sentence="Thêm ví dụ của xã.", now=clock.now())
    db.session.commit()
    with pytest.raises(Decided):
        approve(proposal.id, quang, seen=content_of(proposal), kinds=KINDS, now=clock.now())
    with pytest.raises(Decided):
        take_back(proposal.id, hanh, now=clock.now())


def test_what_came_back_is_mended_and_asked_for_again(hanh: Person, quang: Person) -> None:
    first = proposed(hanh, Asking("Viết rõ hơn."))
    send_back(first.id, quang, sentence="Thêm ví dụ của xã.", now=clock.now())
    db.session.commit()
    rewrite("# Mở sổ\n\nVí dụ ở xã ta: sổ của thôn Đông.\n")
    again = ask_again(first.id, hanh, kinds=KINDS, opens=opens, now=clock.now())
    db.session.commit()
    assert (again.note, again.state) == ("Viết rõ hơn.", ProposalState.WAITING)
    with pytest.raises(NotHers):
        ask_again(first.id, quang, kinds=KINDS, opens=opens, now=clock.now())


def test_who_asked_takes_it_back(hanh: Person, quang: Person) -> None:
    proposal = proposed(hanh)
    with pytest.raises(Decided):
        take_back(proposal.id, quang, now=clock.now())
    take_back(proposal.id, hanh, now=clock.now())
    db.session.commit()
    assert proposal.state is ProposalState.TAKEN_BACK
    assert proposed(hanh).state is ProposalState.WAITING


def test_the_same_is_asked_for_once_and_nothing_new_never(hanh: Person, quang: Person) -> None:
    proposed(hanh)
    with pytest.raises(ProposedAlready):
        proposed(quang)
    db.session.rollback()
    rewrite("# Mở sổ\n\nNội dung bài 1.\n")
    with pytest.raises(NothingProposed):
        proposed(hanh)


def test_what_could_not_be_published_is_not_proposed(hanh: Person) -> None:
    rewrite("# Mở sổ\n\n<script>alert(1)</script>\n")
    with pytest.raises(NotPublishable):
        proposed(hanh)


def test_without_a_second_look_it_needs_an_hour_and_may_not_evade_one(hanh: Person, quang: Person) -> None:
    with pytest.raises(BadTime):
        proposed(hanh, Asking(for_review=False))
    later = clock.now() + timedelta(days=1)
    with pytest.raises(NeedsSecondLook):
        proposed(hanh, Asking(for_review=False, publish_at=later))


def test_an_upgrade_does_not_publish_what_waits_or_came_back(hanh: Person, quang: Person) -> None:
    proposal = proposed(hanh)
    assert publish(source_named(SLUG), KINDS, clock.now()) is None
    send_back(proposal.id, quang, sentence="Thêm ví dụ của xã.", now=clock.now())
    db.session.commit()
    assert publish(source_named(SLUG), KINDS, clock.now()) is None


def test_what_is_shipped_needs_no_second_look(hanh: Person, quang: Person) -> None:
    edition = publish(source_named(SLUG), KINDS, clock.now())
    assert edition
    assert edition.number == 2


def test_publishing_an_exercise_asks_for_its_certified_course(hanh: Person, quang: Person) -> None:
    for _ in range(2):
        assert republish(SLUG, KINDS, by=hanh.id, opens=opens, now=clock.now()) is None
        db.session.commit()
    waiting = db.session.scalars(select(Proposal)).one()
    assert waiting.state is ProposalState.WAITING
    assert approved(waiting, quang).state is ProposalState.PUBLISHED


def test_a_course_is_proposed_before_its_first_edition(both_app: Flask, tmp_path: Path) -> None:
    hanh, quang = make_trainer(), make_trainer("Lê Văn Quang")
    own_course(hanh, tmp_path)
    proposal = approved(proposed(hanh), quang)
    assert proposal.edition
    assert proposal.edition.number == 1


def test_somebody_who_may_not_publish_is_not_told(hanh: Person, quang: Person) -> None:
    collaborator = make_person("Trần Thị Lan", phone="0900000558")
    db.session.commit()
    propose(source_named(SLUG), KINDS, Asking(), by=hanh.id, opens=opens, now=clock.now())
    db.session.commit()
    assert told(collaborator) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [("# Mở sổ\n\n[Bài khác](/nowhere)\n", "leads nowhere"), ("# Mở sổ\n", "has no text yet")],
)
def test_what_could_not_be_published_directly_cannot_be_proposed(hanh: Person, text: str, why: str) -> None:
    rewrite(text)
    with pytest.raises(NotPublishable, match=why):
        proposed(hanh)
    db.session.rollback()
    with pytest.raises(NotPublishable, match=why):
        republish(SLUG, KINDS, by=hanh.id, opens=opens, now=clock.now())

"""An edition or a course is withdrawn: nobody begins it, nobody loses anything, and it can be undone."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from courses.editions.queries import in_the_middle
from courses.editions.rules.withdrawing import NotWithdrawable, UndoneAlready, offer_again, withdraw
from courses.models import Course, Edition, Enrolment, StepCompletion, Withdrawal
from courses.queries import enrolment, newest_edition, newest_editions, published_edition
from courses.queries.withdrawals import withdrawal_in_force
from courses.rules.enrolling import begin
from courses.rules.planning import entries_in, entry_for
from courses.rules.progress import continue_in_newer
from courses.rules.proposing import Asking, propose
from courses.rules.publishing import CourseWithdrawn, publish
from courses.rules.sourcing import source_named
from lms.base import clock
from lms.base.database import db
from lms.outbox.models import MessageOut
from lms.people.models import Person
from lms.standards.models import Evidence
from lms.web.addresses import opens
from tests.factories.account import client_of
from tests.factories.courses import KINDS, completed, do_alone, steps
from tests.factories.editions import PLAIN, SLUG, make_trainer, own_course, published, rewrite
from tests.factories.people import make_person

JSON = {"Accept": "application/json"}
WRONG = "Bài 1 ghi sai mức phụ cấp."


@pytest.fixture
def hanh(both_app: Flask, tmp_path: Path) -> Person:
    """A trainer whose course has two editions; the first lesson differs."""
    person = make_trainer()
    own_course(person, tmp_path, PLAIN)
    published(person)
    rewrite("# Mở sổ\n\nNội dung bài 1, viết rõ hơn.\n")
    published(person)
    return person


@pytest.fixture
def lan(hanh: Person) -> Person:
    """A learner."""
    person = make_person("Trần Thị Lan", phone="0900000558")
    db.session.commit()
    return person


def edition(number: int) -> Edition:
    found = published_edition(SLUG, number)
    assert found
    return found


def course() -> Course:
    return edition(1).course


def taught() -> int | None:
    """The number of the edition that somebody begins today."""
    found = newest_edition(course().id)
    return found.number if found else None


def gone(hanh: Person, number: int | None) -> Withdrawal:
    """Withdraw an edition, or the whole course; committed."""
    about = edition(number) if number else None
    found = withdraw(course(), about, reason=WRONG, by=hanh.id, now=clock.now())
    db.session.commit()
    return found


def begun(person: Person) -> Enrolment:
    """She begins the course and does its first lesson; committed."""
    found = begin(person.id, course(), again=False, now=clock.now())
    assert found
    do_alone(person.id, steps(found.edition)[0].id)
    db.session.commit()
    return found


def told(person: Person) -> list[MessageOut]:
    found = select(MessageOut).where(MessageOut.person_id == person.id).order_by(MessageOut.id)
    return list(db.session.scalars(found))


def test_learners_begin_the_edition_before_it(hanh: Person, lan: Person) -> None:
    gone(hanh, 2)
    assert taught() == 1
    assert begun(lan).edition.number == 1


def test_a_course_that_is_withdrawn_is_begun_by_nobody(hanh: Person, lan: Person) -> None:
    gone(hanh, None)
    assert taught() is None
    assert newest_editions() == []
    assert begin(lan.id, course(), again=False, now=clock.now()) is None
    assert entry_for(lan.id, course().id, clock.today()) is None


def test_whoever_is_in_it_is_told_why_and_how_to_go_on(hanh: Person, lan: Person) -> None:
    begun(lan)
    gone(hanh, 2)
    (message,) = told(lan)
    assert WRONG in message.text
    assert "Học tiếp ở bản mới" in message.text
    assert message.link == f"/learn/{SLUG}"


def test_where_there_is_no_other_edition_she_is_told_whom_to_ask(hanh: Person, lan: Person) -> None:
    begun(lan)
    gone(hanh, None)
    assert "hỏi giảng viên" in told(lan)[0].text


def test_nobody_else_is_told(hanh: Person, lan: Person) -> None:
    done = make_person("Lê Thị Mai", phone="0900000559")
    db.session.commit()
    completed(done.id, edition(2))
    gone(hanh, 2)
    assert told(done) == told(lan) == []
    assert in_the_middle([edition(2).id]) == []


def test_what_she_has_done_stays_and_her_plan_says_that_it_is_withdrawn(hanh: Person, lan: Person) -> None:
    begun(lan)
    gone(hanh, 2)
    entry = entry_for(lan.id, course().id, clock.today())
    assert entry
    assert (entry.group, len(entry.done)) == ("withdrawn", 1)
    assert entries_in(course().id, [lan.id], clock.today())[lan.id].edition.number == 2


def test_what_arrives_later_is_kept_and_completes_it(hanh: Person, lan: Person) -> None:
    begun(lan)
    gone(hanh, None)
    assert completed(lan.id, edition(2)).completed_on == clock.today()
    assert db.session.scalar(select(func.count(Evidence.id))) == 1


def test_what_arrives_of_somebody_who_began_without_network_is_kept(hanh: Person, lan: Person) -> None:
    gone(hanh, None)
    do_alone(lan.id, steps(edition(2))[0].id)
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(StepCompletion)) == 1


def test_who_completed_it_keeps_her_evidence(hanh: Person, lan: Person) -> None:
    completed(lan.id, edition(2))
    gone(hanh, None)
    entry = entry_for(lan.id, course().id, clock.today())
    assert entry
    assert entry.group == "finished"
    evidence = db.session.scalars(select(Evidence)).one()
    assert evidence.voids_id is None


def test_she_goes_on_in_the_newer_edition_with_what_is_the_same(hanh: Person, lan: Person) -> None:
    gone(hanh, 2)
    first = begun(lan)
    offer_again(db.session.scalars(select(Withdrawal)).one(), by=hanh.id, now=clock.now())
    gone(hanh, 1)
    later = continue_in_newer(lan.id, course(), now=clock.now())
    db.session.commit()
    assert later
    assert (first.edition.number, later.edition.number) == (1, 2)
    assert enrolment(lan.id, course().id) is later
    done = select(StepCompletion.step_id).where(StepCompletion.enrolment_id == later.id)
    assert db.session.scalars(done).all() == []  # the first lesson says something else there


def test_the_same_lesson_counts_in_the_newer_edition_also_when_it_arrives_later(
    hanh: Person, lan: Person
) -> None:
    gone(hanh, 2)
    begun(lan)
    offer_again(db.session.scalars(select(Withdrawal)).one(), by=hanh.id, now=clock.now())
    gone(hanh, 1)
    later = continue_in_newer(lan.id, course(), now=clock.now())
    assert later
    do_alone(lan.id, steps(edition(1))[1].id)
    db.session.commit()
    done = select(StepCompletion.step_id).where(StepCompletion.enrolment_id == later.id)
    assert db.session.scalars(done).all() == [steps(edition(2))[1].id]


def test_nobody_is_moved_out_of_an_edition_that_is_offered(hanh: Person, lan: Person) -> None:
    begun(lan)
    assert continue_in_newer(lan.id, course(), now=clock.now()) is None


def test_it_is_undone_and_whoever_is_in_it_is_told(hanh: Person, lan: Person) -> None:
    begun(lan)
    withdrawal = gone(hanh, 2)
    assert withdrawal_in_force(edition(2)) is withdrawal
    offer_again(withdrawal, by=hanh.id, now=clock.now())
    db.session.commit()
    assert taught() == 2
    assert [each.subject for each in told(lan)][-1] == "Khóa học đang học dở được dạy lại"
    with pytest.raises(UndoneAlready):
        offer_again(withdrawal, by=hanh.id, now=clock.now())


def test_an_edition_stays_withdrawn_when_its_course_is_offered_again(hanh: Person) -> None:
    gone(hanh, 2)
    whole = gone(hanh, None)
    offer_again(whole, by=hanh.id, now=clock.now())
    db.session.commit()
    assert taught() == 1


def test_it_is_withdrawn_once_and_with_a_reason(hanh: Person) -> None:
    gone(hanh, 2)
    with pytest.raises(NotWithdrawable):
        gone(hanh, 2)
    with pytest.raises(NotWithdrawable):
        withdraw(course(), edition(1), reason=" ", by=hanh.id, now=clock.now())


def test_nothing_is_published_of_a_course_that_is_withdrawn(hanh: Person) -> None:
    gone(hanh, None)
    rewrite("# Mở sổ\n\nNội dung bài 1, viết lại.\n")
    with pytest.raises(CourseWithdrawn):
        publish(source_named(SLUG), KINDS, clock.now(), by=hanh.id)
    assert publish(source_named(SLUG), KINDS, clock.now()) is None
    with pytest.raises(CourseWithdrawn):
        propose(source_named(SLUG), KINDS, Asking(), by=hanh.id, opens=opens, now=clock.now())


def test_a_new_edition_takes_the_place_of_one_that_is_withdrawn(hanh: Person, lan: Person) -> None:
    begun(lan)
    gone(hanh, 2)
    rewrite("# Mở sổ\n\nNội dung bài 1, mức phụ cấp đúng.\n")
    published(hanh)
    assert taught() == 3
    later = continue_in_newer(lan.id, course(), now=clock.now())
    assert later
    assert later.edition.number == 3


def test_a_phone_is_told_that_it_is_kept_and_whom_to_ask(both_app: Flask, hanh: Person, lan: Person) -> None:
    begun(lan)
    second, phone = steps(edition(2))[1], client_of(both_app, lan)
    mark = {"on": clock.today().isoformat(), "mode": "self"}
    before = phone.post(f"/learn/steps/{second.id}/done", json=mark, headers=JSON).json
    gone(hanh, 2)
    after = phone.post(f"/learn/steps/{second.id}/done", json=mark, headers=JSON).json
    assert (before or {})["sentence"] is None
    day = f"{clock.today():%d/%m/%Y}"
    assert (after or {})["done"] == second.id
    assert f"đã được thu hồi ngày {day}; có gì cần hỏi, gặp {hanh.full_name}" in (after or {})["sentence"]

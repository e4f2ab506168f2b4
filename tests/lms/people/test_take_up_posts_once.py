"""Taking up posts: each of them once, whoever was quicker and by whatever record."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.people.models import EndReason, Level, Person, Post, Posting
from lms.people.queries import postings_of, role_of
from lms.people.rules.leaving import come_back, leave
from lms.people.rules.merging import merge
from lms.people.rules.posting import BadTime
from lms.people.rules.taking_up import AlreadyServes, Wanted, move
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_officer, make_person, post_person
from tests.factories.places import unit

TAM_DUONG, HOI_THINH = "08869", "08905"


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


def posting_of(person: Person) -> Posting:
    return postings_of(person.id)[0]


def wanted(hamlet: str) -> Wanted:
    return Wanted(role_of("ctv_ds", Level.HAMLET).id, unit(TAM_DUONG).id, hamlet)


def test_nobody_moves_into_the_post_that_she_leaves(shipped_app: Flask) -> None:
    posting = posting_of(make_collaborator(unit(TAM_DUONG)))
    with pytest.raises(AlreadyServes):
        move(posting, wanted("Thôn Đông"), date(2026, 11, 1), by=None)


def test_nobody_moves_by_a_merged_record_into_such_a_post_as_she_has(shipped_app: Flask) -> None:
    kept, twin = make_collaborator(unit(TAM_DUONG)), make_person("Trần Thị Lan")
    posting = post_person(twin, unit(TAM_DUONG), hamlet="Thôn Tây")
    merge(kept, twin, by=None)
    with pytest.raises(AlreadyServes):
        move(posting, wanted("Thôn Đông"), date(2026, 11, 1), by=None)


def test_a_post_that_was_filled_meanwhile_is_not_opened_once_more(shipped_app: Flask) -> None:
    mai = make_person("Lê Thị Cúc")
    post_person(mai, unit(TAM_DUONG), hamlet="Thôn Tây")
    officer = client_of(shipped_app, make_officer(unit(TAM_DUONG)))
    number = db.session.scalar(select(func.count()).select_from(Post))
    role = role_of("vien_chuc_ds", Level.COMMUNE).id
    sent = {"unit": TAM_DUONG, "post": str(posting_of(mai).post_id), "role": role, "since": "2026-11-01"}
    answer = officer.post(f"/people/{mai.id}/postings/new", data=sent)
    assert answer.status_code == 422
    assert db.session.scalar(select(func.count()).select_from(Post)) == number


def test_a_look_at_the_form_of_a_post_is_noted(shipped_app: Flask) -> None:
    lan = make_collaborator(unit(TAM_DUONG))
    client_of(shipped_app, make_officer(unit(TAM_DUONG))).get(f"/people/{lan.id}/postings/new")
    assert lan.id in db.session.scalars(select(AccessLogEntry.person_id)).all()


def test_who_does_not_come_back_from_leave_is_ended_in_the_browser(shipped_app: Flask) -> None:
    lan = make_collaborator(unit(TAM_DUONG))
    leave(posting_of(lan), date(2026, 3, 1), EndReason.MATERNITY, date(2026, 9, 1), by=None)
    db.session.commit()
    officer = client_of(shipped_app, make_officer(unit(TAM_DUONG)))
    address = f"/postings/{posting_of(lan).id}/end"
    assert address in officer.get(f"/people/{lan.id}").text
    assert 'value="2026-02-28"' in officer.get(address).text
    sent = {"last_day": "2026-02-28", "reason": "resigned"}
    page = officer.post(address, data=sent, follow_redirects=True).text
    assert "01/09/2026" not in page
    assert address not in page


def test_a_leave_without_a_day_is_refused(shipped_app: Flask) -> None:
    posting = posting_of(make_collaborator(unit(TAM_DUONG)))
    with pytest.raises(BadTime):
        leave(posting, date(2026, 3, 1), EndReason.ILLNESS, date(2026, 3, 1), by=None)
    assert leave(posting, date(2026, 3, 1), EndReason.ILLNESS, date(2026, 3, 2), by=None).expected_back_on


def test_a_leave_that_begins_on_the_leap_day_leaves_no_day_out(shipped_app: Flask) -> None:
    posting = post_person(make_person(), unit("25"), kind="vien_chuc_ds", level=Level.PROVINCE)
    leave(posting, date(2028, 2, 29), EndReason.STUDY, date(2028, 3, 1), by=None)
    again = come_back(posting, date(2028, 3, 1), by=None)
    assert (posting.valid_until, again.valid_from) == (date(2028, 2, 29), date(2028, 3, 1))

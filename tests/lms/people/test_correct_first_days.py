"""A posting that came on record with a wrong first day is corrected, by rule and on the page."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.people.models import Posting
from lms.people.queries import holder_of
from lms.people.rules.correcting_starts import correct_start
from lms.people.rules.posting import BadTime, PostTaken, assign, end
from lms.people.rules.taking_up import AlreadyServes
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_officer, make_person, post_person
from tests.factories.places import MERGER, SmallCountry, small_country, unit

LEFT = date(2026, 3, 10)
BEGUN = date(2026, 9, 10)
EARLIER = date(2026, 6, 1)


@pytest.fixture
def small(both_app: Flask) -> SmallCountry:
    return small_country()


@pytest.fixture
def successor(small: SmallCountry) -> Posting:
    """She follows somebody who left half a year before."""
    before = post_person(make_person("Trần Thị Lan"), small.tam_duong, hamlet="Thôn Đông")
    end(before, LEFT, "retired")
    posting = assign(make_person("Lê Thị Mai"), before.post, BEGUN)
    db.session.commit()
    return posting


def test_the_first_day_is_brought_forward_and_put_back(successor: Posting) -> None:
    correct_start(successor, LEFT, by=None)
    db.session.commit()
    assert holder_of(successor.post_id, LEFT) == successor.person
    correct_start(successor, BEGUN, by=None)
    db.session.commit()
    assert holder_of(successor.post_id, EARLIER) is None
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "posting:corrected")).all()
    assert [each.facts["since"] for each in entries] == [LEFT.isoformat(), BEGUN.isoformat()]
    assert entries[0].facts["before"] == BEGUN.isoformat()
    assert successor.post.valid_from == MERGER


def test_the_same_day_writes_nothing(successor: Posting) -> None:
    correct_start(successor, BEGUN, by=None)
    assert "posting:corrected" not in db.session.scalars(select(AuditEntry.action)).all()


def test_a_day_on_which_somebody_else_holds_the_post_is_refused(successor: Posting) -> None:
    with pytest.raises(PostTaken):
        correct_start(successor, date(2026, 3, 9), by=None)
    assert successor.valid_from == BEGUN


def test_who_came_before_cannot_be_put_behind_who_came_after(small: SmallCountry, successor: Posting) -> None:
    lan = db.session.scalars(select(Posting).where(Posting.id != successor.id)).one()
    with pytest.raises(BadTime):
        correct_start(lan, LEFT, by=None)
    correct_start(lan, date(2026, 3, 9), by=None)
    assert (lan.valid_from, lan.valid_until) == (date(2026, 3, 9), LEFT)


def test_a_post_that_opened_later_opens_on_that_day_too(small: SmallCountry) -> None:
    posting = post_person(make_person(), small.tam_duong, hamlet="Thôn Đông", since=BEGUN)
    correct_start(posting, EARLIER, by=None)
    db.session.commit()
    place = posting.post.places[0]
    assert (posting.valid_from, posting.post.valid_from, place.valid_from) == (EARLIER, EARLIER, EARLIER)
    assert "post:opened_earlier" in db.session.scalars(select(AuditEntry.action)).all()


def test_no_post_opens_before_its_place_existed(small: SmallCountry) -> None:
    posting = post_person(make_person(), small.tam_duong, hamlet="Thôn Đông", since=BEGUN)
    with pytest.raises(BadTime) as refused:
        correct_start(posting, date(2025, 6, 30), by=None)
    assert "30/06/2025" in str(refused.value.message)
    assert (posting.valid_from, posting.post.valid_from) == (BEGUN, BEGUN)


def test_she_does_not_hold_two_posts_of_one_kind_in_one_place_by_it(small: SmallCountry) -> None:
    mai = make_person("Lê Thị Mai")
    post_person(mai, small.tam_duong, hamlet="Thôn Đông", since=date(2026, 1, 1), until=LEFT)
    again = post_person(mai, small.tam_duong, hamlet="Thôn Đông", since=BEGUN)
    correct_start(again, LEFT, by=None)
    with pytest.raises(AlreadyServes):
        correct_start(again, date(2026, 3, 1), by=None)


def test_an_officer_corrects_the_first_day_on_the_page(shipped_app: Flask, time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)
    lan = make_collaborator(unit("08869"))
    db.session.commit()
    posting = db.session.scalars(select(Posting).where(Posting.person_id == lan.id)).one()
    officer = client_of(shipped_app, make_officer(unit("08869")))
    assert "Sửa ngày bắt đầu" in officer.get(f"/people/{lan.id}").text
    address = f"/postings/{posting.id}/first-day"
    assert 'value="2025-07-01"' in officer.get(address).text
    refused = officer.post(address, data={"since": "2025-06-30"})
    assert refused.status_code == 422
    assert "không tồn tại vào ngày 30/06/2025" in refused.text
    assert officer.post(address, data={"since": "2029-06-30"}).status_code == 422
    page = officer.post(address, data={"since": "2026-02-01"}, follow_redirects=True).text
    assert "Từ 01/02/2026" in page
    assert "Đã lưu ngày bắt đầu." in page
    neighbour = client_of(shipped_app, make_officer(unit("08905"), "Đỗ Văn Ba"))
    assert neighbour.get(address).status_code == 404
    assert neighbour.post(address, data={"since": "2026-03-01"}).status_code == 404

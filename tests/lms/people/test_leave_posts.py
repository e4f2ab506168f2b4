"""Leaving a post for good or for a time, coming back to it, moving to another one."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.people.models import EndReason, Level, Person, Post, Posting
from lms.people.queries import holder_of, left_on, postings_of, role_of, vacant_posts
from lms.people.rules.leaving import NotOnLeave, come_back, last_in_each_post, leave
from lms.people.rules.merging import merge
from lms.people.rules.posting import BadTime, NoPlace, PostTaken, assign, end
from lms.people.rules.taking_up import AlreadyServes, Wanted, move, take_up
from tests.factories.people import make_person, post_person
from tests.factories.places import MERGER, SmallCountry, small_country

LEFT = date(2026, 3, 10)
BACK = date(2026, 9, 10)


@pytest.fixture
def small(both_app: Flask) -> SmallCountry:
    return small_country()


def serving(small: SmallCountry, name: str = "Trần Thị Lan", hamlet: str = "Thôn Đông") -> Posting:
    return post_person(make_person(name), small.tam_duong, hamlet=hamlet)


def collaborators_of(small: SmallCountry, hamlet: str, *, new: bool = False) -> Wanted:
    return Wanted(role_of("ctv_ds", Level.HAMLET).id, small.tam_duong.id, hamlet, new)


def spans(person: Person) -> list[tuple[date, date | None]]:
    return [(each.valid_from, each.valid_until) for each in reversed(postings_of(person.id))]


def test_who_is_on_leave_does_not_serve_and_the_post_stands_vacant(small: SmallCountry) -> None:
    posting = serving(small)
    leave(posting, LEFT, EndReason.MATERNITY, BACK, by=None)
    db.session.commit()
    assert holder_of(posting.post_id, LEFT) is None
    assert postings_of(posting.person_id, LEFT) == []
    assert db.session.scalars(vacant_posts(small.tam_duong.id, LEFT)).all() == [posting.post]
    assert left_on([posting.post_id], LEFT) == {posting.post_id: LEFT}
    assert (posting.end_reason, posting.expected_back_on) == ("maternity", BACK)


def test_coming_back_begins_a_posting_in_the_same_post(small: SmallCountry) -> None:
    posting = serving(small)
    leave(posting, LEFT, EndReason.STUDY, BACK, by=None)
    again = come_back(posting, BACK, by=None)
    db.session.commit()
    assert again.post_id == posting.post_id
    assert spans(posting.person) == [(MERGER, LEFT), (BACK, None)]
    assert last_in_each_post(postings_of(posting.person_id)) == {again.id}


def test_coming_back_on_the_first_day_without_her_takes_the_leaving_back(small: SmallCountry) -> None:
    posting = serving(small)
    end(posting, LEFT, EndReason.RESIGNED.value)
    assert come_back(posting, LEFT, by=None) is posting
    db.session.commit()
    assert (posting.valid_until, posting.end_reason, posting.expected_back_on) == (None, None, None)
    assert "posting:resumed" in db.session.scalars(select(AuditEntry.action)).all()


def test_nobody_comes_back_who_has_not_left_or_has_come_back(small: SmallCountry) -> None:
    posting = serving(small)
    with pytest.raises(NotOnLeave):
        come_back(posting, BACK, by=None)
    leave(posting, LEFT, EndReason.ILLNESS, BACK, by=None)
    with pytest.raises(NotOnLeave):
        come_back(posting, date(2026, 3, 9), by=None)
    end(come_back(posting, BACK, by=None), date(2026, 10, 1), "retired")
    with pytest.raises(NotOnLeave):
        come_back(posting, date(2026, 11, 1), by=None)


@pytest.mark.parametrize("since", [LEFT, BACK])
def test_nobody_comes_back_to_a_post_that_somebody_else_holds(small: SmallCountry, since: date) -> None:
    posting = serving(small)
    leave(posting, LEFT, EndReason.MATERNITY, BACK, by=None)
    assign(make_person("Lê Thị Mai"), posting.post, LEFT)
    with pytest.raises(PostTaken):
        come_back(posting, since, by=None)


def test_who_stands_in_leaves_when_she_comes_back(small: SmallCountry) -> None:
    posting = serving(small)
    leave(posting, LEFT, EndReason.MATERNITY, BACK, by=None)
    stand_in = take_up(make_person("Lê Thị Mai"), posting.post, LEFT, BACK, by=None)
    come_back(posting, BACK, by=None)
    db.session.commit()
    holders = [holder_of(posting.post_id, day) for day in (date(2026, 3, 9), LEFT, BACK)]
    assert holders == [posting.person, stand_in.person, posting.person]


def test_the_day_back_lies_after_the_leaving(small: SmallCountry) -> None:
    posting = serving(small)
    with pytest.raises(BadTime):
        leave(posting, LEFT, EndReason.MATERNITY, LEFT, by=None)
    with pytest.raises(ValueError, match="nobody comes back"):
        leave(posting, LEFT, EndReason.RETIRED, BACK, by=None)


def test_a_move_ends_one_post_and_begins_another(small: SmallCountry) -> None:
    posting = serving(small)
    posting.second_job = True
    db.session.commit()
    moved = move(posting, collaborators_of(small, "Thôn Tây", new=True), LEFT, by=None)
    db.session.commit()
    assert (posting.valid_until, posting.end_reason) == (LEFT, "moved")
    assert (moved.valid_from, moved.second_job) == (LEFT, True)
    assert [place.hamlet.name for place in moved.post.places if place.hamlet] == ["Thôn Tây"]


def test_a_move_from_a_post_that_has_ended_is_refused(small: SmallCountry) -> None:
    posting = serving(small)
    end(posting, LEFT, "retired")
    with pytest.raises(BadTime):
        move(posting, collaborators_of(small, "Thôn Tây", new=True), LEFT, by=None)


def test_a_successor_gets_the_vacant_post_that_is_described(small: SmallCountry) -> None:
    posting = serving(small)
    end(posting, LEFT, "retired")
    posts = len(db.session.scalars(select(Post)).all())
    taken = take_up(make_person("Lê Thị Mai"), collaborators_of(small, "thôn đông"), BACK, by=None)
    assert taken.post_id == posting.post_id
    assert len(db.session.scalars(select(Post)).all()) == posts


def test_a_hamlet_of_another_commune_is_refused(small: SmallCountry) -> None:
    post_person(make_person(), small.hoi_thinh, hamlet="Thôn Nam")
    lan = make_person("Trần Thị Lan")
    db.session.commit()
    with pytest.raises(NoPlace, match="Thôn Nam"):
        take_up(lan, collaborators_of(small, "Thôn Nam"), LEFT, by=None)
    with pytest.raises(NoPlace):
        take_up(lan, collaborators_of(small, ""), LEFT, by=None)


def test_a_role_of_another_level_is_refused(small: SmallCountry) -> None:
    person = make_person()
    serving(small)
    wanted = Wanted(role_of("cong_chuc_ds", Level.PROVINCE).id, small.tam_duong.id)
    with pytest.raises(NoPlace):
        take_up(person, wanted, LEFT, by=None)


def test_the_same_post_is_not_held_twice_at_once(small: SmallCountry) -> None:
    posting = serving(small)
    with pytest.raises(AlreadyServes):
        take_up(posting.person, collaborators_of(small, "Thôn Đông"), LEFT, by=None)
    beside = take_up(posting.person, collaborators_of(small, "Thôn Tây", new=True), LEFT, by=None)
    end(posting, LEFT, "retired")
    again = take_up(posting.person, collaborators_of(small, "Thôn Đông"), LEFT, by=None)
    assert {beside.post_id, again.post_id} == {beside.post_id, posting.post_id}


def test_what_a_merged_record_holds_is_held(small: SmallCountry) -> None:
    posting, kept = serving(small), make_person("Trần Thị Lan")
    db.session.commit()
    merge(kept, posting.person, by=None)
    with pytest.raises(AlreadyServes):
        take_up(kept, collaborators_of(small, "Thôn Đông"), LEFT, by=None)

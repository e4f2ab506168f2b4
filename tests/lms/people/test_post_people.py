"""Opening posts, giving them to people, ending and closing."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound

from lms.base.database import db
from lms.people.models import Level, Post
from lms.people.queries import holder_of, posting_rows, postings_of, posts_at, role_of
from lms.people.rules.loading import load_staff_kinds
from lms.people.rules.posting import BadTime, NoPlace, PostTaken, assign, close_post, end, open_post
from lms.places.models import OrganisationKind
from lms.places.queries import subtree_ids
from lms.places.rules.founding import hamlet_in, organisation
from tests.factories.people import make_person, post_person
from tests.factories.places import MERGER, SmallCountry, small_country

SPRING_2026 = date(2026, 3, 1)
AUTUMN_2026 = date(2026, 9, 1)


def open_somewhere(small: SmallCountry) -> Post:
    load_staff_kinds()
    return open_post(role_of("ctv_ds", Level.HAMLET), None, small.tam_duong, None, MERGER)


def test_a_post_is_held_by_one_person_at_a_time(both_app: Flask) -> None:
    post = open_somewhere(small_country())
    assign(make_person("Nguyễn Thị Hoa"), post, MERGER, SPRING_2026)
    second = assign(make_person("Trần Thị Lan"), post, SPRING_2026)
    db.session.commit()
    assert second.valid_from == SPRING_2026
    for since, until in ((MERGER, None), (AUTUMN_2026, None), (date(2026, 2, 1), date(2026, 2, 2))):
        with pytest.raises(PostTaken):
            assign(make_person("Lê Thị Mai"), post, since, until)


def test_a_post_may_stand_vacant(app: Flask) -> None:
    small = small_country()
    post = open_somewhere(small)
    posting = assign(make_person(), post, MERGER)
    end(posting, SPRING_2026, "nghỉ việc")
    assert holder_of(post.id, date(2026, 2, 28)) is not None
    assert holder_of(post.id, SPRING_2026) is None
    assert db.session.scalars(posts_at(small.tam_duong.id, SPRING_2026)).all() == [post]


@pytest.mark.parametrize("until", [MERGER, date(2025, 1, 1)])
def test_a_posting_ends_after_it_begins(app: Flask, until: date) -> None:
    post = open_somewhere(small_country())
    with pytest.raises(BadTime):
        assign(make_person(), post, MERGER, until)
    posting = assign(make_person(), post, MERGER)
    with pytest.raises(BadTime):
        end(posting, until, "nhầm")


def test_an_ended_posting_is_not_made_longer(app: Flask) -> None:
    posting = assign(make_person(), open_somewhere(small_country()), MERGER, SPRING_2026)
    with pytest.raises(BadTime):
        end(posting, AUTUMN_2026, "nghỉ việc")


def test_a_post_is_not_held_before_it_is_opened(app: Flask) -> None:
    post = open_somewhere(small_country())
    with pytest.raises(BadTime):
        assign(make_person(), post, date(2025, 1, 1))


def test_a_post_always_serves_some_unit(app: Flask) -> None:
    small = small_country()
    load_staff_kinds()
    role = role_of("cong_chuc_ds", Level.PROVINCE)
    with pytest.raises(NoPlace):
        open_post(role, None, None, None, MERGER)
    office = organisation(OrganisationKind.SUB_DEPARTMENT, "Chi cục", small.phu_tho, since=MERGER)
    assert open_post(role, office, None, None, MERGER).places[0].unit == small.phu_tho


def test_a_post_is_opened_in_a_unit_of_that_day(app: Flask) -> None:
    small = small_country()
    load_staff_kinds()
    role = role_of("ctv_ds", Level.HAMLET)
    with pytest.raises(BadTime):
        open_post(role, None, small.hop_hoa, None, MERGER)
    with pytest.raises(BadTime):
        open_post(role, None, small.tam_duong, None, date(2022, 1, 1))
    elsewhere = hamlet_in(small.hoi_thinh, "Thôn Đông", MERGER)
    with pytest.raises(NoPlace):
        open_post(role, None, small.tam_duong, elsewhere, MERGER)


def test_closing_a_post_ends_all_that_hangs_on_it(both_app: Flask) -> None:
    small = small_country()
    post = open_somewhere(small)
    person = make_person()
    assign(person, post, MERGER)
    close_post(post, SPRING_2026, "sắp xếp lại")
    db.session.commit()
    (posting,) = postings_of(person.id)
    assert (posting.valid_until, posting.end_reason) == (SPRING_2026, "sắp xếp lại")
    assert [place.valid_until for place in posting.post.places] == [SPRING_2026]
    assert postings_of(person.id, SPRING_2026) == []


def test_somebody_with_two_posts_gives_two_rows(both_app: Flask) -> None:
    small = small_country()
    person = make_person()
    post_person(person, small.tam_duong, hamlet="Thôn Đông")
    post_person(person, small.tam_duong, kind="ctv_te", hamlet="Thôn Đông")
    post_person(make_person("Lê Thị Mai"), small.hoi_thinh, since=SPRING_2026)
    db.session.commit()
    below = subtree_ids([small.phu_tho.id], AUTUMN_2026)
    rows = db.session.execute(posting_rows(below, AUTUMN_2026)).all()
    assert (len(rows), len({row.person_id for row in rows})) == (3, 2)
    earlier = db.session.execute(posting_rows(below, date(2025, 12, 31))).all()
    assert len(earlier) == 2


def test_a_kind_works_only_at_its_levels(app: Flask) -> None:
    load_staff_kinds()
    with pytest.raises(NoResultFound):
        role_of("ctv_ds", Level.PROVINCE)

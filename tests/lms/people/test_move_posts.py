"""A change of units brings posts along, loses nobody and guesses nothing."""

from datetime import date

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.base.database import db
from lms.people.models import UNIT_ENDED, Level, Posting, PostPlace
from lms.people.queries import posting_rows, postings_of
from lms.people.rules.moving import apply_succession, catch_up
from lms.places.models import SuccessionKind, Unit
from lms.places.queries import scope_ids
from tests.factories.people import make_collaborator, make_person, post_person
from tests.factories.places import MERGER, SmallCountry, make_unit, small_country, succeed

EVE = date(2025, 6, 30)


@pytest.fixture
def small(both_app: Flask) -> SmallCountry:
    return small_country()


def heads(unit: Unit, day: date) -> set[int]:
    return {row.person_id for row in db.session.execute(posting_rows(scope_ids([unit.id], day), day))}


def test_the_same_people_stand_in_the_merged_commune(small: SmallCountry) -> None:
    people = {make_collaborator(unit).id for unit in (small.hop_hoa, small.kim_long)}
    moved = apply_succession(MERGER)
    db.session.commit()
    assert len(moved.placed) == 2
    assert heads(small.tam_duong, EVE) == heads(small.tam_duong, MERGER) == people
    assert db.session.scalar(select(func.count(Posting.id)).where(Posting.valid_until.is_not(None))) == 0


def test_doing_it_again_changes_nothing(small: SmallCountry) -> None:
    make_collaborator(small.hop_hoa)
    apply_succession(MERGER)
    db.session.commit()
    again = apply_succession(MERGER)
    assert (again.placed, again.undecided, again.closed) == ([], [], [])
    assert catch_up(date(2026, 11, 22)) == []


def test_hamlets_of_one_name_stay_two(small: SmallCountry) -> None:
    for unit in (small.hop_hoa, small.kim_long):
        make_collaborator(unit, hamlet="Thôn Đình")
    make_collaborator(small.hop_hoa, hamlet="Thôn Đông")
    moved = apply_succession(MERGER)
    assert sorted(place.hamlet.name for place in moved.placed if place.hamlet) == [
        "Thôn Đình (Hợp Hòa)",
        "Thôn Đình (Kim Long)",
        "Thôn Đông",
    ]


def test_two_collaborators_of_one_hamlet_stay_neighbours(small: SmallCountry) -> None:
    for name in ("Trần Thị Lan", "Bùi Thị Sen"):
        make_collaborator(small.hop_hoa, name, hamlet="Thôn Đông")
    first, second = apply_succession(MERGER).placed
    assert first.hamlet_id == second.hamlet_id


def test_the_posts_of_a_unit_without_successor_end_with_it(small: SmallCountry) -> None:
    person = make_person()
    post_person(person, small.district, kind="vien_chuc_ds", level=Level.DISTRICT)
    moved = apply_succession(MERGER)
    db.session.commit()
    assert len(moved.closed) == 1
    (posting,) = postings_of(person.id)
    assert (posting.valid_until, posting.end_reason) == (MERGER, UNIT_ENDED)
    assert postings_of(person.id, EVE) == [posting]


def test_the_people_of_a_split_unit_are_counted_above_it_until_somebody_decides(small: SmallCountry) -> None:
    split = make_unit("08900", "Xã Duy Phiên", small.district, until=MERGER)
    for part in (small.tam_duong, small.hoi_thinh):
        succeed(split, part, SuccessionKind.PART)
    person = make_collaborator(split)
    moved = apply_succession(MERGER)
    db.session.commit()
    (place,) = moved.undecided
    assert (place.unit, place.hamlet_id) == (small.phu_tho, None)
    assert heads(small.phu_tho, MERGER) == {person.id}
    assert heads(small.tam_duong, MERGER) == heads(small.hoi_thinh, MERGER) == set()


def test_every_missed_change_is_made_up_for_on_its_own_day(small: SmallCountry) -> None:
    middle = date(2025, 1, 1)
    early = make_unit("08902", "Xã Vân Hội", small.district, until=middle)
    between = make_unit("08906", "Xã Hội Thịnh", small.district, since=middle, until=MERGER)
    succeed(early, between)
    succeed(between, small.hoi_thinh)
    person = make_collaborator(early)
    assert len(catch_up(date(2026, 11, 22))) == 2
    db.session.commit()
    places = postings_of(person.id)[0].post.places
    assert [(place.unit.code, place.valid_from, place.valid_until) for place in places] == [
        ("08902", date(2021, 1, 1), middle),
        ("08906", middle, MERGER),
        ("08905", MERGER, None),
    ]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(["hop_hoa", "kim_long", "split", "vinh_phuc"]), max_size=8))
def test_totals_before_and_after_are_the_same_to_the_person(app: Flask, places: list[str]) -> None:
    db.session.rollback()
    small = small_country()
    split = make_unit("08900", "Xã Duy Phiên", small.district, until=MERGER)
    for part in (small.tam_duong, small.hoi_thinh):
        succeed(split, part, SuccessionKind.PART)
    for place in places:
        person = make_person()
        post_person(person, split if place == "split" else getattr(small, place))
    before = heads(small.phu_tho, EVE)
    apply_succession(MERGER)
    assert heads(small.phu_tho, MERGER) == before
    assert len(before) == len(places)
    twice = (
        select(PostPlace.post_id)
        .where(PostPlace.holding_on(MERGER))
        .group_by(PostPlace.post_id)
        .having(func.count() > 1)
    )
    assert db.session.scalars(twice).all() == []
    db.session.rollback()

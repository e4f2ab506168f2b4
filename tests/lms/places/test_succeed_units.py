"""What follows a unit, and whose past belongs to whom."""

from datetime import date

import pytest
from flask import Flask

from lms.base.database import db
from lms.places.models import SuccessionKind, Unit
from lms.places.queries import lineage_ids, scope_ids, subtree_ids
from lms.places.rules.naming import full_name, short_name
from lms.places.rules.succeeding import follow
from tests.factories.places import MERGER, make_unit, small_country, succeed, unit

YEAR_END_2022 = date(2022, 12, 31)
SPRING_2025 = date(2025, 3, 1)
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("08902", YEAR_END_2022, "Xã Vân Hội, Huyện Tam Dương, Tỉnh Vĩnh Phúc"),
        ("08902", SPRING_2025, "Xã Hội Thịnh, Huyện Tam Dương, Tỉnh Vĩnh Phúc"),
        ("08902", TODAY, "Xã Hội Thịnh, Tỉnh Phú Thọ"),
        ("26", TODAY, "Tỉnh Phú Thọ"),
        ("755", TODAY, "Đặc khu Côn Đảo, Thành phố Hồ Chí Minh"),
        ("40", TODAY, "Tỉnh Nghệ An"),
    ],
)
def test_a_unit_is_followed_through_every_change(shipped_app: Flask, code: str, day: date, name: str) -> None:
    successor = follow(unit(code, YEAR_END_2022).id, day)
    assert successor
    assert full_name(successor) == name


@pytest.mark.parametrize("code", ["247", "13285"])  # a district that ended; a ward split in two
def test_nobody_is_named_where_nobody_can_know(shipped_app: Flask, code: str) -> None:
    assert follow(unit(code, YEAR_END_2022).id, TODAY) is None


def test_a_unit_has_no_successor_before_it_began(shipped_app: Flask) -> None:
    assert follow(unit("08869", TODAY).id, YEAR_END_2022) is None


def test_who_holds_phu_tho_today_holds_tam_duong_of_2022(both_shipped_app: Flask) -> None:
    scope = set(db.session.scalars(scope_ids([unit("25", TODAY).id], YEAR_END_2022)))
    district = set(db.session.scalars(subtree_ids([unit("247", YEAR_END_2022).id], YEAR_END_2022)))
    assert len(district) == 14
    assert district < scope
    assert unit("26", YEAR_END_2022).id in scope
    assert unit("01", YEAR_END_2022).id not in scope


def test_who_holds_a_commune_holds_what_it_was_made_of(both_shipped_app: Flask) -> None:
    held = scope_ids([unit("08905", TODAY).id], YEAR_END_2022)
    names = {short_name(db.session.get_one(Unit, each)) for each in db.session.scalars(held)}
    assert names == {"Thanh Vân", "Duy Phiên", "Hợp Thịnh", "Vân Hội"}


def test_who_holds_a_unit_that_ended_holds_nothing_today(both_app: Flask) -> None:
    small = small_country()
    assert list(db.session.scalars(scope_ids([small.vinh_phuc.id, small.hop_hoa.id], TODAY))) == []


def test_a_scope_on_its_own_day_is_the_subtree(both_shipped_app: Flask) -> None:
    top = unit("25", TODAY).id
    subtree = sorted(db.session.scalars(subtree_ids([top], TODAY)))
    assert sorted(db.session.scalars(scope_ids([top], TODAY))) == subtree
    assert len(subtree) == 149


def test_each_unit_comes_once_whatever_is_asked(both_app: Flask) -> None:
    small = small_country()
    tops = [small.phu_tho.id, small.tam_duong.id]
    for query in (subtree_ids(tops, TODAY), scope_ids(tops, YEAR_END_2022), lineage_ids(tops)):
        ids = list(db.session.scalars(query))
        assert len(ids) == len(set(ids))


def test_a_lineage_holds_every_time(both_app: Flask) -> None:
    small = small_country()
    assert set(db.session.scalars(lineage_ids([small.tam_duong.id]))) == {
        small.tam_duong.id,
        small.hop_hoa.id,
        small.kim_long.id,
    }


def test_both_who_got_a_part_see_the_past_of_a_split_unit(both_app: Flask) -> None:
    small = small_country()
    split = make_unit("08900", "Xã Duy Phiên", small.district, until=MERGER)
    for part in (small.tam_duong, small.hoi_thinh):
        succeed(split, part, SuccessionKind.PART)
    for part in (small.tam_duong, small.hoi_thinh):
        assert split.id in set(db.session.scalars(scope_ids([part.id], YEAR_END_2022)))
    assert follow(split.id, TODAY) is None

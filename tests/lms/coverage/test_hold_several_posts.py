"""Several posts, part of a year, vacant posts: people and posts are counted apart, and the sums agree."""

from datetime import date, timedelta

from flask import Flask

from lms.base.database import db
from lms.coverage.rules.tabulating import table_of
from lms.people.queries import postings_of
from lms.people.rules.posting import assign, end, open_post
from tests.factories.coverage import Land, build_land

YEAR_END = date(2022, 12, 31)
MOVES = date(2022, 9, 1)


def three_people_in_five_postings(land: Land) -> None:
    """Hoa holds three posts, Huệ and Lan one each; a sixth post stands vacant since March. Lan moves from An
    Bình to Cao Sơn in September."""
    hoa = land.serves("Lê Hoa", land.an_binh)
    land.also_serves(hoa, land.binh_minh)
    land.also_serves(hoa, land.cao_son)
    land.serves("Bùi Huệ", land.cao_son)
    end(land.also_serves(hoa, land.binh_minh, land.officer), date(2022, 3, 1), "thôi việc")
    lan = land.serves("Vũ Lan", land.an_binh)
    (posting,) = postings_of(lan.id)
    end(posting, MOVES, "chuyển xã")
    assign(lan, open_post(land.collaborator, None, land.cao_son, None, MOVES), MOVES)
    db.session.commit()


def people_by_unit(land: Land, day: date) -> dict[str, int]:
    return {row.unit.name: row.people for row in table_of(land.district, day).rows if row.people}


def test_n2_three_people_five_postings_and_the_sums_reconcile(both_app: Flask) -> None:
    land = build_land()
    three_people_in_five_postings(land)
    table = table_of(land.district, YEAR_END)
    assert table.total.people == 3
    assert (table.sum_of_rows, table.doubled, table.surplus) == (5, 1, 2)
    assert table.sum_of_rows - table.surplus == table.total.people


def test_n2_a_vacant_post_is_part_of_the_picture(both_app: Flask) -> None:
    land = build_land()
    three_people_in_five_postings(land)
    before_she_moves = table_of(land.district, date(2022, 8, 31))
    assert (before_she_moves.total.people, before_she_moves.total.vacancies) == (3, 1)


def test_n2_changing_the_date_moves_exactly_the_right_person(both_app: Flask) -> None:
    land = build_land()
    three_people_in_five_postings(land)
    before, after = (people_by_unit(land, day) for day in (MOVES - timedelta(days=1), MOVES))
    assert before == {"Xã An Bình": 2, "Xã Bình Minh": 1, "Xã Cao Sơn": 2}
    assert after == {"Xã An Bình": 1, "Xã Bình Minh": 1, "Xã Cao Sơn": 3}

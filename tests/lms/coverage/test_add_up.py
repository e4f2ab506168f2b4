"""The rows and the total agree, whatever happened to people and places."""

from datetime import date, timedelta

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.base.database import db
from lms.coverage.models import Count
from lms.coverage.rules.tabulating import table_of
from tests.factories.coverage import Land, build_land, move_to_today

DAYS = st.dates(date(2020, 6, 1), date(2027, 6, 30))


def busy_land() -> Land:
    """Nine people in overlapping posts, some of them trained, through the merger of 2025."""
    land = build_land()
    places = (land.an_binh, land.binh_minh, land.cao_son, land.district)
    for number in range(9):
        since = date(2021, 1, 1) + timedelta(days=90 * number)
        person = land.serves(f"Lê Thị {'ABCDEFGHI'[number]}", places[number % 4], since=since)
        if number % 2:
            land.also_serves(person, places[(number + 1) % 4], land.officer, since + timedelta(days=200))
        if number % 3:
            land.shows(person, land.yearly, since + timedelta(days=30))
            land.shows(person, land.title, since + timedelta(days=400))
    db.session.commit()
    move_to_today(land)
    return land


def test_on_any_day_the_rows_sum_to_the_total_and_the_surplus(both_app: Flask) -> None:
    land = busy_land()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(DAYS)
    def add_up(day: date) -> None:
        for unit in (land.province, land.country):
            table = table_of(unit, day)
            assert table.sum_of_rows - table.surplus == table.total.people
            assert table.doubled <= table.surplus
            for place in range(len(table.columns)):
                rows = [row.cells[place].count for row in table.rows]
                total = table.total.cells[place].count
                assert (
                    max((row.asked for row in rows), default=0)
                    <= total.asked
                    <= sum(row.asked for row in rows)
                )
                assert total.confirmed <= sum(row.confirmed for row in rows)
        db.session.rollback()

    add_up()


def test_without_posts_in_two_places_every_number_is_the_sum_of_its_rows(both_app: Flask) -> None:
    land = build_land()
    for number, commune in enumerate((land.an_binh, land.binh_minh, land.cao_son, land.an_binh)):
        person = land.serves(f"Lê Thị {'ABCD'[number]}", commune)
        if number:
            land.shows(person, land.yearly, date(2022, 1 + number, 1))
    db.session.commit()
    move_to_today(land)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(DAYS)
    def add_up(day: date) -> None:
        table = table_of(land.province, day)
        assert table.sum_of_rows == table.total.people
        for place in range(len(table.columns)):
            rows = [row.cells[place].count for row in table.rows]
            summed = Count(
                *(
                    sum(values)
                    for values in zip(*((r.asked, r.confirmed, r.declared) for r in rows), strict=True)
                )
            )
            assert summed == table.total.cells[place].count
        db.session.rollback()

    add_up()

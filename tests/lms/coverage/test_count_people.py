"""Who counts where: posts, merged persons, vacancies, days."""

from datetime import date

from flask import Flask

from lms.base import clock
from lms.base.database import db
from lms.coverage.models import Count, Row, RowKind
from lms.coverage.rules.tabulating import table_of
from lms.people.models import PersonAlias
from lms.people.rules.posting import end
from lms.places.models import Unit
from lms.standards.models import EvidenceStatus
from tests.factories.coverage import MERGED_ON, Land, build_land, move_to_today

YEAR_END = date(2022, 12, 31)
TODAY = date(2026, 6, 30)


def row_for(unit: Unit, page: Unit, day: date, kind: RowKind = RowKind.UNIT) -> Row:
    """The line of a unit on the page of another."""
    return next(row for row in table_of(page, day).rows if row.kind is kind and row.unit.id == unit.id)


def total_count(unit: Unit, day: date, code: str) -> Count:
    """The total of one requirement."""
    table = table_of(unit, day)
    place = next(place for place, column in enumerate(table.columns) if column.requirement.code == code)
    return table.total.cells[place].count


def test_three_of_four_confirmed_is_75_percent_and_one_missing_to_80(both_app: Flask) -> None:
    land = build_land()
    staff = [
        land.serves(name, land.district, land.district_officer)
        for name in ("Lê Hoa", "Vũ Lan", "Bùi Huệ", "Hà Dung")
    ]
    for person in staff[:3]:
        land.shows(person, land.title, date(2022, 5, 10))
    db.session.commit()
    table = table_of(land.district, YEAR_END)
    cell = table.total.cells[0]
    assert (cell.count.confirmed, cell.count.asked) == (3, 4)
    assert str(cell.percent) == "75.0"
    assert (cell.threshold, cell.gap, cell.is_reached) == (80, 1, False)
    assert table.columns[0].staff_kind == "vien_chuc_ds"


def test_what_is_only_declared_is_shown_apart_and_does_not_count(both_app: Flask) -> None:
    land = build_land()
    hoa, lan = land.serves("Lê Hoa", land.an_binh), land.serves("Vũ Lan", land.an_binh)
    land.shows(hoa, land.yearly, date(2022, 3, 1), EvidenceStatus.DECLARED)
    land.shows(lan, land.yearly, date(2022, 3, 1))
    db.session.commit()
    assert total_count(land.an_binh, YEAR_END, "tap_huan") == Count(asked=2, confirmed=1, declared=1)


def test_a_yearly_class_counts_in_its_year_only(both_app: Flask) -> None:
    land = build_land()
    land.shows(land.serves("Lê Hoa", land.an_binh), land.yearly, date(2022, 3, 1))
    db.session.commit()
    for day, confirmed in (
        (date(2022, 2, 28), 0),
        (date(2022, 3, 1), 1),
        (YEAR_END, 1),
        (date(2023, 1, 1), 0),
    ):
        assert total_count(land.an_binh, day, "tap_huan").confirmed == confirmed, day


def test_no_percentage_gives_no_gap(both_app: Flask) -> None:
    land = build_land()
    land.serves("Lê Hoa", land.an_binh)
    db.session.commit()
    cell = table_of(land.an_binh, YEAR_END).total.cells[0]
    assert (cell.threshold, cell.gap, cell.is_reached) == (None, None, None)
    assert str(cell.percent) == "0.0"


def test_nobody_asked_gives_no_percent(both_app: Flask) -> None:
    land = build_land()
    land.serves("Lê Hoa", land.an_binh)
    db.session.commit()
    empty = row_for(land.binh_minh, land.district, YEAR_END)
    assert empty.people == 0
    assert (empty.cells[0].count.asked, empty.cells[0].percent, empty.cells[0].is_reached) == (0, None, None)


def test_somebody_with_posts_in_two_communes_counts_in_both_rows_and_once_in_the_total(
    both_app: Flask,
) -> None:
    land = build_land()
    hoa = land.serves("Lê Hoa", land.an_binh)
    land.also_serves(hoa, land.binh_minh)
    land.shows(hoa, land.yearly, date(2022, 3, 1))
    land.serves("Vũ Lan", land.binh_minh)
    db.session.commit()
    table = table_of(land.district, YEAR_END)
    assert [row.people for row in table.rows] == [1, 2, 0, 0]
    assert (table.sum_of_rows, table.total.people, table.doubled, table.surplus) == (3, 2, 1, 1)
    assert table.total.cells[0].count == Count(asked=2, confirmed=1)


def test_two_kinds_of_staff_stand_in_both_columns_and_once_in_the_requirement(both_app: Flask) -> None:
    land = build_land()
    hoa = land.serves("Lê Hoa", land.an_binh, land.officer)
    land.also_serves(hoa, land.an_binh, land.collaborator)
    land.title.roles.append(land.collaborator)
    db.session.commit()
    columns = {
        (column.requirement.code, column.staff_kind): cell.count.asked
        for table in [table_of(land.an_binh, YEAR_END, split=True)]
        for column, cell in zip(table.columns, table.total.cells, strict=True)
    }
    both = next(kinds for code, kinds in columns if code == "chuc_danh" and "+" in kinds)
    assert columns["chuc_danh", both] == 1
    assert columns["chuc_danh", "ctv_ds"] == columns["chuc_danh", "vien_chuc_ds"] == 1


def test_a_vacant_post_is_shown_and_nobody_counted(both_app: Flask) -> None:
    land = build_land()
    posting = land.also_serves(land.serves("Lê Hoa", land.an_binh), land.binh_minh)
    end(posting, date(2022, 6, 1), "nghỉ")
    db.session.commit()
    before, after = date(2022, 5, 31), date(2022, 6, 1)
    assert [row_for(land.binh_minh, land.district, day).people for day in (before, after)] == [1, 0]
    assert [row_for(land.binh_minh, land.district, day).vacancies for day in (before, after)] == [0, 1]
    assert table_of(land.district, after).total.vacancies == 1


def test_three_people_five_postings_one_vacancy(both_app: Flask) -> None:
    land = build_land()
    hoa = land.serves("Lê Hoa", land.an_binh)
    land.also_serves(hoa, land.binh_minh)
    land.also_serves(hoa, land.cao_son)
    land.serves("Vũ Lan", land.an_binh)
    land.serves("Bùi Huệ", land.cao_son)
    end(land.also_serves(hoa, land.district, land.district_officer), date(2022, 2, 1), "thôi việc")
    db.session.commit()
    table = table_of(land.district, YEAR_END)
    assert [row.people for row in table.rows] == [2, 1, 2, 0]
    assert (table.sum_of_rows, table.doubled, table.surplus, table.total.people) == (5, 1, 2, 3)
    assert table.total.vacancies == 1


def test_a_merged_person_is_read_as_the_one_who_was_kept(both_app: Flask) -> None:
    land = build_land()
    kept, merged, twice = (land.serves("Lê Thị Hoa", land.an_binh) for _ in range(3))
    land.shows(merged, land.yearly, date(2022, 3, 1), EvidenceStatus.DECLARED)
    land.shows(twice, land.yearly, date(2022, 4, 1))
    for of, into in ((twice, merged), (merged, kept)):
        db.session.add(PersonAlias(merged_id=of.id, kept_id=into.id, at=clock.now()))
    db.session.commit()
    assert total_count(land.an_binh, YEAR_END, "tap_huan") == Count(asked=1, confirmed=1)


def test_an_undone_merging_counts_two_again(both_app: Flask) -> None:
    land = build_land()
    kept, merged = (land.serves("Lê Thị Hoa", land.an_binh) for _ in range(2))
    db.session.add(PersonAlias(merged_id=merged.id, kept_id=kept.id, at=clock.now(), undone_at=clock.now()))
    db.session.commit()
    assert table_of(land.an_binh, YEAR_END).total.people == 2


def test_before_the_start_there_is_nobody_and_nothing_asked(both_app: Flask) -> None:
    land = build_land()
    land.serves("Lê Hoa", land.an_binh)
    db.session.commit()
    table = table_of(land.district, date(2020, 12, 31))
    assert table.columns == ()
    assert (table.total.people, table.sum_of_rows) == (0, 0)


def merged_land() -> Land:
    """Six people through July 2025: two in each commune, of whom those of Cao Sơn serve nowhere after it."""
    land = build_land()
    for number, commune in enumerate((land.an_binh, land.binh_minh, land.cao_son) * 2):
        person = land.serves(f"Lê Thị {'ABCDEF'[number]}", commune)
        if number < 3:
            land.shows(person, land.yearly, date(2026, 2, 1))
    db.session.commit()
    move_to_today(land)
    return land


def test_the_same_people_stand_in_the_new_communes_and_the_unplaced_in_a_row_of_their_own(
    both_app: Flask,
) -> None:
    land = merged_land()
    before = table_of(land.province, date(2025, 6, 30))
    after = table_of(land.province, MERGED_ON)
    assert [(row.kind, row.people) for row in before.rows] == [(RowKind.UNIT, 6), (RowKind.OWN, 0)]
    assert [(row.kind, row.unit.name, row.people) for row in after.rows] == [
        (RowKind.UNIT, "Xã An Minh", 4),
        (RowKind.UNIT, "Xã Sơn Đông", 0),
        (RowKind.OWN, "Tỉnh Sông Mẫu", 0),
        (RowKind.NOWHERE, "Tỉnh Sông Mẫu", 2),
    ]
    assert before.total.people == after.total.people == 6
    assert after.doubled == 0
    assert total_count(land.province, TODAY, "tap_huan") == Count(asked=6, confirmed=3)


def test_a_row_says_what_the_page_behind_it_says(both_app: Flask) -> None:
    land = merged_land()
    for page, day in (
        (land.country, TODAY),
        (land.country, YEAR_END),
        (land.province, TODAY),
        (land.district, YEAR_END),
    ):
        for row in table_of(page, day).rows:
            if row.kind is RowKind.UNIT:
                assert table_of(row.unit, day).total.people == row.people, (row.unit.name, day)


def test_the_unplaced_of_another_province_are_not_ours(both_app: Flask) -> None:
    land = merged_land()
    assert table_of(land.other_province, TODAY).total.people == 0
    assert row_for(land.other_province, land.country, TODAY).people == 0

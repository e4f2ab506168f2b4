"""The numbers that the source documents report, from the demonstration's records."""

from datetime import date
from decimal import Decimal

from flask import Flask

from lms.base import clock
from lms.base.database import db
from lms.coverage.models import EVERYBODY, Among, Cell, RowKind, Table
from lms.coverage.rules.tabulating import table_of
from lms.people.queries import staff_kinds
from lms.places.models import Unit
from lms.places.queries import unit_by_code

YEAR_END = date(2022, 12, 31)
FOUR = ("08869", "08872", "08896", "08905")  # Tam Dương, Tam Dương Bắc, Hoàng An, Hội Thịnh


def tam_duong(day: date = YEAR_END, among: Among = EVERYBODY) -> Table:
    """The district on a day of its life."""
    unit = unit_by_code("247", day)
    assert unit
    return table_of(unit, day, among=among)


def today_unit(code: str) -> Unit:
    """A commune as it is since the merger."""
    unit = unit_by_code(code, date(2025, 7, 1))
    assert unit
    return unit


def cell_of(table: Table, code: str) -> Cell:
    """The total of a requirement."""
    place = next(place for place, column in enumerate(table.columns) if column.requirement.code == code)
    return table.total.cells[place]


def kind(code: str) -> Among:
    """Those of one kind of staff."""
    found = next(each for each in db.session.scalars(staff_kinds()) if each.code == code)
    return Among(staff_kind_ids=frozenset([found.id]))


def test_a1_214_people_are_4_and_210_and_these_are_13_and_197(both_demo_app: Flask) -> None:
    table = tam_duong()
    own = next(row.people for row in table.rows if row.kind is RowKind.OWN)
    assert (table.total.people, own, table.total.people - own) == (214, 4, 210)
    collaborators = tam_duong(among=kind("ctv_ds")).total.people
    assert (collaborators, 210 - collaborators) == (197, 13)


def figures(cell: Cell) -> tuple[int, int, Decimal | None, Decimal | None, int | None, bool | None]:
    """How many meet it, of whom it is asked, the share, the target, how many are missing, whether it is
    reached."""
    count = cell.count
    return count.confirmed, count.asked, cell.percent, cell.threshold, cell.gap, cell.is_reached


def test_a2_3_of_4_know_the_basics_which_is_75_percent_and_one_short_of_80(demo_app: Flask) -> None:
    cell = cell_of(tam_duong(), "kien_thuc_ds_co_ban")
    assert figures(cell) == (3, 4, Decimal("75.0"), 80, 1, False)


def test_a3_2_of_4_meet_the_title_standard_which_is_50_percent_and_two_short_of_100(demo_app: Flask) -> None:
    cell = cell_of(tam_duong(), "chuan_chuc_danh")
    assert figures(cell) == (2, 4, Decimal("50.0"), 100, 2, False)


def test_a4_12_of_13_officers_meet_rank_iv_which_is_92_3_percent_and_one_short(demo_app: Flask) -> None:
    cell = cell_of(tam_duong(), "dat_chuan_dsv_hang_iv")
    assert figures(cell) == (12, 13, Decimal("92.3"), 100, 1, False)


def test_a5_each_of_the_13_communes_has_its_officer(demo_app: Flask) -> None:
    table = tam_duong()
    place = next(
        n for n, each in enumerate(table.columns) if each.requirement.code == "dat_chuan_dsv_hang_iv"
    )
    communes = [row for row in table.rows if row.kind is RowKind.UNIT]
    assert [row.cells[place].count.asked for row in communes] == [1] * 13


def test_a17_the_report_of_2022_stays_and_the_same_people_stand_in_four_communes_of_today(
    both_demo_app: Flask,
) -> None:
    province, today = unit_by_code("25", clock.today()), clock.today()
    assert province
    was, now = tam_duong(), table_of(province, YEAR_END, tree=today)
    assert was.total.people == now.total.people == 214
    assert [cell.count for cell in was.total.cells] == [cell.count for cell in now.total.cells]
    rows = {row.unit.code: row.people for row in now.rows if row.kind is RowKind.UNIT and row.people}
    assert set(rows) == set(FOUR)
    assert sum(rows.values()) == 210
    officers = cell_of(table_of(province, today), "dat_chuan_dsv_hang_iv").count
    assert (officers.confirmed, officers.asked) == (12, 13)


def test_n1_the_code_of_a_commune_names_another_after_the_merger(demo_app: Flask) -> None:
    before, after = unit_by_code("08869", date(2025, 6, 30)), unit_by_code("08869", date(2025, 7, 1))
    assert before
    assert after
    assert (before.name, after.name) == ("Thị trấn Hợp Hòa", "Xã Tam Dương")
    assert sum(table_of(unit, date(2025, 7, 1)).total.people for unit in map(today_unit, FOUR)) == 210
    assert tam_duong(date(2025, 6, 30)).total.people - 4 == 210

"""A target that was handed to a unit goes on to hold for the unit that followed it."""

from datetime import date
from decimal import Decimal

from flask import Flask

from lms.base.database import db
from lms.coverage.rules.tabulating import table_of
from lms.places.models import Succession, SuccessionKind, Unit, UnitKind
from lms.plans.rules.handing_down import Figure, aim_of, set_target
from tests.factories.coverage import MERGED_ON, Land, build_land, document, unit

BEFORE, AFTER = date(2025, 6, 30), date(2025, 12, 31)


def staffed_land() -> Land:
    """The small land with an officer in every commune of both times; the province asks 80 percent of them."""
    land = build_land()
    for number, commune in enumerate((land.an_binh, land.binh_minh, land.cao_son)):
        land.serves(f"Lê Thị {'ABC'[number]}", commune, land.officer)
    for number, commune in enumerate((land.an_minh, land.son_dong)):
        land.serves(f"Vũ Thị {'AB'[number]}", commune, land.officer, since=MERGED_ON)
    db.session.commit()
    return land


def hand(land: Land, to: Unit, share: int | None = None, number: int | None = None) -> None:
    """Give a unit its own target of 2025."""
    figure = Figure(number, None if share is None else Decimal(share))
    set_target(to.id, land.title.id, 2025, figure, document=document().number, note="", by=None)
    db.session.commit()


def threshold(land: Land, of: Unit, day: date = AFTER, tree: date | None = None) -> Decimal | None:
    """The share against which the officers of a unit are held."""
    table = table_of(of, day, tree=tree)
    return next(
        cell.threshold
        for column, cell in zip(table.columns, table.total.cells, strict=True)
        if column.requirement.id == land.title.id
    )


def test_a_province_with_a_new_name_keeps_the_target_of_the_old_one(both_app: Flask) -> None:
    land = staffed_land()
    renamed = unit("92", "Tỉnh Sông Mới", UnitKind.PROVINCE, land.country, since=date(2025, 10, 1))
    land.province.valid_until = date(2025, 10, 1)
    db.session.add(
        Succession(
            from_id=land.province.id,
            to_id=renamed.id,
            effective_on=date(2025, 10, 1),
            kind=SuccessionKind.RENAME,
        )
    )
    db.session.commit()
    land.serves("Bùi Thị A", renamed, land.officer, since=date(2025, 10, 1))
    hand(land, land.province, share=95, number=40)
    assert threshold(land, land.province, BEFORE) == 95
    assert threshold(land, renamed) == 95
    aim = aim_of(renamed, land.title.id, 2025, AFTER)
    assert aim
    assert aim.target
    assert (aim.target.number, aim.is_own, aim.is_followed) == (40, False, True)


def test_merged_communes_keep_a_target_that_all_of_them_had(both_app: Flask) -> None:
    land = staffed_land()
    for commune in (land.an_binh, land.binh_minh):
        hand(land, commune, share=90)
    assert threshold(land, land.an_minh) == 90
    assert threshold(land, land.an_minh, BEFORE, tree=AFTER) == 90


def test_where_they_had_different_ones_the_unit_above_speaks_for_the_merged_one(both_app: Flask) -> None:
    land = staffed_land()
    hand(land, land.an_binh, share=90)
    assert threshold(land, land.an_minh) == 80
    hand(land, land.binh_minh, share=95)
    assert threshold(land, land.an_minh) == 80
    hand(land, land.an_minh, share=85)
    assert threshold(land, land.an_minh) == 85


def test_a_part_of_a_unit_that_was_split_brings_no_target_along(both_app: Flask) -> None:
    land = staffed_land()
    hand(land, land.cao_son, share=90)
    assert threshold(land, land.cao_son, BEFORE) == 90
    assert [threshold(land, each) for each in (land.an_minh, land.son_dong)] == [80, 80]


def test_numbers_of_people_of_merged_units_do_not_become_one_number(both_app: Flask) -> None:
    land = staffed_land()
    for commune in (land.an_binh, land.binh_minh):
        hand(land, commune, share=90, number=5)
    assert threshold(land, land.an_minh) == 80
    aim = aim_of(land.province, land.title.id, 2025, AFTER)
    assert aim
    assert list(aim.numbers) == []

"""Finding a unit as people write it."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base.database import db
from lms.places.models import Unit, UnitKind
from lms.places.queries import ancestors_of, find_units
from lms.places.rules.naming import full_name

YEAR_END_2022 = date(2022, 12, 31)
TODAY = date(2026, 11, 22)


def found(words: str, day: date = TODAY, **narrower: object) -> list[str]:
    return [full_name(unit) for unit in find_units(words, day, **narrower)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    ["08869", "Xã Tam Dương", "Tam Dương", "xa tam duong", "tam duong", "X. TAM DƯƠNG", "x.tam dương"],
)
def test_a_commune_is_found_however_it_is_written(shipped_app: Flask, words: str) -> None:
    assert found(words) == ["Xã Tam Dương, Tỉnh Phú Thọ"]


def test_it_is_found_on_both_engines(both_shipped_app: Flask) -> None:
    assert found("tam duong", kind=UnitKind.COMMUNE) == ["Xã Tam Dương, Tỉnh Phú Thọ"]
    assert len(found("tan tien")) == 8


def test_a_decomposed_name_is_found_too(shipped_app: Flask) -> None:
    assert found("Xa\u0303 Tam Du\u031bo\u031bng") == ["Xã Tam Dương, Tỉnh Phú Thọ"]


def test_what_has_the_same_diacritics_comes_alone(shipped_app: Flask) -> None:
    assert len(found("huyen tam duong", YEAR_END_2022)) == 2
    assert found("Huyện Tam Dương", YEAR_END_2022) == ["Huyện Tam Dương, Tỉnh Vĩnh Phúc"]


def test_a_name_that_many_share_is_narrowed_by_its_province(shipped_app: Flask) -> None:
    assert len(found("Xã Tân Tiến")) == 7
    assert found("Tân Tiến", within="Tỉnh Hưng Yên") == ["Xã Tân Tiến, Tỉnh Hưng Yên"]
    assert found("Tân Tiến", within="hung yen") == ["Xã Tân Tiến, Tỉnh Hưng Yên"]
    assert found("Tân Tiến", within="33") == ["Xã Tân Tiến, Tỉnh Hưng Yên"]


def test_before_2025_a_district_or_a_province_narrows_it(shipped_app: Flask) -> None:
    hop_thinh = "Xã Hợp Thịnh, Huyện Tam Dương, Tỉnh Vĩnh Phúc"
    assert len(found("hop thinh", YEAR_END_2022)) > 1
    assert found("hop thinh", YEAR_END_2022, within="Vĩnh Phúc") == [hop_thinh]
    assert found("hop thinh", YEAR_END_2022, within="H. Tam Dương") == [hop_thinh]


def test_the_units_above_may_follow_after_commas(shipped_app: Flask) -> None:
    assert found("Tân Tiến, Hưng Yên") == ["Xã Tân Tiến, Tỉnh Hưng Yên"]
    assert found("hop thinh, tam duong, vinh phuc", YEAR_END_2022) == [
        "Xã Hợp Thịnh, Huyện Tam Dương, Tỉnh Vĩnh Phúc"
    ]
    assert found("Tân Tiến, Phú Thọ") == []


@pytest.mark.parametrize("day", [YEAR_END_2022, TODAY])
def test_a_full_name_finds_the_unit_it_is_the_name_of(shipped_app: Flask, day: date) -> None:
    units = db.session.scalars(select(Unit).where(Unit.holding_on(day)).order_by(Unit.id)).all()
    for unit in units[::97]:
        assert unit in find_units(full_name(unit), day)


def test_a_part_of_a_name_finds_all_that_contain_it(shipped_app: Flask) -> None:
    assert found("tam duong b") == ["Xã Tam Dương Bắc, Tỉnh Phú Thọ"]


@pytest.mark.parametrize("words", ["nowhere at all", "99999", "%", "_", "08869 "])
def test_what_is_no_unit_finds_none_or_only_itself(shipped_app: Flask, words: str) -> None:
    assert found(words) in ([], ["Xã Tam Dương, Tỉnh Phú Thọ"])


def test_the_units_above_come_nearest_first(shipped_app: Flask) -> None:
    (unit,) = find_units("Hợp Hòa", YEAR_END_2022, within="Tam Dương")
    assert [each.name for each in ancestors_of(unit)] == ["Huyện Tam Dương", "Tỉnh Vĩnh Phúc"]
    db.session.rollback()

"""The shipped units: all of them, with their dates, and nothing twice."""

import unicodedata
from collections import Counter
from datetime import date

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.base.database import db
from lms.places.models import Succession, SuccessionKind, Unit, UnitKind
from lms.places.queries import children_of, country, subtree_ids, unit_by_code
from lms.places.rules.loading import load_units
from lms.places.rules.naming import full_name, short_name

YEAR_END_2022 = date(2022, 12, 31)
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
MERGER = date(2025, 7, 1)
TODAY = date(2026, 11, 22)
TAM_DUONG_COMMUNES = ("Tam Dương", "Tam Dương Bắc", "Hoàng An", "Hội Thịnh")


def counts(day: date) -> dict[UnitKind, int]:
    rows = db.session.execute(select(Unit.kind, func.count()).where(Unit.holding_on(day)).group_by(Unit.kind))
    return dict(rows.all())


def names_below(code: str, day: date) -> list[str]:
    unit = unit_by_code(code, day)
    assert unit
    return [short_name(each) for each in db.session.scalars(children_of(unit.id, day))]


def test_every_unit_of_both_times_is_there(both_shipped_app: Flask) -> None:
    today = {UnitKind.COUNTRY: 1, UnitKind.PROVINCE: 34, UnitKind.COMMUNE: 3321}
    assert counts(TODAY) == counts(MERGER) == today
    before = {UnitKind.COUNTRY: 1, UnitKind.PROVINCE: 63, UnitKind.DISTRICT: 696, UnitKind.COMMUNE: 10_035}
    assert counts(LAST_DAY_OF_DISTRICTS) == before


def test_loading_again_changes_nothing(shipped_app: Flask) -> None:
    assert load_units() == 0


def test_a_code_names_another_unit_on_another_day(both_shipped_app: Flask) -> None:
    before, after = unit_by_code("08869", YEAR_END_2022), unit_by_code("08869", TODAY)
    assert before
    assert full_name(before) == "Thị trấn Hợp Hòa, Huyện Tam Dương, Tỉnh Vĩnh Phúc"
    assert after
    assert full_name(after) == "Xã Tam Dương, Tỉnh Phú Thọ"


def test_tam_duong_has_13_communes_then_12_then_4(shipped_app: Flask) -> None:
    assert len(names_below("247", YEAR_END_2022)) == 13
    assert {"Hợp Thịnh", "Vân Hội"} <= set(names_below("247", YEAR_END_2022))
    assert len(names_below("247", LAST_DAY_OF_DISTRICTS)) == 12
    assert "Hội Thịnh" in names_below("247", LAST_DAY_OF_DISTRICTS)
    assert unit_by_code("247", MERGER) is None
    assert set(TAM_DUONG_COMMUNES) <= set(names_below("25", TODAY))


def test_a_correction_says_how_sure_it_is(shipped_app: Flask) -> None:
    old = unit_by_code("08902", YEAR_END_2022)
    assert old
    link = db.session.scalars(select(Succession).where(Succession.from_id == old.id)).one()
    assert (link.kind, link.confidence, link.effective_on) == (SuccessionKind.WHOLE, "M", date(2025, 1, 1))


def test_an_unknown_beginning_is_flagged(shipped_app: Flask) -> None:
    old, new = unit_by_code("08869", YEAR_END_2022), unit_by_code("08869", TODAY)
    assert old
    assert new
    assert (old.valid_from, old.confidence) == (date(1900, 1, 1), "M")
    assert (new.valid_from, new.confidence) == (MERGER, "H")


def test_a_province_that_stayed_as_it_was_is_one_unit(shipped_app: Flask) -> None:
    before, after = unit_by_code("40", YEAR_END_2022), unit_by_code("40", TODAY)
    assert before is not None
    assert before is after  # Nghệ An
    before, after = unit_by_code("25", YEAR_END_2022), unit_by_code("25", TODAY)
    assert before is not after  # Phú Thọ took in Vĩnh Phúc and Hòa Bình


def test_a_unit_lies_in_one_that_exists_as_long_as_it_does(shipped_app: Flask) -> None:
    for unit in db.session.scalars(select(Unit).where(Unit.kind != UnitKind.COUNTRY)):
        assert unit.parent
        assert unit.parent.valid_from <= unit.valid_from
        ends = unit.valid_until or date.max
        assert ends <= (unit.parent.valid_until or date.max)


def test_every_unit_that_ended_has_successors_but_for_the_districts(shipped_app: Flask) -> None:
    followed = select(Succession.id).where(Succession.from_id == Unit.id).exists()
    ended = select(Unit.kind).where(Unit.valid_until.is_not(None), ~followed)
    assert Counter(db.session.scalars(ended)) == {UnitKind.DISTRICT: 691}  # five islands became special zones


def test_a_split_unit_has_parts_only_and_at_most_one_of_them_proposed(shipped_app: Flask) -> None:
    links: dict[int, list[Succession]] = {}
    for link in db.session.scalars(
        select(Succession).options(joinedload(Succession.old), joinedload(Succession.new))
    ):
        links.setdefault(link.from_id, []).append(link)
        assert link.old.valid_until == link.new.valid_from == link.effective_on
    split = [each for each in links.values() if len(each) > 1]
    assert len(split) == 471
    for each in split:
        assert {link.kind for link in each} == {SuccessionKind.PART}
        assert sum(link.is_default for link in each) == 1
    assert all(each[0].kind is not SuccessionKind.PART for each in links.values() if len(each) == 1)


def test_names_are_one_normal_form_and_codes_keep_their_zeros(shipped_app: Flask) -> None:
    for unit in db.session.scalars(select(Unit)):
        assert unicodedata.is_normalized("NFC", unit.name)
        assert unit.code == "VN" or (unit.code.isdigit() and len(unit.code) in (2, 3, 5))


def test_communes_of_one_name_are_told_apart_by_their_full_name(shipped_app: Flask) -> None:
    now = db.session.scalars(select(Unit).where(Unit.kind == UnitKind.COMMUNE, Unit.holding_on(TODAY))).all()
    shared = [name for name, number in Counter(unit.name for unit in now).items() if number > 1]
    assert len(shared) == 246
    assert len({full_name(unit) for unit in now}) == 3321


def test_the_tree_of_the_country_is_whole(both_shipped_app: Flask) -> None:
    top = country()
    for day in (YEAR_END_2022, LAST_DAY_OF_DISTRICTS, TODAY):
        assert len(db.session.scalars(subtree_ids([top.id], day)).all()) == sum(counts(day).values())

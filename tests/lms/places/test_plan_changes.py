"""A list of changes is compared with the record; what cannot be is refused by cell."""

from datetime import date

import pytest
import time_machine
from flask import Flask

from lms.base.database import db
from lms.base.spreadsheets import Column, Workbook
from lms.places.models import SuccessionKind
from lms.places.queries import children_of, unit_by_code
from lms.places.rules.changing_units import list_of, plan_of, shipped_list, write_units
from lms.places.rules.lives import UnitPlan
from lms.places.rules.reading_units import NoUnitList, read_units
from tests.factories.places import SmallCountry, small_country

DAY = "2026-05-01"
AFTER = date(2026, 5, 1)
Rows = list[tuple[str | None, ...]]


@pytest.fixture
def small(both_app: Flask) -> SmallCountry:
    return small_country()


def plan(units: Rows, successions: Rows = ()) -> UnitPlan:  # type: ignore[assignment]
    return plan_of(read_units("changes.csv", list_of(units, successions)))


def merger() -> UnitPlan:
    return plan(
        [("08900", "Xã Tam Hội", "25", DAY, None)],
        [("08869", "08900", DAY, "whole", None, "Nghị quyết 1"), ("08905", "08900", DAY, None, None, None)],
    )


def test_a_merger_ends_what_it_takes(small: SmallCountry) -> None:
    found = merger()
    assert found.refused == []
    assert [(life.name, life.since) for life in found.begun] == [("Xã Tam Hội", AFTER)]
    assert sorted((life.name, life.until) for life in found.ended) == [
        ("Xã Hội Thịnh", AFTER),
        ("Xã Tam Dương", AFTER),
    ]
    assert {each.kind for each in found.follows} == {SuccessionKind.WHOLE}


def test_writing_it_twice_changes_nothing(small: SmallCountry) -> None:
    write_units(merger(), "test", by=None)
    db.session.commit()
    again = merger()
    assert again.changes_nothing
    assert again.same == 3
    new = unit_by_code("08900", AFTER)
    assert new
    assert (new.parent, new.source) == (small.phu_tho, "Nghị quyết 1")


def test_a_province_with_a_new_name_takes_its_communes_along(small: SmallCountry) -> None:
    found = plan(
        [("25", "Thành phố Phú Thọ", "VN", DAY, None)], [("25", "25", DAY, "rename", None, "Nghị quyết 2")]
    )
    assert found.refused == []
    write_units(found, "test", by=None)
    db.session.commit()
    commune = unit_by_code("08869", AFTER)
    assert commune
    assert commune.parent
    assert (commune.name, commune.parent.name) == ("Xã Tam Dương", "Thành phố Phú Thọ")
    assert commune.id != small.tam_duong.id
    assert small.tam_duong.valid_until == AFTER


def test_a_split_has_parts_of_which_one_may_be_proposed(small: SmallCountry) -> None:
    found = plan(
        [("08869", "Xã Tam Dương", "25", DAY, None), ("08870", "Xã Kim Long", "25", DAY, None)],
        [("08869", "08869", DAY, None, "1", None), ("08869", "08870", DAY, "một phần", None, None)],
    )
    assert found.refused == []
    assert [(each.kind, each.is_default) for each in found.follows] == [
        (SuccessionKind.PART, True),
        (SuccessionKind.PART, False),
    ]


REFUSED: dict[str, tuple[Rows, Rows, str, str]] = {
    "an old unit that nobody knows": (
        [("08900", "Xã Mới", "25", DAY, None)],
        [("09999", "08900", DAY, "whole", None, None)],
        "changes.csv!A4",
        "On 30/04/2026 no unit has the code 09999.",
    ),
    "a successor that does not begin": (
        [],
        [("08869", "08905", DAY, "whole", None, None)],
        "changes.csv!B3",
        "Xã Hội Thịnh, Tỉnh Phú Thọ was there before 01/05/2026.",
    ),
    "a unit that follows itself": (
        [],
        [("08869", "08869", DAY, "whole", None, None)],
        "changes.csv!B3",
        "Xã Tam Dương, Tỉnh Phú Thọ was there before 01/05/2026.",
    ),
    "a day before the unit began": (
        [("08900", "Xã Mới", "25", "2025-07-01", None)],
        [("08905", "08900", "2025-07-01", "whole", None, None)],
        "changes.csv!A4",
        "Xã Hội Thịnh, Tỉnh Phú Thọ begins only on 01/07/2025.",
    ),
    "a code that two units would have": (
        [("08869", "Xã Khác", "25", DAY, None)],
        [],
        "changes.csv!A2",
        "From 01/05/2026 the code 08869 would name two units",
    ),
    "a parent that nobody knows": (
        [("08900", "Xã Mới", "98", DAY, None)],
        [],
        "changes.csv!C2",
        "On 01/05/2026 no unit has the code 98.",
    ),
    "a parent of the same level": (
        [("08900", "Xã Mới", "08869", DAY, None)],
        [],
        "changes.csv!C2",
        "Xã Tam Dương does not lie above Xã Mới.",
    ),
    "a province that goes while its communes stay": (
        [("25", "Tỉnh Phú Thọ", "VN", "2025-07-01", DAY)],
        [],
        "changes.csv!E2",
        "Tỉnh Phú Thọ ends, but 2 units in it do not",
    ),
    "one part only": (
        [("08900", "Xã Mới", "25", DAY, None)],
        [("08869", "08900", DAY, "part", None, None)],
        "changes.csv!D4",
        "Only one unit follows Xã Tam Dương: it takes the whole.",
    ),
    "two that take the whole": (
        [("08900", "Xã Mới", "25", DAY, None), ("08901", "Xã Khác", "25", DAY, None)],
        [("08869", "08900", DAY, "whole", None, None), ("08869", "08901", DAY, "part", None, None)],
        "changes.csv!D5",
        "Several units follow Xã Tam Dương: each takes a part of it.",
    ),
    "two that are proposed": (
        [("08900", "Xã Mới", "25", DAY, None), ("08901", "Xã Khác", "25", DAY, None)],
        [("08869", "08900", DAY, "part", "1", None), ("08869", "08901", DAY, "part", "1", None)],
        "changes.csv!E6",
        "Only one part can be the one proposed.",
    ),
    "a commune that becomes a province": (
        [("98", "Tỉnh Mới", "VN", DAY, None)],
        [("08869", "98", DAY, "whole", None, None)],
        "changes.csv!B4",
        "Tỉnh Mới is on another level than Xã Tam Dương.",
    ),
    "another name for what is past": (
        [("08869", "Xã Khác", "25", "2025-07-01", None)],
        [],
        "changes.csv!B2",
        "On record stands: Xã Tam Dương.",
    ),
    "another end than the one on record": (
        [("08869", "Thị trấn Hợp Hòa", "247", "1900-01-01", "2025-06-01")],
        [],
        "changes.csv!E2",
        "On record stands: 01/07/2025.",
    ),
    "a day that is none": (
        [("08900", "Xã Mới", "25", "31/02/2026", None)],
        [],
        "changes.csv!D2",
        "is not a date",
    ),
    "a day far ahead": (
        [("08900", "Xã Mới", "25", "2206-05-01", None)],
        [],
        "changes.csv!D2",
        "The day lies too far ahead",
    ),
    "a code of four digits and a letter": (
        [("0890X", "Xã Mới", "25", DAY, None)],
        [],
        "changes.csv!A2",
        "A code has 2 digits for a province",
    ),
    "a row without a name": ([("08900", "", "25", DAY, None)], [], "changes.csv!B2", "A name has 1 to 120"),
    "the same row twice": (
        [("08900", "Xã Mới", "25", DAY, None)] * 2,
        [],
        "changes.csv!A3",
        "This unit stands in the list twice.",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
@time_machine.travel("2026-11-22 09:00 +07:00")
def test_it_refuses_with_the_cell_and_a_sentence(app: Flask, what: str) -> None:
    small_country()
    units, successions, cell, sentence = REFUSED[what]
    refused = plan(units, successions).refused
    assert refused, what
    assert refused[0].cell == cell
    assert sentence in str(refused[0].sentence)


def test_a_workbook_is_read_with_vietnamese_headings_and_lost_zeros(app: Flask) -> None:
    small_country()
    book = Workbook()
    units = ("Mã đơn vị", "Tên đơn vị", "Mã đơn vị cấp trên", "Từ ngày")
    book.add_sheet("Đơn vị", [Column(each) for each in units], [(8900, "Xã Tam Hội", 25, AFTER)])
    links = ("Mã cũ", "Mã mới", "Ngày hiệu lực", "Cách sắp xếp")
    book.add_sheet("Tiếp nối", [Column(each) for each in links], [(8869, 8900, AFTER, "Đổi tên")])
    found = plan_of(read_units("changes.xlsx", book.data()))
    assert found.refused == []
    assert [each.kind for each in found.follows] == [SuccessionKind.RENAME]


def test_a_file_without_a_list_is_refused(app: Flask) -> None:
    with pytest.raises(NoUnitList):
        read_units("names.csv", "Họ và tên;Xã\nTrần Thị Lan;Tam Dương\n".encode())


def test_the_shipped_lists_are_on_record(shipped_app: Flask) -> None:
    found = plan_of(read_units("units.csv", shipped_list()))
    assert found.changes_nothing
    assert found.same > 24_000


def test_a_newer_shipped_list_is_loaded_like_any_other(shipped_app: Flask) -> None:
    newer = shipped_list().decode() + "\n".join(
        [
            "code,name,parent,valid_from,valid_until",
            "75,Thành phố Đồng Nai,VN,2026-05-01,",
            "old,new,effective_on,kind,is_default,decision",
            "75,75,2026-05-01,rename,,Nghị quyết 30/2026/QH16\n",
        ]
    )
    found = plan_of(read_units("units.csv", newer.encode()))
    assert found.refused == []
    write_units(found, "units.csv", by=None)
    db.session.commit()
    assert plan_of(read_units("units.csv", shipped_list())).changes_nothing  # it says less, and no other
    province = unit_by_code("75", AFTER)
    assert province
    assert province.name == "Thành phố Đồng Nai"
    assert len(db.session.scalars(children_of(province.id, AFTER)).all()) > 90

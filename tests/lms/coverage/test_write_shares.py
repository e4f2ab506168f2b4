"""How shares are counted and written, as section 7.3 of the domain facts asks."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from lms.activities.rules.attending import close
from lms.activities.rules.planning import PlannedTopic
from lms.base.database import db
from lms.coverage.models import Cell, Row
from lms.coverage.rules.tabulating import table_of
from lms.places.models import Unit
from lms.standards.models import Validity
from lms.web.filters import percent, percent_said, share
from tests.factories.account import sign_in
from tests.factories.activities import a_class, come, sit
from tests.factories.coverage import Land, build_land, requirement
from tests.factories.people import make_head
from tests.factories.reports import page_words

YEAR_END = date(2022, 12, 31)


def total_of(land: Land, unit: Unit, code: str, day: date = YEAR_END, *, split: bool = False) -> list[Cell]:
    """The total of a requirement; with ``split`` also that of each kind of staff."""
    table = table_of(unit, day, split=split)
    pairs = zip(table.columns, table.total.cells, strict=True)
    return [cell for column, cell in pairs if column.requirement.code == code]


@pytest.mark.parametrize(
    ("part", "whole", "in_a_table", "in_a_sentence"),
    [
        (3, 4, "75,0\u00a0%", "75\u00a0%"),
        (12, 13, "92,3\u00a0%", "92,3\u00a0%"),
        (187, 197, "94,9\u00a0%", "94,9\u00a0%"),
        (1, 16, "6,3\u00a0%", "6,3\u00a0%"),  # 6.25: half up, not to the even digit
        (10, 10, "100,0\u00a0%", "100\u00a0%"),
        (0, 7, "0,0\u00a0%", "0\u00a0%"),
        (0, 0, "—", "—"),
    ],
)
def test_rounding_7_3_one_decimal_with_a_comma_half_up_and_none_in_a_sentence_of_whole_numbers(
    app: Flask, part: int, whole: int, in_a_table: str, in_a_sentence: str
) -> None:
    with app.test_request_context():
        value = share(part, whole)
        assert (percent(value), percent_said(value)) == (in_a_table, in_a_sentence)


def test_7_3_where_nobody_is_asked_stands_a_dash(both_app: Flask) -> None:
    land = build_land()
    land.serves("Lê Hoa", land.an_binh)
    land.serves("Vũ Lan", land.binh_minh, land.officer)
    head = make_head(land.province)
    db.session.commit()
    empty: Row = next(
        row for row in table_of(land.district, YEAR_END).rows if row.unit.id == land.binh_minh.id
    )
    (yearly,) = [cell for cell in empty.cells if not cell.count.asked]
    assert (yearly.percent, yearly.gap, yearly.is_reached) == (None, None, None)
    client = both_app.test_client()
    sign_in(client, head)
    words = page_words(client, f"/coverage?unit=901&on={YEAR_END}")
    line = words.split("Xã Bình Minh 1")[1].split("Xã ")[0]
    assert "—" in line
    assert "0/1" in line


def test_7_3_a_person_of_two_kinds_counts_in_both_columns_and_once_in_the_total(both_app: Flask) -> None:
    land = build_land()
    both = requirement("chung", "Kiến thức chung", [land.collaborator, land.officer])
    db.session.commit()
    hoa = land.serves("Lê Hoa", land.an_binh)
    land.also_serves(hoa, land.an_binh, land.officer)
    land.also_serves(hoa, land.binh_minh)
    land.serves("Vũ Lan", land.an_binh)
    land.shows(hoa, both, date(2022, 3, 1))
    db.session.commit()
    together, *apart = [cell.count for cell in total_of(land, land.district, "chung", split=True)]
    assert sorted((each.asked, each.confirmed) for each in apart) == [(1, 1), (2, 1)]
    assert (together.asked, together.confirmed) == (2, 1)
    assert table_of(land.district, YEAR_END).total.people == 2


def test_7_3_what_has_expired_does_not_count_and_is_shown_as_expired(both_app: Flask) -> None:
    land = build_land()
    asked = requirement("bao_ve", "Bảo vệ trẻ em", [land.collaborator], Validity.MONTHS, months=12)
    db.session.commit()
    land.shows(land.serves("Lê Hoa", land.an_binh), asked, date(2021, 6, 1))
    head = make_head(land.province)
    db.session.commit()
    (cell,) = total_of(land, land.district, "bao_ve", date(2022, 5, 31))
    assert (cell.count.confirmed, cell.percent) == (1, Decimal("100.0"))
    (cell,) = total_of(land, land.district, "bao_ve")
    assert (cell.count.confirmed, cell.percent) == (0, Decimal("0.0"))
    client = both_app.test_client()
    sign_in(client, head)
    words = page_words(client, f"/coverage/names?unit=901&on={YEAR_END}&requirement=bao_ve")
    assert "Chưa đạt Hết hạn sau ngày 31/05/2022" in words


def test_7_3_a_class_of_the_year_counts_for_who_completed_it_in_that_year_only(both_app: Flask) -> None:
    land = build_land()
    came, left, absent = (land.serves(name, land.an_binh) for name in ("Lê Hoa", "Vũ Lan", "Bùi Huệ"))
    topic = PlannedTopic("Tập huấn", land.yearly.competency_id, theory=8)
    held = a_class(topic, days=2)
    seats = sit(held, came, left, absent)
    come(held, seats[:1])
    come(held, seats[1:2], half_days=[0])
    close(held.id, by=None)
    db.session.commit()
    for day, number in ((date(2022, 6, 13), 0), (YEAR_END, 1), (date(2023, 1, 1), 0)):
        (cell,) = total_of(land, land.an_binh, "tap_huan", day)
        assert (cell.count.confirmed, cell.count.asked) == (number, 3), day

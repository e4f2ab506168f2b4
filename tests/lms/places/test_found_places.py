"""Hamlets and organisations, which no official list names."""

from datetime import date

import pytest
from flask import Flask

from lms.base.database import db
from lms.places.models import OrganisationKind
from lms.places.rules.founding import BadPlace, hamlet_in, organisation
from tests.factories.places import MERGER, small_country

SPRING_2026 = date(2026, 3, 1)


def test_a_hamlet_is_added_once_however_it_is_written(both_app: Flask) -> None:
    commune = small_country().tam_duong
    first = hamlet_in(commune, "Thôn Đồng Bông", SPRING_2026)
    db.session.commit()
    assert hamlet_in(commune, "  thôn đồng  bông ", SPRING_2026).id == first.id
    assert (first.valid_from, first.valid_until) == (MERGER, None)


def test_a_hamlet_lies_in_a_commune(app: Flask) -> None:
    province = small_country().phu_tho
    db.session.commit()
    with pytest.raises(BadPlace):
        hamlet_in(province, "Thôn Đồng Bông", SPRING_2026)


@pytest.mark.parametrize("name", ["", "  \u200b ", "Thôn " + "Đồng " * 30])
def test_a_name_that_cannot_be_kept_is_refused(app: Flask, name: str) -> None:
    commune = small_country().tam_duong
    db.session.commit()
    with pytest.raises(BadPlace):
        hamlet_in(commune, name, SPRING_2026)


def test_two_stations_of_one_name_stay_two(app: Flask) -> None:
    small = small_country()
    db.session.commit()
    here = organisation(OrganisationKind.STATION, "Trạm Y tế", small.tam_duong, since=MERGER)
    there = organisation(OrganisationKind.STATION, "Trạm Y tế", small.hoi_thinh, since=MERGER)
    again = organisation(OrganisationKind.STATION, "trạm y tế", small.tam_duong, since=MERGER)
    assert here.id == again.id != there.id

"""A head sees what changed this month, and opens the names behind each number."""

from datetime import date

import pytest
from flask import Flask

from lms.base import clock
from lms.base.database import db
from lms.coverage.queries.changing import Change, after_next_month, happenings, month_of, people_behind
from lms.coverage.rules.tabulating import scene_of
from lms.people.models import Person, PersonAlias
from lms.people.rules.posting import end
from lms.standards.models import Validity
from tests.factories.account import sign_in
from tests.factories.coverage import Land, build_land, requirement
from tests.factories.people import make_head

TODAY = date(2026, 6, 18)


def names_behind(change: Change, land: Land) -> list[str]:
    """Whom a change is about, in the province, on the day of these tests."""
    scene = scene_of(land.province, TODAY)
    return [person.full_name for person in db.session.scalars(people_behind(change, scene))]


def test_who_took_up_her_first_post_this_month_is_new(both_app: Flask) -> None:
    land = build_land()
    land.serves("Lê Hoa", land.an_minh, since=date(2026, 6, 1))
    land.serves("Vũ Lan", land.an_minh, since=date(2026, 5, 31))
    moved = land.serves("Bùi Huệ", land.an_minh, since=date(2026, 1, 1), until=date(2026, 6, 5))
    land.also_serves(moved, land.son_dong, since=date(2026, 6, 5))
    land.serves("Hà Dung", land.other_province, since=date(2026, 6, 2))
    db.session.commit()
    assert names_behind(Change.JOINED, land) == ["Lê Hoa"]
    assert names_behind(Change.LEFT, land) == []


def test_who_gave_up_her_last_post_this_month_has_left(both_app: Flask) -> None:
    land = build_land()
    for name, last in (("Lê Hoa", date(2026, 6, 1)), ("Vũ Lan", date(2026, 5, 20)), ("Hà Dung", TODAY)):
        person = land.serves(name, land.an_minh, since=date(2025, 8, 1))
        end(land.also_serves(person, land.son_dong, since=date(2025, 8, 1)), last, "nghỉ", by=None)
    gone = land.serves("Bùi Huệ", land.an_minh, since=date(2025, 8, 1), until=date(2026, 6, 10))
    db.session.commit()
    assert names_behind(Change.LEFT, land) == ["Bùi Huệ"]
    found = happenings(Change.LEFT, scene_of(land.province, TODAY), [gone.id])
    assert [(each.requirement_id, each.day) for each in found] == [(None, date(2026, 6, 10))]


def two_years(land: Land) -> list[Person]:
    """Four who showed something that counts for 24 months: ended, ending next month, later, and renewed."""
    asked = requirement("bao_ve", "Bảo vệ trẻ em", [land.collaborator], Validity.MONTHS, months=24)
    db.session.commit()
    people = []
    for name, shown in (
        ("Lê Hoa", [date(2024, 6, 3)]),
        ("Vũ Lan", [date(2024, 7, 30)]),
        ("Hà Dung", [date(2024, 9, 1)]),
        ("Bùi Huệ", [date(2024, 7, 1), date(2026, 5, 1)]),
    ):
        person = land.serves(name, land.an_minh, since=date(2025, 8, 1))
        for day in shown:
            land.shows(person, asked, day)
        people.append(person)
    db.session.commit()
    return people


def test_what_ran_out_and_what_will_is_told_apart(both_app: Flask) -> None:
    land = build_land()
    two_years(land)
    assert names_behind(Change.ENDED, land) == ["Lê Hoa"]
    assert names_behind(Change.ENDING, land) == ["Vũ Lan"]


def test_yearly_training_that_ends_with_its_year_is_no_news(both_app: Flask) -> None:
    land = build_land()
    person = land.serves("Lê Hoa", land.an_minh, since=date(2025, 8, 1))
    land.shows(person, land.yearly, date(2025, 9, 1))
    db.session.commit()
    for day in (date(2025, 12, 5), date(2026, 1, 5)):
        changes = month_of(scene_of(land.province, day)).changes
        assert (changes[Change.ENDING], changes[Change.ENDED]) == (0, 0)


def test_the_numbers_of_the_month_are_those_of_its_names(both_app: Flask) -> None:
    land = build_land()
    people = two_years(land)
    land.serves("Ngô Đào", land.son_dong, since=date(2026, 6, 2))
    db.session.commit()
    scene = scene_of(land.province, TODAY)
    month = month_of(scene)
    ids = [person.id for person in people]
    for change in (Change.ENDED, Change.ENDING):
        assert month.changes[change] == len(happenings(change, scene, ids)) == 1
    assert month.changes[Change.JOINED] == len(names_behind(Change.JOINED, land)) == 1


def test_what_somebody_merged_into_her_holds_carries_hers_on(both_app: Flask) -> None:
    land = build_land()
    hoa = two_years(land)[0]
    double = land.serves("Lê Thị Hoa", land.an_minh, since=date(2025, 8, 1))
    land.shows(double, requirement("bao_ve", "Bảo vệ trẻ em", []), date(2025, 9, 1))
    db.session.add(PersonAlias(merged_id=double.id, kept_id=hoa.id, at=clock.now()))
    db.session.commit()
    assert names_behind(Change.ENDED, land) == []


def test_people_of_a_parted_commune_wait_at_the_province(both_app: Flask) -> None:
    land = build_land()
    land.serves("Lê Hoa", land.province, since=date(2025, 8, 1))
    land.serves("Vũ Lan", land.an_minh, since=date(2025, 8, 1))
    land.serves("Hà Dung", land.district, land.district_officer)
    db.session.commit()
    assert month_of(scene_of(land.province, TODAY)).undecided == 1


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 6, 18), date(2026, 8, 1)),
        (date(2026, 12, 31), date(2027, 2, 1)),
        (date(2027, 1, 31), date(2027, 3, 1)),
    ],
)
def test_the_next_month_ends_before_the_one_after(day: date, last: date) -> None:
    assert after_next_month(day) == last


def test_a_number_of_the_month_opens_its_names(demo_app: Flask) -> None:
    head = db.session.scalars(db.select(Person).where(Person.code == "DEMO-LD")).one()
    client = demo_app.test_client()
    sign_in(client, head)
    page = client.get("/coverage/changes?on=2025-11-20&what=ended").text
    assert "Hết hạn trong tháng: Tỉnh Phú Thọ" in page
    assert "Bùi Thị Thanh Nhàn" in page
    assert "07/11/2025" in page
    assert "Trong tháng này không có trường hợp nào" in client.get("/coverage/changes?what=joined").text
    assert client.get("/coverage/changes?what=nonsense").status_code == 400


def test_only_the_units_one_answers_for_are_shown(app: Flask) -> None:
    land = build_land()
    head = make_head(land.other_province)
    db.session.commit()
    client = app.test_client()
    sign_in(client, head)
    assert client.get("/coverage/changes?unit=90&what=left").status_code == 404

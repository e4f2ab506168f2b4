"""What the mergers of 2025 did to Tam Dương, Thanh Xuân and Phủ Lý: the cases that the seeds and N1 name."""

from datetime import date

from flask import Flask

from lms.base.database import db
from lms.coverage.models import Table
from lms.coverage.rules.choosing import top_units
from lms.coverage.rules.tabulating import table_of
from lms.people.models import AccessRole, Person
from lms.people.queries import person_by_code, posting_rows
from lms.people.rules.deciding_places import decide
from lms.people.rules.moving import catch_up
from lms.places.models import Unit
from lms.places.queries import children_of, hamlet_named, scope_ids
from lms.staffing.rules.surveying_successions import groups_of, splits_of
from tests.factories.account import sign_in
from tests.factories.people import make_asker, make_collaborator
from tests.factories.places import unit

YEAR_END_2022, EVE, MERGED = date(2022, 12, 31), date(2025, 6, 30), date(2025, 7, 1)
TODAY = date(2026, 11, 22)


def people_of(where: Unit, day: date) -> set[int]:
    rows = db.session.execute(posting_rows(scope_ids([where.id], day), day))
    return {row.person_id for row in rows}


def met(table: Table) -> dict[str, tuple[int, int]]:
    """By requirement, how many confirmed of how many asked."""
    return {
        column.requirement.code: (cell.count.confirmed, cell.count.asked)
        for cell, column in zip(table.total.cells, table.columns, strict=True)
        if not column.is_part
    }


def test_a17_the_report_as_of_2022_is_unchanged_by_the_mergers(both_demo_app: Flask) -> None:
    district = unit("247", YEAR_END_2022)
    table = table_of(district, YEAR_END_2022)
    assert table.total.people == 214
    assert len([row for row in table.rows if row.unit.id != district.id]) == 13
    assert len(db.session.scalars(children_of(district.id, EVE)).all()) == 12


def test_a17_today_the_thirteen_officers_are_in_four_communes_of_phu_tho(both_demo_app: Flask) -> None:
    table = table_of(unit("25", TODAY), TODAY)
    officers = {}
    for row in table.rows:
        rows = db.session.execute(posting_rows(scope_ids([row.unit.id], TODAY), TODAY)).all()
        people = [db.session.get_one(Person, each.person_id) for each in rows]
        number = sum(person.code.startswith("TD-X") for person in people)
        if number and row.unit.code != "25":
            officers[row.unit.name] = number
    assert officers == {"Xã Tam Dương": 4, "Xã Tam Dương Bắc": 2, "Xã Hoàng An": 3, "Xã Hội Thịnh": 4}


def test_n1_the_same_numerators_stand_before_and_after(both_demo_app: Flask) -> None:
    before = table_of(unit("247", EVE), EVE)
    after = table_of(unit("25", MERGED), MERGED)
    four = ("08869", "08872", "08896", "08905")
    people = set().union(*(people_of(unit(code, MERGED), MERGED) for code in four))
    assert len(people) == 210
    assert people <= people_of(unit("247", EVE), EVE)
    of_the_communes = {code: each for code, each in met(after).items() if each[1] in (13, 197, 210)}
    assert (12, 13) in of_the_communes.values()
    assert of_the_communes.items() <= met(before).items()


def test_phu_tho_sees_tam_duong_of_2022_with_its_district(demo_app: Flask) -> None:
    head = person_by_code("DEMO-LD")
    assert head
    tops = {each.name for each in top_units(head, YEAR_END_2022)}
    assert tops == {"Tỉnh Phú Thọ", "Tỉnh Vĩnh Phúc", "Tỉnh Hòa Bình"}
    client = demo_app.test_client()
    sign_in(client, head)
    page = client.get("/coverage?unit=26&on=2022-12-31")
    assert "Huyện Tam Dương" in page.text
    assert client.get("/coverage?unit=247&on=2022-12-31").status_code == 200
    elsewhere = client.get("/coverage?unit=009&on=2022-12-31").text
    assert "không thuộc các đơn vị được giao phụ trách" in elsewhere


def test_e2_thanh_xuan_had_eleven_wards_then_nine_and_most_of_them_were_split(shipped_app: Flask) -> None:
    year_2024 = date(2024, 6, 23)
    eleven = db.session.scalars(children_of(unit("009", year_2024).id, year_2024)).all()
    assert len(eleven) == 11
    assert len(db.session.scalars(children_of(unit("009", EVE).id, EVE)).all()) == 9
    people = {make_collaborator(ward, f"Trần Thị {ward.name}").id for ward in eleven}
    head = make_asker(AccessRole.HEAD, unit("01", TODAY))
    catch_up(TODAY)
    db.session.commit()
    hanoi = unit("01", TODAY)
    assert people_of(unit("009", year_2024), year_2024) == people_of(hanoi, TODAY) == people
    listed = [group for split in splits_of(head) for group in groups_of(split)[0]]
    assert len(listed) == 10  # only Khương Mai went over as a whole
    assert people_of(unit("00352", TODAY), TODAY) == people_of(unit("00352", EVE), EVE)


def test_n1_the_people_of_a_split_ward_are_placed_by_hamlet_and_the_rest_is_listed(
    both_shipped_app: Flask,
) -> None:
    old = unit("13285", EVE)
    lan = make_collaborator(old, "Trần Thị Lan", hamlet="Tổ 1")
    sen = make_collaborator(old, "Bùi Thị Sen", hamlet="Tổ 2")
    head = make_asker(AccessRole.HEAD, unit("37", TODAY))
    catch_up(TODAY)
    block = hamlet_named(old.id, "Tổ 1", EVE)
    assert block
    decide(old.id, {block.id: unit("13366", TODAY).id}, {}, by=head.id)
    db.session.commit()
    assert people_of(unit("13366", TODAY), TODAY) == {lan.id}
    assert people_of(unit("37", TODAY), TODAY) == {lan.id, sen.id}
    (split,) = splits_of(head)
    assert (split.posts, split.undecided) == (2, 1)

"""Taking the present rosters away as staff lists: sent back unchanged, they change nothing."""

import io
import random
import zipfile
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base.database import db
from lms.base.spreadsheet_archives import files_in
from lms.base.spreadsheets import read_workbook
from lms.people.models import AccessRole, Level, Person
from lms.people.queries import role_of
from lms.people.rules.loading import load_staff_kinds
from lms.people.rules.moving import catch_up
from lms.people.rules.posting import assign, open_post
from lms.places.models import Unit
from lms.places.queries import country
from lms.places.rules.founding import hamlet_in
from lms.staffing.queries.rosters import unit_ids_listed_by
from lms.staffing.rules.importing import carry_out, keep_upload, preview, read
from lms.staffing.rules.merging import merge_people, part_people
from lms.staffing.rules.offering_rosters import offer_rosters, one_workbook, workbook_for_each
from lms.staffing.rules.plans import Plan
from lms.staffing.rules.tracing_trainings import latest_by_source
from tests.factories.account import sign_in
from tests.factories.people import make_asker, make_collaborator, make_officer, make_person
from tests.factories.places import unit
from tests.factories.staffing import HEADINGS, HOA, LAN, MAI, person_name, workbook

DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


def everybody(asker: Person) -> list[int]:
    return unit_ids_listed_by(asker, DAY)


def sent_back(data: bytes, day: date = DAY) -> Plan:
    return preview(read(data), day, None)


def why(plan: Plan) -> list[Any]:
    return [str(each) for each in plan.refused] + [row for row in plan.rows if row.changes or not row.person]


def test_the_demonstration_sent_back_changes_nothing(demo_app: Flask) -> None:
    asker = make_asker(AccessRole.HEAD, country())
    rosters = offer_rosters(everybody(asker), DAY)
    assert {each.unit.name for each in rosters} >= {"Xã Tam Dương", "Xã Hội Thịnh"}
    whole = sent_back(one_workbook(rosters))
    assert whole.changes_nothing, why(whole)
    apart = sent_back(workbook_for_each(rosters))
    assert apart.changes_nothing
    assert len(apart.rows) == len(whole.rows) == sum(len(each.rows) for each in rosters)


def test_it_changes_nothing_a_month_later_either(demo_app: Flask, time_machine: Any) -> None:
    data = one_workbook(offer_rosters([unit("08869").id], DAY))
    time_machine.move_to("2026-12-22T03:00:00Z", tick=False)
    plan = sent_back(data, date(2026, 12, 22))
    assert plan.rows
    assert plan.changes_nothing, why(plan)


@pytest.mark.parametrize("seed", range(4))
def test_random_rosters_sent_back_change_nothing(both_shipped_app: Flask, seed: int) -> None:
    chance = random.Random(seed)
    places = [unit("08869", date(2022, 1, 1)), unit("08905", date(2022, 1, 1)), unit("08869"), unit("25")]
    for number in range(25):
        _employ(number, places, chance)
    catch_up(DAY)
    declared = ("Tạ Thị Vân", *HOA[1:], "bao_ve_tre_em", date(2026, 3, chance.randint(1, 28)), "12/KH")
    headings = ("Họ và tên", "Ngày sinh", "SĐT", "Xã", "Tỉnh", "Thôn", "Chức danh")
    kept = keep_upload(
        "ds.xlsx", workbook([declared], (*headings, "Đã tập huấn", "Ngày tập huấn", "Văn bản")), DAY, None
    )
    carry_out(kept.id, None)
    db.session.commit()
    asker = make_asker(AccessRole.HEAD, country())
    plan = sent_back(workbook_for_each(offer_rosters(everybody(asker), DAY)))
    assert len(plan.rows) >= 20
    assert plan.changes_nothing, why(plan)


def _employ(number: int, places: list[Unit], chance: random.Random) -> None:
    load_staff_kinds()
    person = make_person(
        person_name(chance.randrange(12)),  # many share a name
        birth_date=chance.choice([None, date(1970, 5, 1 + number % 28)]),
        phone=chance.choice([None, f"09000{number:05d}"]),
    )
    for _ in range(chance.choice([1, 1, 2])):
        place = chance.choice(places)
        since = max(date(2021, 1, 1), place.valid_from) + timedelta(days=chance.choice([0, 0, 40, 400]))
        is_commune = len(place.code) == 5
        role = role_of("ctv_ds", Level.HAMLET) if is_commune else role_of("vien_chuc_ds", Level.PROVINCE)
        hamlet = chance.choice([None, "Thôn Đông", "Tổ dân phố 3"]) if is_commune else None
        post = open_post(role, None, place, hamlet_in(place, hamlet, since) if hamlet else None, since)
        until = chance.choice([None, None, date(2027, 1, 1)])
        assign(person, post, since, until, chance.random() < 0.3)


def test_a_corrected_roster_changes_just_what_was_corrected(demo_app: Flask) -> None:
    rosters = offer_rosters([unit("08869").id], DAY)
    column = 3  # phone
    rosters[0].rows[5][column] = "0999888777"
    plan = sent_back(one_workbook(rosters))
    counts = plan.counts()
    assert (counts["changed"], counts["same"]) == (1, len(rosters[0].rows) - 1) == (1, len(plan.rows) - 1)


def test_an_officer_takes_her_own_commune_only(shipped_app: Flask) -> None:
    officer = make_officer(unit("08869"))
    make_collaborator(unit("08869"), "Trần Thị Lan")
    make_collaborator(unit("08905"), "Đỗ Thị Xa")
    db.session.commit()
    client = shipped_app.test_client()
    sign_in(client, officer)
    (sheet,) = read_workbook(client.get("/rosters/all.xlsx").data)
    assert [row[1] for row in sheet.rows[1:]] == ["Trần Thị Lan", "Lê Thị Mai"]
    assert client.get("/rosters/08869.xlsx").status_code == 200
    assert client.get("/rosters/08905.xlsx").status_code == 404
    (file,) = files_in(client.get("/rosters/all.zip").data)
    assert file.name == "08869-xa-tam-duong.xlsx"


def test_a_workbook_for_each_commune_and_one_with_all(shipped_app: Flask) -> None:
    kept = keep_upload("ds.xlsx", workbook([HOA, LAN, MAI]), DAY, None)
    carry_out(kept.id, None)
    head = make_asker(AccessRole.HEAD, unit("25"))
    rosters = offer_rosters(everybody(head), DAY)
    with zipfile.ZipFile(io.BytesIO(workbook_for_each(rosters))) as archive:
        assert archive.namelist() == ["08905-xa-hoi-thinh.xlsx", "08869-xa-tam-duong.xlsx"]
    (sheet,) = read_workbook(one_workbook(rosters))
    assert [row[1] for row in sheet.rows[1:]] == ["Lê Thị Mai", "Nguyễn Thị Hoa", "Trần Thị Lan"]
    assert sheet.rows[1][14] == "không"


def test_what_lists_declared_on_a_merged_record_stands_with_who_is_kept(both_shipped_app: Flask) -> None:
    trained = ("bao_ve_tre_em", date(2026, 3, 5), "12/KH"), ("bao_ve_tre_em", date(2025, 4, 6), "7/KH")
    headings = (*HEADINGS, "Đã tập huấn", "Ngày tập huấn", "Văn bản")
    rows = [(*HOA, *trained[0]), ("Nguyễn Thị Hoa Lan", *HOA[1:5], "Thôn Tây", HOA[6], *trained[1])]
    kept = keep_upload("ds.xlsx", workbook(rows, headings), DAY, None)
    carry_out(kept.id, None)
    db.session.commit()
    hoa, again = db.session.scalars(select(Person).order_by(Person.code))
    alias = merge_people(hoa, again, by=None)
    db.session.commit()
    (offered,) = offer_rosters([unit().id], DAY)
    told = [(row[0], *(each for each in row if each in ("7/KH", "12/KH"))) for row in offered.rows]
    assert told == [(hoa.code, "7/KH", "12/KH"), (hoa.code,)]
    same = sent_back(one_workbook([offered]))
    assert same.changes_nothing, why(same)

    offered.rows[0][offered.rows[0].index("7/KH")] = "8/KH"  # the list corrects what it once declared
    kept = keep_upload("sua.xlsx", one_workbook([offered]), DAY, None)
    carry_out(kept.id, None)
    db.session.commit()
    (offered,) = offer_rosters([unit().id], DAY)
    assert "8/KH" in offered.rows[0]
    assert sent_back(one_workbook([offered])).changes_nothing
    part_people(alias, by=None)
    db.session.commit()
    (offered,) = offer_rosters([unit().id], DAY)
    assert [row[0] for row in offered.rows if "8/KH" in row] == [again.code]


def standing(source: str, key: int, person_id: int, voided_by: int | None = None) -> Any:
    return SimpleNamespace(source=source, id=key, person_id=person_id, voided_by=voided_by)


def test_her_own_word_on_a_training_comes_before_that_of_a_merged_record_while_it_stands() -> None:
    own, merged = "roster:1:bao_ve_tre_em:2026-03-05", "roster:11:bao_ve_tre_em:2026-03-05"
    rows = [standing(merged, 4, 11), standing(own, 3, 1)]
    assert latest_by_source(rows, {})[own].id == 3
    assert latest_by_source(rows, {11: 1})[own].id == 3
    taken_back = [standing(merged, 4, 11), standing(own, 3, 1, voided_by=5)]
    assert latest_by_source(taken_back, {11: 1})[own].id == 4
    corrected = [standing(merged, 6, 11), standing(merged, 4, 11, voided_by=5)]
    assert {source: row.id for source, row in latest_by_source(corrected, {11: 1}).items()} == {
        merged: 6,
        own: 6,
    }

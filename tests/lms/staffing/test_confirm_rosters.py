"""Confirming rosters: on the page of a commune, or with a list; and who is late."""

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from lms.base import clock
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.people.models import Posting
from lms.people.queries import postings_of
from lms.people.rules.merging import merge, part
from lms.people.rules.posting import end
from lms.places.models import Unit
from lms.places.queries import unit_by_code
from lms.staffing.models import RosterConfirmation
from lms.staffing.queries import Confirmed, confirmed_units
from lms.staffing.queries.rosters import roster_rows
from lms.staffing.rules.confirming import NotConfirmable, confirm_roster
from lms.staffing.rules.importing import carry_out, keep_upload
from lms.staffing.rules.rostering import digest_of, look_through
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_head, make_officer, make_person, post_person
from tests.factories.places import unit
from tests.factories.staffing import HOA, LAN, MAI, workbook
from tests.lms.staffing.test_import_list import statements_counted

DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


def confirm(place: Unit, day: date = DAY) -> RosterConfirmation:
    kept = confirm_roster(place, day, digest_of(roster_rows([place.id], day)), by=None)
    db.session.commit()
    return kept


def test_figures_say_how_many_communes_have_confirmed(both_shipped_app: Flask, time_machine: Any) -> None:
    province = unit("25")
    communes = confirmed_units(province, DAY).of
    assert confirmed_units(province, DAY) == Confirmed(0, communes, None)
    confirm(unit("08869"), DAY - timedelta(days=35))
    confirm(unit("08905"))
    confirm(unit("08905"))
    assert confirmed_units(province, DAY) == Confirmed(2, communes, DAY - timedelta(days=35))
    assert confirmed_units(unit("08905"), DAY) == Confirmed(1, 1, DAY)
    assert confirmed_units(province, DAY + timedelta(days=1)) == Confirmed(1, communes, DAY)


def test_asking_it_is_one_statement_however_many_have_confirmed(shipped_app: Flask) -> None:
    province = unit("25")
    for place in db.session.scalars(select(Unit).where(Unit.parent_id == province.id).limit(30)):
        confirm(place)
    db.session.refresh(province)
    with statements_counted() as statements:
        confirmed_units(province, DAY)
    assert len(statements) == 1


def test_an_officer_looks_her_roster_through_and_confirms_it(shipped_app: Flask) -> None:
    officer = make_officer(unit("08869"))
    lan = make_collaborator(unit("08869"), "Trần Thị Lan")
    gone = make_person("Phạm Thị Đào", phone=None)
    post_person(gone, unit("08869"), hamlet="Thôn Tây", until=date(2026, 10, 1))
    client = client_of(shipped_app, officer)
    page = client.get("/rosters/08869").text
    assert "Trần Thị Lan" in page
    assert "Danh sách này chưa được xác nhận lần nào" in page
    assert "Thôn Tây – trống từ 01/10/2026" in page
    answer = client.post("/rosters/08869/confirmations", data={"seen": _seen(page)}, follow_redirects=True)
    assert "Đã xác nhận danh sách đến hôm nay" in answer.text
    kept = db.session.scalars(select(RosterConfirmation)).one()
    assert (kept.by_id, kept.people, kept.day) == (officer.id, 2, DAY)
    assert db.session.scalars(select(AuditEntry).where(AuditEntry.action == "roster:confirmed")).one()
    assert lan.full_name in page


def _seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def test_what_was_not_looked_through_is_not_confirmed(shipped_app: Flask) -> None:
    officer = make_officer(unit("08869"))
    client = client_of(shipped_app, officer)
    seen = _seen(client.get("/rosters/08869").text)
    make_collaborator(unit("08869"), "Đỗ Thị Mới")
    db.session.commit()
    answer = client.post("/rosters/08869/confirmations", data={"seen": seen}, follow_redirects=True)
    assert "Danh sách vừa có người sửa" in answer.text
    assert db.session.scalars(select(RosterConfirmation)).all() == []


@pytest.mark.parametrize("code", ["08905", "25", "99999", "247"])
def test_rosters_elsewhere_and_of_other_units_are_absent(shipped_app: Flask, code: str) -> None:
    client = client_of(shipped_app, make_officer(unit("08869")))
    assert client.get(f"/rosters/{code}").status_code == 404
    assert client.get(f"/rosters/{code}.xlsx").status_code == 404
    assert client.post(f"/rosters/{code}/confirmations", data={"seen": "x"}).status_code == 404


def test_a_roster_is_not_confirmed_for_a_day_to_come_nor_for_a_province(shipped_app: Flask) -> None:
    with pytest.raises(NotConfirmable):
        confirm(unit("08869"), DAY + timedelta(days=1))
    db.session.rollback()
    with pytest.raises(NotConfirmable):
        confirm(unit("25"))


def test_the_head_sees_who_is_late_and_whom_to_remind(shipped_app: Flask) -> None:
    make_officer(unit("08869"), "Lê Thị Mai")
    confirm(unit("08905"), DAY - timedelta(days=40))
    confirm(unit("08872") if unit_by_code("08872", DAY) else unit("08869"))
    page = client_of(shipped_app, make_head(unit("25"))).get("/rosters?page=99").text
    assert "đã 40 ngày" in page
    assert "xã chưa xác nhận danh sách đúng hạn" in page


def test_the_list_of_rosters_asks_no_more_for_more_communes(shipped_app: Flask) -> None:
    needed = []
    for person in (make_officer(unit("08869")), make_head(unit("25"))):
        client = client_of(shipped_app, person)
        client.get("/rosters")
        with statements_counted() as statements:
            assert client.get("/rosters").status_code == 200
        needed.append(len(statements))
    assert needed[1] <= needed[0] + 1


def test_a_longer_roster_takes_no_more_statements(shipped_app: Flask) -> None:
    officer = make_officer(unit("08869"))
    client = client_of(shipped_app, officer)
    needed = []
    for number in (1, 30):
        for each in range(number):
            make_collaborator(unit("08869"), f"Trần Thị Lan {each}", hamlet=f"Thôn {each}")
        db.session.commit()
        client.get("/rosters/08869")
        with statements_counted() as statements:
            assert client.get("/rosters/08869").status_code == 200
        needed.append(len(statements))
    assert needed[0] == needed[1]


def test_it_says_who_came_left_and_serves_otherwise_since_then(
    both_shipped_app: Flask, time_machine: Any
) -> None:
    commune = unit("08869")
    leaving = make_collaborator(commune, "Phạm Thị Đi")
    staying = make_collaborator(commune, "Trần Thị Lan")
    confirm(commune)
    time_machine.move_to("2026-12-10T03:00:00Z", tick=False)
    (posting,) = postings_of(leaving.id)
    end(posting, date(2026, 12, 1), "Thôi việc")
    make_collaborator(commune, "Đỗ Thị Mới")
    newcomer = db.session.scalars(select(Posting).order_by(Posting.id.desc())).first()
    assert newcomer
    newcomer.valid_from = date(2026, 12, 1)
    post_person(staying, commune, kind="ctv_te", since=date(2026, 12, 1))
    db.session.commit()
    look = look_through(commune, clock.today())
    assert look.since_then
    names = [
        [row.full_name for row in rows]
        for rows in (look.since_then.joined, look.since_then.left, look.since_then.changed)
    ]
    assert names == [["Đỗ Thị Mới"], ["Phạm Thị Đi"], ["Trần Thị Lan"]]
    assert not look.was_corrected
    assert not look.is_late
    assert (look.people, len(look.rows)) == (2, 3)


def test_who_stands_on_record_twice_is_one_person_of_the_roster(both_shipped_app: Flask) -> None:
    commune = unit("08869")
    lan = make_collaborator(commune, "Trần Thị Lan")
    again = make_collaborator(commune, "Trần thị Lan", hamlet="Thôn Tây")
    confirm(commune)
    alias = merge(lan, again, by=None)
    db.session.commit()
    look = look_through(commune, DAY)
    assert (look.people, len(look.rows)) == (1, 2)
    assert {(row.person_id, row.full_name) for row in look.rows} == {(lan.id, "Trần Thị Lan")}
    assert look.was_corrected
    part(alias, by=None)
    assert (look_through(commune, DAY).people, look_through(commune, DAY).was_corrected) == (2, False)


def test_what_is_corrected_afterwards_shows(shipped_app: Flask) -> None:
    commune = unit("08869")
    lan = make_collaborator(commune, "Trần Thị Lan")
    confirm(commune)
    (posting,) = postings_of(lan.id)
    posting.second_job = True
    db.session.commit()
    assert look_through(commune, DAY).was_corrected


def test_a_confirmation_is_never_changed(both_shipped_app: Flask) -> None:
    kept = confirm(unit("08869"))
    kept.people = 7
    with pytest.raises(DatabaseError):
        db.session.commit()


def test_a_whole_list_confirms_its_communes(both_shipped_app: Flask) -> None:
    kept = keep_upload("ds.xlsx", workbook([HOA, LAN, MAI]), DAY, None, confirms=True)
    carry_out(kept.id, None)
    db.session.commit()
    found = db.session.scalars(select(RosterConfirmation).order_by(RosterConfirmation.people)).all()
    assert [(each.unit.code, each.people, each.roster_import_id) for each in found] == [
        ("08905", 1, kept.id),
        ("08869", 2, kept.id),
    ]


def test_a_commune_with_somebody_who_is_not_on_the_list_is_not_confirmed(shipped_app: Flask) -> None:
    make_collaborator(unit("08869"), "Phạm Thị Sót")
    head = make_head(unit("25"))
    client = client_of(shipped_app, head)
    form = {"files": (io.BytesIO(workbook([HOA, MAI])), "ds.xlsx"), "day": DAY.isoformat(), "confirms": "y"}
    page = client.post("/staff-lists", data=form, follow_redirects=True)
    assert "Có trong hồ sơ nhưng không có trong danh sách" in page.text
    assert "Phạm Thị Sót" in page.text
    client.post(f"{page.request.path}/apply")
    assert [each.unit.code for each in db.session.scalars(select(RosterConfirmation))] == ["08905"]


def test_a_list_that_changes_nothing_can_still_confirm(shipped_app: Flask) -> None:
    client = client_of(shipped_app, make_head(unit("25")))
    for _ in range(2):
        form = {"files": (io.BytesIO(workbook([HOA])), "ds.xlsx"), "day": DAY.isoformat(), "confirms": "y"}
        page = client.post("/staff-lists", data=form, follow_redirects=True)
        client.post(f"{page.request.path}/apply")
    assert "Xác nhận danh sách các xã" in page.text
    assert len(db.session.scalars(select(RosterConfirmation)).all()) == 2

"""Later changes of units: looked at first, then carried out as a whole or not at all."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.people.models import AccessRole, Level, Posting, PostPlace
from lms.people.queries import postings_of
from lms.people.rules.moving import catch_up
from lms.people.rules.posting import close_post
from lms.places.models import Organisation, OrganisationKind, Succession, Unit
from lms.places.queries import unit_by_code
from lms.places.rules.changing_units import list_of
from lms.places.rules.founding import organisation
from lms.staffing.models import ImportState, UnitChanges
from lms.staffing.rules.changing_units import ChangesRefused, NotWaiting, Preview, carry_out, keep_changes
from lms.staffing.rules.succession_effects import renamed
from tests.factories.account import sign_in, type_in
from tests.factories.people import make_asker, make_collaborator, make_person, post_person
from tests.factories.places import MERGER, SmallCountry, small_country

DAY = date(2026, 12, 1)
MERGE = list_of(
    [("08900", "Xã Tam Hội", "25", "2026-12-01", None)],
    [(old, "08900", "2026-12-01", "whole", None, "Nghị quyết 1") for old in ("08869", "08905")],
)
END = list_of([("08905", "Xã Hội Thịnh", "25", "2025-07-01", "2026-12-01")], [])
pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def today() -> object:
    with time_machine.travel("2026-11-22 09:00 +07:00", tick=True):
        yield


@pytest.fixture
def small(both_app: Flask) -> SmallCountry:
    return small_country()


def apply(content: bytes) -> Preview:
    done = carry_out(keep_changes("changes.csv", content, None).id, by=None)
    db.session.commit()
    return done


def counts() -> list[int]:
    tables = (Unit, Succession, PostPlace, Posting, Organisation)
    return [db.session.scalar(select(func.count()).select_from(each)) or 0 for each in tables]


def test_posts_stations_and_access_follow_a_merger(small: SmallCountry) -> None:
    lan = make_collaborator(small.tam_duong)
    station = organisation(OrganisationKind.STATION, "Trạm Y tế xã Hội Thịnh", small.hoi_thinh, since=MERGER)
    club = organisation(
        OrganisationKind.ASSOCIATION, "Hội Phụ nữ xã Hội Thịnh", small.hoi_thinh, since=MERGER
    )
    officer = make_asker(AccessRole.OFFICER, small.hoi_thinh)
    done = apply(MERGE)
    assert done.counts() | {"moved": 1, "begun": 1, "ended": 2} == done.counts()
    new = unit_by_code("08900", DAY)
    assert new
    assert [place.unit.code for place in postings_of(lan.id)[0].post.places] == ["08869", "08900"]
    assert (station.valid_until, station.on(DAY).name) == (DAY, "Trạm Y tế xã Tam Hội")
    assert station.on(DAY).unit == new
    assert station.on(date(2026, 11, 30)) is station
    assert club.valid_until is None
    assert [each.unit.name for each in officer.grants_on(DAY)] == ["Xã Tam Hội"]
    assert [each.unit.name for each in officer.grants_on(date(2026, 11, 30))] == ["Xã Hội Thịnh"]


def test_two_stations_become_one(small: SmallCountry) -> None:
    for unit in (small.tam_duong, small.hoi_thinh):
        name = f"Trạm Y tế {unit.name.lower()}"
        organisation(OrganisationKind.STATION, name, unit, since=MERGER)
    apply(MERGE)
    found = db.session.scalars(select(Organisation).order_by(Organisation.id)).all()
    assert [each.on(DAY).name for each in found] == ["Trạm Y tế xã Tam Hội"] * 3


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("Trạm Y tế xã An Hòa", "Trạm Y tế xã Hoàng An"),
        ("TRẠM Y TẾ XÃ AN HÒA", "TRẠM Y TẾ xã Hoàng An"),
        ("Trạm Y tế xã An Hòa, cơ sở 2", "Trạm Y tế xã Hoàng An, cơ sở 2"),
        ("Trạm Y tế", "Trạm Y tế"),
    ],
)
def test_a_station_is_called_after_its_commune(name: str, new: str) -> None:
    assert renamed(name, "Xã An Hòa", "Xã Hoàng An") == new


def test_a_succession_that_would_lose_a_person_is_refused_until_her_post_is_closed(
    small: SmallCountry,
) -> None:
    lan = make_collaborator(small.hoi_thinh)
    db.session.commit()
    before = counts()
    with pytest.raises(ChangesRefused) as refusal:
        apply(END)
    db.session.rollback()
    assert counts() == before
    (lost,) = refusal.value.preview.effects.lost
    assert (lost.life.name, lost.row.full_name, lost.row.hamlet) == (
        "Xã Hội Thịnh",
        lan.full_name,
        "Thôn Đông",
    )
    close_post(postings_of(lan.id)[0].post, DAY, "Nghỉ việc")
    apply(END)
    assert small.hoi_thinh.valid_until == DAY


def test_a_vacant_post_is_not_lost_either(small: SmallCountry) -> None:
    posting = post_person(make_person(), small.hoi_thinh)
    posting.valid_until = date(2026, 1, 1)
    db.session.commit()
    with pytest.raises(ChangesRefused) as refusal:
        apply(END)
    assert [each.row.full_name for each in refusal.value.preview.effects.lost] == [None]
    db.session.rollback()


def test_nothing_of_a_list_with_a_refused_cell_is_written(small: SmallCountry) -> None:
    db.session.commit()
    before = counts()
    with pytest.raises(ChangesRefused):
        apply(MERGE.replace(b"08905,", b"09999,"))
    db.session.rollback()
    assert counts() == before
    assert db.session.scalars(select(UnitChanges)).all() == []


def test_changes_entered_late_bring_along_who_came_in_between(small: SmallCountry) -> None:
    late = make_person("Ngô Thị Hồng")
    post_person(late, small.tam_duong, hamlet="Thôn Tây", since=date(2026, 8, 1))
    apply(MERGE.replace(b"2026-12-01", b"2026-05-01"))
    (place,) = postings_of(late.id)[0].post.places
    assert (place.unit.name, place.valid_from, place.hamlet and place.hamlet.name) == (
        "Xã Tam Hội",
        date(2026, 8, 1),
        "Thôn Tây",
    )


def test_what_was_carried_out_is_on_record_and_not_carried_out_again(small: SmallCountry) -> None:
    apply(MERGE)
    (changes,) = db.session.scalars(select(UnitChanges)).all()
    assert (changes.state, changes.counts["ended"]) == (ImportState.APPLIED, 2)
    with pytest.raises(NotWaiting):
        carry_out(changes.id, by=None)
    acts = set(db.session.scalars(select(AuditEntry.action)))
    assert {"unit:begun", "unit:ended", "unit_changes:sent", "unit_changes:applied"} <= acts
    assert apply(MERGE).plan.changes_nothing
    assert catch_up(date(2027, 6, 1)) == []


def test_officers_of_a_whole_commune_move_too(small: SmallCountry) -> None:
    officer = make_person("Lê Thị Mai")
    post_person(officer, small.tam_duong, kind="vien_chuc_ds", level=Level.COMMUNE)
    apply(MERGE)
    assert postings_of(officer.id)[0].post.places[-1].unit.name == "Xã Tam Hội"
    assert postings_of(officer.id)[0].valid_until is None


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    small = small_country()
    make_collaborator(small.tam_duong, "Trần Thị Lan")
    client = app.test_client()
    sign_in(client, make_asker(AccessRole.ADMINISTRATOR, small.country))
    return client


def test_a_merger_is_entered_looked_at_and_written(administrator: FlaskClient) -> None:
    answer = type_in(
        administrator,
        "/unit-changes/new",
        on="2026-12-01",
        decision="Nghị quyết 1",
        old="08869\nXã Hội Thịnh, Phú Thọ",
        new="08900 Xã Tam Hội",
        above="",
    )
    assert answer.status_code == 303
    page = answer.headers["Location"]
    shown = administrator.get(page).text
    for words in ("Xã Tam Hội, Tỉnh Phú Thọ", "Xã Hội Thịnh, Tỉnh Phú Thọ", "tự chuyển", "Ghi các thay đổi"):
        assert words in shown
    assert unit_by_code("08900", DAY) is None
    token = shown.split('name="csrf_token" value="')[1].split('"')[0]
    assert administrator.post(f"{page}/apply", data={"csrf_token": token}).status_code == 303
    assert "Đã ghi các thay đổi." in administrator.get(page).text
    assert unit_by_code("08900", DAY)
    administrator.post(f"{page}/apply", data={"csrf_token": token})
    assert "đã được ghi hoặc đã bỏ" in administrator.get(page).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old": "Xã Không Có"}, "Không có đơn vị “Xã Không Có”"),
        ({"new": "Xã Tam Hội"}, "hãy ghi mã, dấu cách rồi tên"),
        ({"old": ""}, "Ghi đơn vị cấp trên của đơn vị mới."),
        (
            {"old": "08869\n08905", "new": "08900 Xã Một\n08901 Xã Hai"},
            "Nhiều đơn vị cũ thành nhiều đơn vị mới",
        ),
        ({"decision": ""}, "Ghi số của quyết định hoặc nghị quyết."),
    ],
)
def test_a_form_that_cannot_be_read_says_why(
    administrator: FlaskClient, fields: dict[str, str], sentence: str
) -> None:
    given = {
        "on": "2026-12-01",
        "decision": "Nghị quyết 1",
        "old": "08869",
        "new": "08900 Xã Tam Hội",
        "above": "",
    }
    answer = type_in(administrator, "/unit-changes/new", **(given | fields))
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_list_with_refused_cells_can_only_be_dropped(administrator: FlaskClient) -> None:
    answer = type_in(
        administrator,
        "/unit-changes/new",
        on="2026-12-01",
        decision="Nghị quyết 1",
        old="08869",
        new="08905 Xã Hội Thịnh",
        above="",
    )
    page = answer.headers["Location"]
    shown = administrator.get(page).text
    assert "đã có từ trước ngày" in shown or "sẽ chỉ hai đơn vị" in shown
    assert "Ghi các thay đổi<" not in shown
    token = shown.split('name="csrf_token" value="')[1].split('"')[0]
    administrator.post(f"{page}/drop", data={"csrf_token": token})
    assert "Chưa ghi thay đổi nào." in administrator.get(page).text


def test_the_workbook_to_start_from_can_be_sent_back(app: Flask, administrator: FlaskClient) -> None:
    answer = administrator.get("/unit-changes/template.xlsx")
    with app.app_context():
        kept = keep_changes("don-vi.xlsx", answer.data, None)
        assert kept.state is ImportState.WAITING


def test_a_list_is_loaded_from_the_shell(app: Flask, administrator: FlaskClient, tmp_path: Path) -> None:
    db.session.commit()
    file = tmp_path / "changes.csv"
    file.write_bytes(MERGE)
    shell = app.test_cli_runner()
    shown = shell.invoke(args=["units", "load", str(file)])
    assert shown.exit_code == 0
    assert "1 chuyển theo đơn vị" in shown.output
    assert unit_by_code("08900", DAY) is None
    assert shell.invoke(args=["units", "load", str(file), "--apply"]).exit_code == 0
    db.session.rollback()
    assert unit_by_code("08900", DAY)
    again = shell.invoke(args=["units", "load", str(file), "--apply"])
    assert "Danh sách không làm thay đổi gì" in again.output
    file.write_bytes(MERGE.replace(b"08905,08900", b"09999,08900"))
    refused = shell.invoke(args=["units", "load", str(file), "--apply"])
    assert refused.exit_code == 1
    assert "changes.csv!A5" in refused.output

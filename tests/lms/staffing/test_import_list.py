"""Importing a staff list: previewed, all or nothing, and nothing the second time."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from lms.base.database import db
from lms.base.text import fold
from lms.people.models import Person, Posting, PostPlace
from lms.people.queries import person_by_code, postings_of
from lms.places.models import Organisation
from lms.places.rules.naming import full_name
from lms.staffing.models import ImportState, RosterImport
from lms.staffing.rules import importing
from lms.staffing.rules.deciding import NotWaiting
from lms.staffing.rules.importing import (
    BadDay,
    ListRefused,
    carry_out,
    drop,
    drop_old,
    keep_upload,
    preview,
    read,
)
from lms.staffing.rules.plans import Plan
from lms.standards.models import Evidence, EvidenceStatus
from tests.factories.staffing import HEADINGS, HOA, LAN, MAI, person_name, tam_duong, workbook

DAY = date(2026, 11, 22)
IN_2022 = date(2022, 12, 31)


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


def look(data: bytes, day: date = DAY) -> Plan:
    """The preview of a list sent from the command line."""
    return preview(read(data), day, None)


def write(data: bytes, day: date = DAY) -> Plan:
    """Keep and carry out a list."""
    kept = keep_upload("danh sach.xlsx", data, day, None)
    plan = carry_out(kept.id, None)
    db.session.commit()
    return plan


def how_many(kind: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def counted(plan: Plan) -> tuple[int, int, int, int]:
    """New, changed, same, refused."""
    counts = plan.counts()
    return counts["new"], counts["changed"], counts["same"], counts["refused"]


@contextmanager
def statements_counted() -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    said: list[str] = []

    def note(*call: Any) -> None:
        said.append(call[2])

    event.listen(db.engine, "before_cursor_execute", note)
    yield said
    event.remove(db.engine, "before_cursor_execute", note)


def person(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.full_name == name)).one()


def test_a_preview_writes_nothing(shipped_app: Flask) -> None:
    assert counted(look(workbook([HOA, LAN, MAI]))) == (3, 0, 0, 0)
    assert how_many(Person) == how_many(Posting) == how_many(RosterImport) == 0


def test_a_list_brings_people_posts_and_codes(both_shipped_app: Flask) -> None:
    write(workbook([HOA, MAI]))
    hoa = person("Nguyễn Thị Hoa")
    (posting,) = postings_of(hoa.id)
    assert (hoa.birth_date, hoa.phone, hoa.code) == (date(1970, 5, 20), "0900100001", "CB000001")
    assert posting.post.role.staff_kind.code == "ctv_ds"
    assert posting.post.role.level == "hamlet"
    assert posting.valid_from == DAY
    assert full_name(posting.post.places[0].unit) == "Xã Tam Dương, Tỉnh Phú Thọ"
    hamlet = posting.post.places[0].hamlet
    assert hamlet
    assert hamlet.name == "Thôn Đông"
    assert postings_of(person("Lê Thị Mai").id)[0].post.role.level == "commune"


def test_the_same_list_again_changes_nothing(both_shipped_app: Flask) -> None:
    write(workbook([HOA, LAN, MAI]))
    again = look(workbook([HOA, LAN, MAI]))
    assert counted(again) == (0, 0, 3, 0)
    assert again.changes_nothing
    before = how_many(Person), how_many(Posting), how_many(PostPlace)
    write(workbook([HOA, LAN, MAI]))
    assert (how_many(Person), how_many(Posting), how_many(PostPlace)) == before


def test_the_214_of_tam_duong_in_2022_come_to_four_communes(shipped_app: Flask) -> None:
    plan = write(tam_duong(), IN_2022)
    assert counted(plan) == (214, 0, 0, 0)
    assert len(plan.trainings) == 197
    district = [each for each in db.session.scalars(select(Posting)) if each.valid_until]
    assert [each.valid_until for each in district] == [date(2025, 7, 1)] * 4
    present = db.session.scalars(
        select(PostPlace.unit_id).where(PostPlace.holding_on(DAY)).distinct().order_by(PostPlace.unit_id)
    ).all()
    assert len(present) == 4
    assert look(tam_duong(), IN_2022).changes_nothing


def test_declared_training_stands_once_however_often_it_is_listed(both_shipped_app: Flask) -> None:
    headings = (*HEADINGS, "Đã tập huấn", "Ngày tập huấn", "Số chứng chỉ")
    row = (*HOA, "Tập huấn cộng tác viên dân số hằng năm", date(2026, 3, 2), "12/KH")
    for _ in range(2):
        write(workbook([row], headings))
    (evidence,) = db.session.scalars(select(Evidence))
    assert evidence.status is EvidenceStatus.DECLARED
    assert (evidence.occurred_on, evidence.document) == (date(2026, 3, 2), "12/KH")
    corrected = look(workbook([(*row[:-1], "13/KH")], headings))
    assert counted(corrected) == (0, 1, 0, 0)
    blank = look(workbook([(*row[:-1], "")], headings))
    assert counted(blank) == (0, 0, 1, 0)


def test_one_refused_cell_stops_the_whole_list(shipped_app: Flask) -> None:
    wrong = (*LAN[:3], "Xã Không Có", *LAN[4:])
    kept = keep_upload("ds.xlsx", workbook([HOA, wrong]), DAY, None)
    db.session.commit()
    with pytest.raises(ListRefused) as refused:
        carry_out(kept.id, None)
    db.session.rollback()
    assert "Nothing was written" in str(refused.value)
    (cell,) = refused.value.plan.refused
    assert cell.cell.address == "Danh sách!D3"
    assert how_many(Person) == 0
    assert db.session.get_one(RosterImport, kept.id).state is ImportState.WAITING


def test_a_list_is_carried_out_once_and_its_bytes_go(shipped_app: Flask) -> None:
    kept = keep_upload("ds.xlsx", workbook([HOA]), DAY, None)
    carry_out(kept.id, None)
    db.session.commit()
    kept = db.session.get_one(RosterImport, kept.id)
    assert (kept.state, kept.content, kept.counts["people"]) == (ImportState.APPLIED, None, 1)
    with pytest.raises(NotWaiting):
        carry_out(kept.id, None)


def test_a_list_that_nobody_applies_goes_after_a_week(shipped_app: Flask, time_machine: Any) -> None:
    kept = keep_upload("ds.xlsx", workbook([HOA]), DAY, None)
    dropped = keep_upload("ds.xlsx", workbook([HOA]), DAY, None)
    drop(dropped.id, None)
    db.session.commit()
    time_machine.move_to("2026-11-30T03:00:00Z", tick=False)
    assert drop_old(kept.uploaded_at.replace(day=30)) == 1
    db.session.commit()
    assert db.session.get_one(RosterImport, kept.id).state is ImportState.DROPPED


def test_it_refuses_a_list_for_a_day_to_come(shipped_app: Flask) -> None:
    with pytest.raises(BadDay):
        keep_upload("ds.xlsx", workbook([HOA]), date(2026, 11, 23), None)


def test_values_change_side_by_side_and_blanks_clear_nothing(both_shipped_app: Flask) -> None:
    write(workbook([HOA]))
    code = person("Nguyễn Thị Hoa").code
    headings = (*HEADINGS, "Mã cán bộ", "Đơn vị công tác", "Kiêm nhiệm", "Đến ngày")
    row = ("NGUYỄN THỊ HOA", "", "0900100099", *HOA[3:], code, "Trạm Y tế", "có", "22/11/2026")
    plan = write(workbook([row], headings))
    assert counted(plan) == (0, 1, 0, 0)
    hoa = person("Nguyễn Thị Hoa")
    (posting,) = postings_of(hoa.id)
    assert (hoa.phone, hoa.birth_date) == ("0900100099", date(1970, 5, 20))
    assert (posting.second_job, posting.valid_until) == (True, date(2026, 11, 23))
    assert posting.post.organisation
    assert posting.post.organisation.name == "Trạm Y tế xã Tam Dương"
    assert {str(change.what) for change in plan.rows[0].changes} == {
        "Phone",
        "Last day",
        "Second job",
        "Organisation",
    }
    assert how_many(Organisation) == 1


def test_a_second_row_adds_a_second_post(shipped_app: Flask) -> None:
    headings = (*HEADINGS, "Kiêm nhiệm")
    second = (*HOA[:-1], "Cộng tác viên trẻ em", "có")
    write(workbook([(*HOA, ""), second], headings))
    assert how_many(Person) == 1
    kinds = {each.post.role.staff_kind.code for each in postings_of(person("Nguyễn Thị Hoa").id)}
    assert kinds == {"ctv_ds", "ctv_te"}


def test_names_composed_otherwise_are_the_same_names(shipped_app: Flask) -> None:
    loose = [tuple(unicodedata.normalize("NFD", value) for value in row) for row in (HOA, LAN)]
    write(workbook(loose, [unicodedata.normalize("NFD", heading) for heading in HEADINGS]))
    assert person("Nguyễn Thị Hoa").folded == fold("nguyen thi hoa")
    assert look(workbook([HOA, LAN])).changes_nothing


def test_zeros_that_excel_dropped_come_back(shipped_app: Flask) -> None:
    headings = ("Họ và tên", "SĐT", "Mã xã", "Chức danh")
    write(workbook([("Lê Thị Mai", 900100003.0, 8869.0, "Viên chức dân số")], headings))
    mai = person("Lê Thị Mai")
    assert mai.phone == "0900100003"
    assert postings_of(mai.id)[0].post.places[0].unit.code == "08869"


def test_a_code_of_the_list_is_kept(shipped_app: Flask) -> None:
    write(workbook([("00417", *HOA)], ("Mã cán bộ", *HEADINGS)))
    assert person_by_code("00417")


def test_a_longer_list_takes_no_more_statements(shipped_app: Flask) -> None:
    headings = (*HEADINGS, "Đơn vị công tác", "Đã tập huấn", "Ngày tập huấn")
    needed: list[int] = []
    for begins, number in ((0, 50), (50, 500)):
        rows = [
            (*_villager(each), "tap_huan_ctv_hang_nam", "15/06/2026")
            for each in range(begins, begins + number)
        ]
        kept = keep_upload("ds.xlsx", workbook(rows, headings), DAY, None)
        db.session.commit()
        with statements_counted() as statements:
            carry_out(kept.id, None)
            db.session.commit()
        needed.append(len(statements))
    assert how_many(Evidence) == how_many(Person) == 550
    assert needed[1] <= needed[0] + 10
    assert needed[1] < 100


def _villager(number: int) -> tuple[str, ...]:
    """Somebody of her own village and station; none of the list is on record yet."""
    return (
        person_name(number),
        f"{1 + number % 28:02d}/{1 + number % 12:02d}/{1960 + number % 30}",
        f"09003{number:05d}",
        "Xã Tam Dương",
        "Phú Thọ",
        f"Thôn số {number}",
        "Cộng tác viên dân số",
        f"Trạm Y tế số {number}",
    )


def test_corrections_of_many_take_no_more_statements_either(shipped_app: Flask) -> None:
    headings = (*HEADINGS, "Đơn vị công tác")
    write(workbook([_villager(each) for each in range(300)], headings))
    needed: list[int] = []
    for number, station in ((20, "Trạm Y tế mới"), (300, "Trạm Y tế Tam Dương")):
        rows = [(*_villager(each)[:7], station) for each in range(number)]
        kept = keep_upload("ds.xlsx", workbook(rows, headings), DAY, None)
        db.session.commit()
        with statements_counted() as statements:
            assert counted(carry_out(kept.id, None)) == (0, number, 0, 0)
            db.session.commit()
        needed.append(len(statements))
    assert needed[1] <= needed[0] + 10


def test_what_others_wrote_since_the_comparison_counts(both_shipped_app: Flask, monkeypatch: Any) -> None:
    kept = keep_upload("ds.xlsx", workbook([HOA, LAN]), DAY, None)
    db.session.commit()
    lock = importing.lock_for_writing

    def somebody_was_quicker(*names: str) -> None:
        monkeypatch.setattr(importing, "lock_for_writing", lock)
        db.session.rollback()
        write(workbook([HOA]))
        lock(*names)

    monkeypatch.setattr(importing, "lock_for_writing", somebody_was_quicker)
    plan = carry_out(kept.id, None)
    db.session.commit()
    assert counted(plan) == (1, 0, 1, 0)
    assert how_many(Person) == how_many(Posting) == 2

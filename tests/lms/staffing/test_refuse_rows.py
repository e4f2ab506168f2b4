"""What a staff list may not say: each refusal names its cell and the reason."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from flask import Flask

from lms.base.database import db
from lms.base.spreadsheets import Sheet
from lms.staffing.rules.headings import Field, field_of, find_table, normal
from lms.staffing.rules.importing import carry_out, keep_upload, preview, read
from lms.staffing.rules.plans import Plan
from lms.staffing.rules.reading import NoStaffList
from lms.staffing.rules.writing_names import better_name, proper, same_hamlet, same_name
from tests.factories.staffing import HEADINGS, HOA, LAN, workbook

DAY = date(2026, 11, 22)
FULL = (*HEADINGS, "Từ ngày", "Đến ngày", "Mã cán bộ", "Đã tập huấn", "Ngày tập huấn")


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


def row(**cells: Any) -> list[Any]:
    """HOA's row with some cells changed, by heading in short."""
    names = ("name", "birth", "phone", "commune", "province", "hamlet", "kind", "since", "until", "code")
    values = dict(zip((*names, "training", "trained"), (*HOA, "", "", "", "", ""), strict=True))
    return list({**values, **cells}.values())


def look(*rows: Sequence[Any], headings: Sequence[str] = FULL) -> Plan:
    return preview(read(workbook(rows, headings)), DAY, None)


def write(*rows: Sequence[Any]) -> None:
    kept = keep_upload("ds.xlsx", workbook(rows, FULL), DAY, None)
    carry_out(kept.id, None)
    db.session.commit()


@pytest.mark.parametrize(
    ("cells", "address", "words"),
    [
        ({"name": ""}, "A2", "name is missing"),
        ({"name": "Nguyễn " * 43}, "A2", "too long"),
        ({"name": "12345"}, "A2", "not a name"),
        ({"birth": "31/02/1970"}, "B2", "not a date"),
        ({"birth": "01/01/1870"}, "B2", "cannot be the birth date"),
        ({"birth": "01/01/2026"}, "B2", "cannot be the birth date"),
        ({"phone": "0912"}, "C2", "not a Vietnamese phone number"),
        ({"commune": "Xã Tam Dươngg"}, "D2", "Did you mean Xã Tam Dương, Tỉnh Phú Thọ"),
        ({"commune": "Xã Hợp Thịnh", "province": "Vĩnh Phúc"}, "D2", "no longer existed"),
        ({"since": "01/01/2021"}, "D2", "exists only from 01/07/2025"),
        ({"since": "23/11/2026"}, "H2", "in the future"),
        ({"since": "01/08/2025", "until": "01/07/2025"}, "I2", "before the first"),
        ({"kind": "Bác sĩ"}, "G2", "not known here"),
        ({"kind": ""}, "G2", "staff kind is missing"),
        ({"training": "Bơi lội", "trained": "01/02/2026"}, "K2", "not known here"),
        ({"training": "bao_ve_tre_em"}, "L2", "day of this training is missing"),
        ({"training": "bao_ve_tre_em", "trained": "23/11/2026"}, "L2", "in the future"),
    ],
)
def test_a_wrong_cell_is_named_with_the_reason(
    shipped_app: Flask, cells: dict[str, Any], address: str, words: str
) -> None:
    plan = look(row(**cells))
    assert [refused.cell.address for refused in plan.refused] == [f"Danh sách!{address}"]
    assert words in str(plan.refused[0].sentence)
    assert plan.counts()["refused"] == 1


def test_two_mistakes_in_a_row_are_both_named(shipped_app: Flask) -> None:
    plan = look(row(commune="Xã Không Có", kind="Bác sĩ"))
    assert [refused.cell.address for refused in plan.refused] == ["Danh sách!D2", "Danh sách!G2"]


def test_a_code_must_agree_with_the_name_beside_it(shipped_app: Flask) -> None:
    headings = ("Họ và tên", "Mã xã", "Xã", "Chức danh")
    plan = look(("Lê Thị Mai", "08869", "Thị trấn Hợp Hòa", "Viên chức dân số"), headings=headings)
    assert "was Xã Tam Dương, Tỉnh Phú Thọ" in str(plan.refused[0].sentence)


def test_a_name_shared_by_communes_needs_its_province(shipped_app: Flask) -> None:
    plan = look(row(commune="Xã Tân Thành", province=""))
    assert "Give the province" in str(plan.refused[0].sentence)


def test_the_same_row_twice_is_refused(shipped_app: Flask) -> None:
    plan = look(row(), row())
    assert "Row 2 lists the same posting already." in str(plan.refused[0].sentence)


def test_rows_that_contradict_each_other_are_refused(shipped_app: Flask) -> None:
    plan = look(row(code="A1"), row(code="A1", kind="Cộng tác viên trẻ em", birth="21/05/1970"))
    assert "Row 2 says 20/05/1970" in str(plan.refused[0].sentence)


def test_overlapping_postings_are_refused(shipped_app: Flask) -> None:
    write(row(since="01/07/2025"))
    plan = look(row(since="01/08/2025"))
    assert "already holds this post since 01/07/2025" in str(plan.refused[0].sentence)


def test_namesakes_are_never_merged_silently(shipped_app: Flask) -> None:
    write(row())
    other_phone = look(row(phone="0900100008", birth=""))
    assert "Give the code" in str(other_phone.doubts[0].sentence)
    other_birth = look(row(phone="0900100008", birth="21/05/1971"))
    assert other_birth.counts()["people"] == 1
    by_birth = look(row(phone="0900100008"))
    assert by_birth.counts()["changed"] == 1


def test_a_second_code_for_one_person_is_doubtful(shipped_app: Flask) -> None:
    write(row())
    assert "already on record with the code CB000001" in str(look(row(code="X9")).doubts[0].sentence)


def test_a_code_of_somebody_else_is_doubtful(shipped_app: Flask) -> None:
    write(row(code="X9"))
    plan = look(row(code="X9", name="Phạm Thị Đào", birth="01/01/1980"))
    assert "belongs to Nguyễn Thị Hoa" in str(plan.doubts[0].sentence)


def test_a_mother_and_daughter_share_a_phone(shipped_app: Flask) -> None:
    plan = look(row(), row(name="Trần Thị Lan", birth="01/01/1995"))
    assert plan.counts()["people"] == 2


@pytest.mark.parametrize("headings", [("Tên", "Lớp"), ("a", "b", "c")])
def test_it_refuses_a_workbook_without_a_list(headings: Sequence[str]) -> None:
    with pytest.raises(NoStaffList):
        read(workbook([("x", "y", "z")], headings))


def test_it_names_the_column_that_is_missing() -> None:
    with pytest.raises(NoStaffList) as refused:
        read(workbook([HOA], ("Họ và tên", "Ngày sinh", "SĐT", "Xã", "Tỉnh")))
    assert "Chức danh" in str(refused.value)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("HỌ VÀ TÊN", Field.NAME),
        ("ho va ten", Field.NAME),
        ("Họ & tên (*)", Field.NAME),
        ("Ngày, tháng, năm sinh", Field.BIRTH_DATE),
        ("SĐT", Field.PHONE),
        ("Xã, phường, thị trấn", Field.COMMUNE),
        ("Thôn/TDP", Field.HAMLET),
        ("Tỉnh/ Thành phố", Field.PROVINCE),
        ("Ngày tập huấn 2", Field.TRAINED_ON),
    ],
)
def test_headings_are_recognised_as_offices_write_them(heading: str, field: Field) -> None:
    found = field_of(heading)
    assert found
    assert found[0] is field


def test_headings_may_stand_below_a_title_in_any_order() -> None:
    sheet = Sheet(
        "DS", [["SỞ Y TẾ"], [], ["Chức danh", "Xã", "Dân tộc", "Họ tên"], ["CTV", "Tam Dương", "", "Hoa"]]
    )
    table = find_table(sheet)
    assert table
    assert (table.heading_row, table.columns[Field.NAME], table.unread) == (3, 4, ("Dân tộc",))


def test_names_are_compared_as_people_read_them() -> None:
    assert same_name("NGUYỄN THỊ HOÀ", "Nguyễn Thị Hòa")
    assert not same_name("Nguyễn Thị Hoa", "Nguyễn Thị Hòa")
    assert better_name("Nguyen Thi Hoa", "Nguyễn Thị Hoa") is None
    assert better_name("Nguyễn Thị Hoa", "Nguyen Thi Hoa") == "Nguyễn Thị Hoa"
    assert proper("NGUYỄN THỊ HOA") == "Nguyễn Thị Hoa"
    assert same_hamlet("Tổ dân phố Đông", "TDP đông")
    assert normal("Họ  và  tên (có dấu)") == "ho va ten"


def test_every_row_of_two_is_judged_by_itself(shipped_app: Flask) -> None:
    plan = look(row(kind="Bác sĩ"), (*LAN, "", "", "", "", ""))
    assert (plan.counts()["refused"], plan.counts()["new"]) == (1, 1)

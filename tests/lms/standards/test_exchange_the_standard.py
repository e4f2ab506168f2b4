"""The whole standard goes out as one workbook, is changed there, looked at, and written whole or not."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.base.database import db
from lms.base.spreadsheets import Column, Workbook, read_workbook
from lms.base.text import clean
from lms.people.queries import person_by_code
from lms.standards.queries import document_by_number, history_of, requirement_by_code
from lms.standards.rules.applying_standard import (
    StandardPlan,
    StandardRefused,
    apply_standard,
    weigh_standard,
)
from lms.standards.rules.holding import differences
from lms.standards.rules.offering_standard import standard_workbook
from lms.standards.rules.reading_standard import NoStandard, read_standard
from lms.standards.rules.sheets import REQUIREMENTS, SHEETS, TARGETS, Row, SheetShape
from lms.standards.rules.tabulating import standard_rows
from lms.web.i18n import said
from tests.factories.account import sign_in
from tests.factories.documents import a_keeper
from tests.factories.requirements import targets_on_record

CHANGE = date(2027, 1, 1)


def written(rows: dict[str, list[Row]]) -> bytes:
    """A workbook of these rows, as an office would send it."""
    book = Workbook()
    for sheet in SHEETS:
        columns = [Column(each.heading) for each in sheet.columns.values()]
        book.add_sheet(
            sheet.name, columns, [[row[name] for name in sheet.columns] for row in rows[sheet.name]]
        )
    return book.data()


def row_of(rows: dict[str, list[Row]], sheet: SheetShape, **wanted: Any) -> Row:
    return next(row for row in rows[sheet.name] if all(row[name] == each for name, each in wanted.items()))


def refusals(plan: StandardPlan) -> list[tuple[str, str]]:
    return [(each.cell, said(each.sentence)) for each in plan.refused]


def test_an_unchanged_export_changes_nothing_and_comes_back_cell_for_cell(both_demo_app: Flask) -> None:
    keeper = a_keeper().id
    sent = standard_workbook()
    plan = apply_standard(sent, by=keeper)
    db.session.commit()
    assert plan.is_clean
    assert plan.difference.changes_nothing
    assert (plan.difference.missing, plan.difference.same) == (0, sum(map(len, standard_rows().values())))
    assert [sheet.rows for sheet in read_workbook(standard_workbook())] == [
        sheet.rows for sheet in read_workbook(sent)
    ]


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "Nd")), min_size=1, max_size=20).map(clean)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(names=st.lists(WORDS, min_size=3, max_size=3), share=st.decimals(1, 100, places=2))
def test_what_is_written_is_read_as_it_was(names: list[str], share: Any) -> None:
    rows: dict[str, list[Row]] = {sheet.name: [] for sheet in SHEETS}
    texts = iter(names * 20)
    for sheet in (REQUIREMENTS, TARGETS):
        filled = {
            name: next(texts) if each.kind.name == "TEXT" else None for name, each in sheet.columns.items()
        }
        days = {name: CHANGE for name, each in sheet.columns.items() if each.kind.name == "DAY"}
        counts = {name: 3 for name, each in sheet.columns.items() if each.kind.name == "WHOLE"}
        shares = {name: share for name, each in sheet.columns.items() if each.kind.name == "SHARE"}
        rows[sheet.name].append({**filled, **days, **counts, **shares})
    read, refused = read_standard(read_workbook(written(rows)))
    assert refused == []
    assert [row.values for row in read] == [row for sheet in SHEETS for row in rows[sheet.name]]


def test_a_requirement_is_ended_and_asked_otherwise_in_the_workbook(both_shipped_app: Flask) -> None:
    keeper = a_keeper().id
    rows = standard_rows()
    old = row_of(rows, REQUIREMENTS, code="kien_thuc_ds_co_ban")
    target = row_of(rows, TARGETS, code="T1")
    rows[REQUIREMENTS.name].append({**old, "valid_from": CHANGE, "validity": "số tháng", "months": 36})
    rows[TARGETS.name].append({**target, "valid_from": CHANGE, "threshold": 90})
    old["valid_until"] = CHANGE
    target["valid_until"] = CHANGE
    sent = written(rows)
    plan = weigh_standard(sent, by=keeper)
    assert refusals(plan) == []
    assert (len(plan.difference.added), len(plan.difference.changed)) == (2, 2)
    assert all(each.is_end for each in plan.difference.changed)
    assert len(history_of("kien_thuc_ds_co_ban")) == 1, "looking writes nothing"

    apply_standard(sent, by=keeper)
    db.session.commit()
    now = requirement_by_code("kien_thuc_ds_co_ban", CHANGE)
    assert now
    assert now.months == 36
    assert targets_on_record("kien_thuc_ds_co_ban") == [
        ("T1", date(2021, 4, 1), CHANGE),
        ("T1", CHANGE, None),
    ]
    assert differences() == []
    assert apply_standard(standard_workbook(), by=keeper).difference.changes_nothing


def test_a_document_and_what_it_asks_come_in_together(shipped_app: Flask) -> None:
    keeper = a_keeper().id
    rows = standard_rows()
    document = dict.fromkeys(SHEETS[0].columns)
    rows["Văn bản"].append(
        {**document, "number": "89/KH-UBND", "name_vi": "Kế hoạch", "effective_on": CHANGE}
    )
    asked = row_of(rows, REQUIREMENTS, code="bao_ve_tre_em")
    rows[REQUIREMENTS.name].append(
        {**asked, "code": "so_a0", "valid_from": CHANGE, "document": "89/kh-ubnd", "name_vi": "Sổ A0"}
    )
    apply_standard(written(rows), by=keeper)
    db.session.commit()
    assert document_by_number("89/KH-UBND")
    assert requirement_by_code("so_a0", CHANGE)


def test_what_cannot_be_is_refused_by_cell_and_nothing_is_written(both_shipped_app: Flask) -> None:
    keeper = a_keeper().id
    rows = standard_rows()
    row_of(rows, TARGETS, code="T1")["note"] = "=1+1"
    row_of(rows, REQUIREMENTS, code="quan_ly_dsptt")["minimum_level"] = 2
    asked = row_of(rows, REQUIREMENTS, code="bao_ve_tre_em")
    bad = {**asked, "valid_from": CHANGE, "name_vi": "Thử"}
    rows[REQUIREMENTS.name] += [
        {**bad, "code": "mot", "roles": None},
        {**bad, "code": "hai", "roles": "ctv_la/hamlet"},
        {**bad, "code": "ba", "document": "1/KHONG-CO"},
        {**bad, "code": "bon", "valid_until": date(2026, 1, 1)},
        {**bad, "code": "bon"},
        {**bad, "code": "nam", "validity": "mãi mãi"},
        {**asked},
    ]
    aim = row_of(rows, TARGETS, code="T3")
    rows[TARGETS.name] += [{**aim, "code": "T9", "threshold": 120}, {**aim, "code": "T8", "year": "hai"}]
    at = len(standard_rows()[REQUIREMENTS.name]) + 2
    below = len(standard_rows()[TARGETS.name]) + 2
    with pytest.raises(StandardRefused) as refused:
        apply_standard(written(rows), by=keeper)
    db.session.rollback()
    told = dict(refusals(refused.value.plan))
    assert told[f"Yêu cầu!F{at}"] == "Phải điền ô này."
    assert told[f"Yêu cầu!F{at + 1}"] == "Không có chức danh nào mang mã ctv_la/hamlet."
    assert told[f"Yêu cầu!O{at + 2}"].startswith("Văn bản này chưa có trong danh sách")
    assert told[f"Yêu cầu!C{at + 3}"].startswith("Ngày bắt đầu là 01/01/2027")
    assert told[f"Yêu cầu!A{at + 4}"] == f"Dòng này đã có ở dòng {at + 3}."
    assert told[f"Yêu cầu!I{at + 5}"].startswith("“mãi mãi” không thuộc các cách ghi")
    assert told[f"Yêu cầu!A{at + 6}"].startswith("Dòng này đã có ở dòng")
    assert told[f"Chỉ tiêu!G{below}"] == "Tỷ lệ phải lớn hơn 0 và không quá 100 phần trăm."
    assert told[f"Chỉ tiêu!D{below + 1}"] == "“hai” không phải là số."
    assert "Ô này chứa công thức: hãy ghi giá trị." in told.values()
    assert sum(sentence.startswith("Nội dung đã áp dụng được giữ nguyên") for sentence in told.values()) == 1
    assert requirement_by_code("nam", CHANGE) is None


def test_a_workbook_of_something_else_is_refused(shipped_app: Flask) -> None:
    book = Workbook()
    book.add_sheet("Danh sách", [Column("Họ và tên")], [["Nguyễn Thị Hoa"]])
    with pytest.raises(NoStandard):
        weigh_standard(book.data(), by=1)
    short = Workbook()
    short.add_sheet("Yêu cầu", [Column("Mã")], [["so_a0"]])
    with pytest.raises(NoStandard):
        weigh_standard(short.data(), by=1)


def test_it_is_looked_at_and_written_in_the_browser(demo_app: Flask) -> None:
    head = person_by_code("DEMO-LD")
    assert head
    rows = standard_rows()
    row_of(rows, REQUIREMENTS, code="bao_ve_tre_em")["name_vi"] = "Bảo vệ trẻ em tại cộng đồng"
    client = demo_app.test_client()
    sign_in(client, head)
    assert client.get("/standard.xlsx").data.startswith(b"PK")
    token = client.get("/standard").text.split('name="csrf_token" value="')[1].split('"')[0]
    page = client.post(
        "/standard", data={"csrf_token": token, "file": (BytesIO(written(rows)), "chuan.xlsx")}
    )
    assert page.status_code == 200
    assert "Bảo vệ trẻ em tại cộng đồng" in page.text
    content = page.text.split('name="content"')[1].split('value="')[1].split('"')[0]
    assert client.post("/standard/apply", data={"csrf_token": token, "content": content}).status_code == 303
    asked = requirement_by_code("bao_ve_tre_em")
    assert asked
    assert asked.name_vi == "Bảo vệ trẻ em tại cộng đồng"

"""Sending the lists of many communes at once: one preview, one decision; and files nobody should send."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lms.base.database import db
from lms.base.spreadsheet_archives import NamedFile, files_in, is_archive, pack
from lms.base.spreadsheet_safety import UnreadableSpreadsheet
from lms.people.models import Person
from lms.places.queries import unit_by_code
from lms.staffing.rules.drafting import FilesRefused
from lms.staffing.rules.importing import combine, preview, read
from lms.staffing.rules.plans import Plan, RowState
from tests.factories.account import sign_in
from tests.factories.people import make_head
from tests.factories.staffing import HEADINGS, HOA, LAN, MAI, workbook

DAY = date(2026, 11, 22)
WRONG = (*LAN[:3], "Xã Không Có", *LAN[4:])


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


@pytest.fixture
def client(shipped_app: Flask) -> FlaskClient:
    shipped_app.config["WTF_CSRF_ENABLED"] = False
    province = unit_by_code("25", DAY)
    assert province
    client = shipped_app.test_client()
    sign_in(client, make_head(province))
    return client


def send(client: FlaskClient, *files: tuple[str, bytes]) -> Any:
    form = {"files": [(io.BytesIO(data), name) for name, data in files], "day": DAY.isoformat()}
    return client.post("/staff-lists", data=form, follow_redirects=True)


def look(*files: tuple[str, bytes]) -> Plan:
    return preview(read(combine([NamedFile(*file) for file in files]).data), DAY, None)


def people() -> int:
    return db.session.scalar(select(func.count()).select_from(Person)) or 0


def test_the_files_of_many_communes_are_one_list(client: FlaskClient) -> None:
    page = send(client, ("tam-duong.xlsx", workbook([HOA, LAN])), ("hoi-thinh.xlsx", workbook([MAI])))
    assert "Theo tệp (2)" in page.text
    assert "Theo xã (2)" in page.text
    assert "Xã Hội Thịnh, Tỉnh Phú Thọ" in page.text
    client.post(f"{page.request.path}/apply")
    assert people() == 4


def test_one_refused_cell_of_one_file_stops_them_all_and_is_named(client: FlaskClient) -> None:
    page = send(client, ("a.xlsx", workbook([HOA])), ("Hội Thịnh.xlsx", workbook([MAI, WRONG])))
    assert "[Hội Thịnh.xlsx]Danh sách!D3" in page.text
    client.post(f"{page.request.path}/apply")
    assert people() == 1


def test_an_archive_is_taken_apart(shipped_app: Flask) -> None:
    archive = pack([NamedFile("b.xlsx", workbook([LAN])), NamedFile("a.xlsx", workbook([HOA]))])
    assert [row.name for row in look(("tat-ca.zip", archive)).rows] == ["Nguyễn Thị Hoa", "Trần Thị Lan"]
    both = look(("tat-ca.zip", archive), ("c.xlsx", workbook([MAI])))
    assert [row.place.file for row in both.rows] == ["a.xlsx", "b.xlsx", "c.xlsx"]


def test_two_files_of_one_name_stay_two(shipped_app: Flask) -> None:
    plan = look(("ds.xlsx", workbook([HOA])), ("ds.xlsx", workbook([LAN])))
    assert [row.place.file for row in plan.rows] == ["ds (2).xlsx", "ds.xlsx"]


def test_every_file_that_cannot_be_read_is_named(client: FlaskClient) -> None:
    page = send(
        client,
        ("tot.xlsx", workbook([HOA])),
        ("trang.xlsx", b"<html>"),
        ("thieu.xlsx", workbook([HOA[:5]], HEADINGS[:5])),
    )
    assert page.status_code == 422
    assert "trang.xlsx: " in page.text
    assert "thieu.xlsx: " in page.text
    assert "tot.xlsx: " not in page.text


def test_a_file_that_was_sent_twice_is_refused() -> None:
    data = workbook([HOA])
    with pytest.raises(FilesRefused) as refused:
        look(("a.xlsx", data), ("b.xlsx", data))
    assert str(refused.value) == "“b.xlsx” is the same file as “a.xlsx”."


def test_two_communes_that_disagree_about_one_person_are_told_so(shipped_app: Flask) -> None:
    headings = ("Mã cán bộ", *HEADINGS)
    elsewhere = ("X1", HOA[0], "21/05/1970", HOA[2], "Xã Hội Thịnh", *HOA[4:])
    plan = look(
        ("hoi-thinh.xlsx", workbook([elsewhere], headings)),
        ("tam-duong.xlsx", workbook([("X1", *HOA)], headings)),
    )
    (refused,) = plan.refused
    assert refused.cell.address == "[tam-duong.xlsx]Danh sách!C2"
    assert "Row [hoi-thinh.xlsx]Danh sách!2 says 21/05/1970" in str(refused.sentence)


def test_the_same_posting_in_two_files_is_refused_with_its_place(shipped_app: Flask) -> None:
    second = (*HOA[:2], "", *HOA[3:])
    plan = look(("a.xlsx", workbook([HOA])), ("b.xlsx", workbook([HOA, second])))
    assert [each.cell.file for each in plan.refused] == ["b.xlsx", "b.xlsx"]
    assert "Row [a.xlsx]Danh sách!2 lists the same posting already." in str(plan.refused[0].sentence)


def test_the_same_person_three_times_is_decided_row_by_row(shipped_app: Flask) -> None:
    plan = preview(read(workbook([HOA, HOA, HOA])), DAY, None)
    assert plan.counts()["new"] == 1
    assert [each.cell.address for each in plan.refused] == ["Danh sách!A3", "Danh sách!A4"]


def test_a_heading_over_merged_cells_is_read_where_it_stands(shipped_app: Flask) -> None:
    def draw(page: Any, _book: Any) -> None:
        page.merge_range(0, 0, 0, 6, "DANH SÁCH CÁN BỘ")
        for column, heading in enumerate(HEADINGS):
            page.merge_range(1, column, 2, column, heading)
        page.write_row(3, 0, HOA)

    assert preview(read(drawn(draw)), DAY, None).counts()["new"] == 1


def test_headings_merged_sideways_leave_a_column_without_name(shipped_app: Flask) -> None:
    def draw(page: Any, _book: Any) -> None:
        page.write_row(0, 0, HEADINGS)
        page.merge_range(0, 3, 0, 4, "Xã/phường")
        page.write_row(1, 0, HOA)

    (row,) = preview(read(drawn(draw)), DAY, None).rows
    assert (row.state, row.unit) == (RowState.NEW, "Xã Tam Dương, Tỉnh Phú Thọ")


def test_hidden_rows_and_columns_are_read_like_others(shipped_app: Flask) -> None:
    def draw(page: Any, _book: Any) -> None:
        page.write_row(0, 0, HEADINGS)
        page.write_row(1, 0, HOA)
        page.write_row(2, 0, WRONG)
        page.set_row(2, None, None, {"hidden": True})

    plan = preview(read(drawn(draw)), DAY, None)
    assert [each.cell.address for each in plan.refused] == ["Danh sách!D3"]


def test_a_formula_counts_as_its_value_and_an_error_as_an_empty_cell(shipped_app: Flask) -> None:
    def draw(page: Any, _book: Any) -> None:
        page.write_row(0, 0, HEADINGS)
        page.write_row(1, 0, HOA)
        page.write_formula(1, 0, '="Nguyễn Thị "&"Hoa"', None, "Nguyễn Thị Hoa")
        page.write_row(2, 0, LAN)
        page.write_formula(2, 0, "=1/0", None, "#DIV/0!")

    plan = preview(read(drawn(draw)), DAY, None)
    assert plan.rows[-1].name == "Nguyễn Thị Hoa"
    assert [each.cell.address for each in plan.refused] == ["Danh sách!A3"]


def drawn(draw: Any) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    draw(book.add_worksheet("Danh sách"), book)
    book.close()
    return stream.getvalue()


def test_60_000_rows_are_too_many_in_one_file_or_in_many() -> None:
    with pytest.raises(UnreadableSpreadsheet, match=r"more than 20000 rows|more than 20,000 rows"):
        read(workbook([HOA] * 60_000))
    rows = [(f"Nguyễn Thị {each}", *HOA[1:]) for each in range(7_000)]
    files = [NamedFile(f"{number}.xlsx", workbook(rows[number:])) for number in range(3)]
    with pytest.raises(UnreadableSpreadsheet):
        read(pack(files))


def archives() -> Iterator[tuple[str, bytes]]:
    """Archives that are not what they should be, by what is wrong with them."""
    good = workbook([HOA])
    yield "another kind of file", _zipped({"a.xlsx": good, "b.exe": b"MZ"})
    yield "an archive in an archive", _zipped({"a.xlsx": _zipped({"b.xlsx": good})})
    yield "a bomb", _zipped({"a.xlsx": b"0" * 40_000_000}, zipfile.ZIP_DEFLATED)
    yield "a bomb inside", _zipped({f"{each}.xlsx": _bomb() for each in range(4)})
    yield "too many files", _zipped({f"{each}.xlsx": b"" for each in range(501)})
    yield "cut off", _zipped({"a.xlsx": good})[:2000]


def _bomb() -> bytes:
    return _zipped({"xl/workbook.xml": b" " * 60_000_000}, zipfile.ZIP_DEFLATED)


def _zipped(parts: dict[str, bytes], kind: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", kind) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(("what", "data"), [pytest.param(*each, id=each[0]) for each in archives()])
def test_archives_that_nobody_honest_sends_are_refused_in_a_sentence(
    client: FlaskClient, what: str, data: bytes
) -> None:
    page = send(client, ("tat-ca.zip", data))
    assert page.status_code == 422, what
    assert "field-error" in page.text
    assert people() == 1


def test_what_systems_leave_in_archives_is_no_list() -> None:
    data = _zipped({"__MACOSX/._a.xlsx": b"x", "a/.DS_Store": b"x", "a/a.xlsx": workbook([HOA])})
    assert is_archive(data)
    assert [each.name for each in files_in(data)] == ["a/a.xlsx"]
    assert not is_archive(workbook([HOA]))

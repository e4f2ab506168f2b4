"""Reading what offices send: hostile files are refused with a sentence, written files come back whole."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.base.cells import WrongValue, day_of, text_of, yes_of
from lms.base.spreadsheets import Column, UnreadableSpreadsheet, Workbook, address, read_workbook
from tests.factories.staffing import HOA, workbook

SHEET = "xl/worksheets/sheet1.xml"


def altered(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same file with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == part else content)
    return stream.getvalue()


def open_document(rows: str) -> bytes:
    """An .ods with these table rows."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "META-INF/manifest.xml",
            f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{names}:manifest:1.0"/>',
        )
        book.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content xmlns:office="{names}:office:1.0" '
            f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="DS">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return stream.getvalue()


CELL = '<table:table-cell office:value-type="string"{}><text:p>Hoa</text:p></table:table-cell>'
FAR_ROWS = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'


def refusal(data: bytes) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(UnreadableSpreadsheet) as refused:
        read_workbook(data)
    return str(refused.value)


def test_what_is_written_is_read_back() -> None:
    book = Workbook()
    columns = [Column("Họ và tên", 30), Column("Ngày"), Column("Tỷ lệ", 10, "0.0%"), Column("Số")]
    book.add_sheet("Danh sách", columns, [["=1+1", date(2022, 12, 31), 0.923, 12]], title="Tam Dương")
    (sheet,) = read_workbook(book.data())
    assert sheet.name == "Danh sách"
    assert sheet.rows[0][0] == "Tam Dương"
    assert sheet.rows[1] == ["Họ và tên", "Ngày", "Tỷ lệ", "Số"]
    assert sheet.rows[2] == ["=1+1", date(2022, 12, 31), 0.923, 12.0]


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    book = Workbook()
    book.add_sheet("Tên", [Column("Tên")], [["=HYPERLINK(1)"]])
    with zipfile.ZipFile(io.BytesIO(book.data())) as parts:
        assert b"<f>" not in parts.read(SHEET)


def test_sheet_names_are_made_to_fit() -> None:
    book = Workbook()
    for name in ("Xã [Tam/Dương]", "x" * 40, "x" * 40, ""):
        book.add_sheet(name, [Column("A")], [])
    names = [sheet.name for sheet in read_workbook(book.data())]
    assert len(set(names)) == 4
    assert all(len(name) <= 31 for name in names)


@pytest.mark.parametrize(
    "data", [b"", b"<html><table></table></html>", b"Ho ten,Xa\n", b"PK\x05\x06" + bytes(18)]
)
def test_it_refuses_what_is_no_spreadsheet(data: bytes) -> None:
    assert refusal(data)


def test_it_refuses_a_word_document() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as document:
        document.writestr("word/document.xml", "<w/>")
    assert "not a spreadsheet" in refusal(stream.getvalue())


def test_it_refuses_a_file_cut_in_two() -> None:
    data = workbook([HOA])
    assert "damaged" in refusal(data[: len(data) // 2])


def test_it_refuses_a_file_with_a_password() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "password" in refusal(data)


@pytest.mark.parametrize(("offset", "value", "said"), [(8, 1, "password"), (10, 99, "damaged")])
def test_it_refuses_parts_that_are_locked_or_packed_in_an_unknown_way(
    offset: int, value: int, said: str
) -> None:
    data = bytearray(workbook([HOA]))
    data[data.index(b"PK\x01\x02") + offset] = value  # the entry's flags, or its method
    assert said in refusal(bytes(data))


def test_it_refuses_a_zip_bomb() -> None:
    bomb = altered(workbook([HOA]), "docProps/app.xml", lambda content: content + b" " * 30_000_000)
    assert "unpacks" in refusal(bomb)


def test_it_refuses_declared_entities() -> None:
    def declare(content: bytes) -> bytes:
        return content.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', 1)

    assert "document type" in refusal(altered(workbook([HOA]), SHEET, declare))


def test_it_refuses_a_cell_at_the_end_of_the_world() -> None:
    far = altered(workbook([HOA]), SHEET, lambda content: content.replace(b'r="A2"', b'r="XFD1048576"'))
    assert "more than" in refusal(far)


def test_a_dimension_that_boasts_does_no_harm() -> None:
    def boast(content: bytes) -> bytes:
        return re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:XFD1048576"/>', content)

    (sheet,) = read_workbook(altered(workbook([HOA]), SHEET, boast))
    assert len(sheet.rows) == 2


def test_it_refuses_one_long_text_in_every_cell() -> None:
    book = workbook([["x" * 30_000] * 100] * 20, ["a"] * 100)
    assert "too much text" in refusal(book)


def test_it_reads_an_open_document_with_its_empty_millions() -> None:
    tail = FAR_ROWS.replace(
        "<table:table-cell/>", '<table:table-cell table:number-columns-repeated="16384"/>'
    )
    (sheet,) = read_workbook(open_document(f"<table:table-row>{CELL.format('')}</table:table-row>{tail}"))
    assert sheet.rows == [["Hoa"]]


def test_it_refuses_an_open_document_with_filled_millions() -> None:
    repeated = CELL.format(' table:number-columns-repeated="16384"')
    rows = f'<table:table-row table:number-rows-repeated="1048575">{repeated}</table:table-row>'
    assert "more than" in refusal(open_document(rows))
    assert "more than" in refusal(
        open_document(f"{FAR_ROWS}<table:table-row>{CELL.format('')}</table:table-row>")
    )


@given(st.binary(max_size=400))
def test_whatever_comes_is_read_or_refused_with_a_sentence(tail: bytes) -> None:
    for head in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le")):
        with pytest.raises(UnreadableSpreadsheet):
            read_workbook(head + tail)


def test_cells_are_named_as_excel_names_them() -> None:
    assert address("Danh sách", 12, 3) == "Danh sách!C12"
    assert address("A", 1, 28) == "A!AB1"


def test_numbers_become_text_without_their_point() -> None:
    assert text_of(912345678.0) == "912345678"
    assert text_of("  Nguye\u0302\u0303n  Hoa ") == "Nguyễn Hoa"


@pytest.mark.parametrize("text", ["05/02/1970", "5/2/1970", "5-2-1970", "05.02.1970", "1970-02-05"])
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert day_of(text) == date(1970, 2, 5)


@pytest.mark.parametrize("text", ["31/02/1970", "1970", "02/1970", "mai", "05/02/70"])
def test_it_refuses_what_is_no_day(text: str) -> None:
    with pytest.raises(WrongValue):
        day_of(text)


def test_yes_and_no_are_read_as_lists_write_them() -> None:
    assert [yes_of(word) for word in ("Có", "x", 1.0, True, "Không", "", "0")] == [
        True,
        True,
        True,
        True,
        False,
        None,
        False,
    ]
    with pytest.raises(WrongValue):
        yes_of("có lẽ")

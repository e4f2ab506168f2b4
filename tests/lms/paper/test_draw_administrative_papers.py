"""An administrative paper from one description: PDF and Word file say the same, laid out by decree."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx.api import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from lms.paper.administrative import as_pdf
from lms.paper.faces import UnprintableText
from lms.paper.headings import MOTTO, NATION
from lms.paper.official import (
    Annex,
    Column,
    Items,
    Letterhead,
    Lines,
    Note,
    OfficialPaper,
    Section,
    Signature,
    Table,
    Text,
    written_day,
)
from lms.paper.word import FACE, as_docx

MADE_ON = date(2026, 2, 5)
NAME = "Nguyễn Thị Ngọc Ễ Ặ Ợ Ữ Ỵ"
PAPER = OfficialPaper(
    title="BÁO CÁO",
    subject="Kết quả lớp tập huấn Sổ A0",
    body=[
        Section("I. Thông tin chung"),
        Items(["Thời gian: 14/06/2022", "Địa điểm: Hội trường"]),
        Text("Lớp học diễn ra đúng kế hoạch."),
        Table(
            [Column("TT", 1, "center"), Column("Họ và tên", 6), Column("Số tiết", 2, "right")],
            [["1", NAME, "8"], ["2", "=1+1", "4"]],
            [["", "Cộng", "12"]],
        ),
        Note("Báo cáo ghi 21, danh sách có 22 người."),
        Lines(2),
    ],
    letterhead=Letterhead("Chi cục Dân số", "Sở Y tế", "12/BC-CCDS", "Phú Thọ", MADE_ON),
    signatures=[Signature("KT. CHI CỤC TRƯỞNG\nPhó Chi cục trưởng", "Phan Thị Minh Nguyệt")],
    recipients=["Sở Y tế", "Lưu: VT"],
    annexes=[Annex("DANH SÁCH", [Text("Kèm theo báo cáo.")])],
)
WORDS = [
    "SỞ Y TẾ",
    "CHI CỤC DÂN SỐ",
    NATION,
    MOTTO,
    "Số: 12/BC-CCDS",
    "Phú Thọ, ngày 05 tháng 02 năm 2026",
    "BÁO CÁO",
    "Kết quả lớp tập huấn Sổ A0",
    "I. Thông tin chung",
    "- Thời gian: 14/06/2022",
    "Lớp học diễn ra đúng kế hoạch.",
    "Họ và tên",
    NAME,
    "=1+1",
    "Cộng",
    "Báo cáo ghi 21, danh sách có 22 người.",
    "Nơi nhận:",
    "- Sở Y tế;",
    "- Lưu: VT.",
    "KT. CHI CỤC TRƯỞNG",
    "PHÓ CHI CỤC TRƯỞNG",
    "Phan Thị Minh Nguyệt",
    "DANH SÁCH",
    "Kèm theo báo cáo.",
]


def pages_of(data: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


def words_of(data: bytes) -> str:
    """Everything a Word file says, in its order, tables too."""
    body = Document(io.BytesIO(data)).element.body
    return "\n".join(
        "".join(text.text or "" for text in each.iter(qn("w:t"))) for each in body.iter(qn("w:p"))
    )


def section_of(data: bytes) -> Any:
    return Document(io.BytesIO(data)).sections[0]


@pytest.mark.parametrize("words", WORDS)
def test_the_pdf_and_the_word_file_say_the_same(words: str) -> None:
    assert words in " ".join(pages_of(as_pdf(PAPER, MADE_ON)))
    assert words in words_of(as_docx(PAPER, MADE_ON))


def test_the_same_paper_gives_the_same_pdf() -> None:
    assert as_pdf(PAPER, MADE_ON) == as_pdf(PAPER, MADE_ON)


def test_an_annex_stands_on_a_page_of_its_own() -> None:
    first, second = pages_of(as_pdf(PAPER, MADE_ON))
    assert "DANH SÁCH" not in first
    assert "DANH SÁCH" in second


def test_pages_are_numbered_from_the_second_on() -> None:
    long = replace(PAPER, body=[Text("Nội dung. " * 60)] * 12, annexes=())
    first, second, *_more = pages_of(as_pdf(long, MADE_ON))
    assert not first.startswith("1")
    assert second.startswith("2 ")


def test_the_headings_of_a_table_stand_on_every_page() -> None:
    table = Table([Column("Họ và tên", 1)], [[NAME]] * 90)
    pages = pages_of(as_pdf(replace(PAPER, body=[table], annexes=()), MADE_ON))
    assert len(pages) > 2
    assert all("Họ và tên" in page for page in pages if NAME in page)
    assert sum(page.count(NAME) for page in pages) == 90
    rows = Document(io.BytesIO(as_docx(replace(PAPER, body=[table]), MADE_ON))).tables[1].rows
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_cell_longer_than_a_page_goes_on_on_the_next() -> None:
    table = Table([Column("Nội dung", 3), Column("Kết luận", 1)], [["từng chữ " * 1500, "đạt"]])
    pages = pages_of(as_pdf(replace(PAPER, body=[table], annexes=()), MADE_ON))
    assert sum(page.count("từng") for page in pages) == 1500


def test_a_row_that_fits_a_page_is_not_parted() -> None:
    rows = [[f"Mục {number}", "một\nhai\nba\nbốn"] for number in range(1, 31)]
    table = Table([Column("Mục", 1), Column("Lời", 3)], rows)
    for page in pages_of(as_pdf(replace(PAPER, body=[table], annexes=()), MADE_ON)):
        words = page.split()
        assert words.count("Lời") <= 1
        assert words.count("một") == words.count("bốn")


def test_who_signs_never_stands_alone_on_a_page() -> None:
    for count in range(28, 50):
        body = [*[Text("Một dòng.")] * count, Text("Trên đây là báo cáo./.")]
        pages = pages_of(as_pdf(replace(PAPER, body=body, annexes=()), MADE_ON))
        signed = next(page for page in pages if "Phan Thị Minh Nguyệt" in page)
        assert "Trên đây là báo cáo./." in signed


def test_the_page_is_a4_with_the_margins_of_the_decree() -> None:
    page = section_of(as_docx(PAPER, MADE_ON))
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert [round(side.mm) for side in (page.top_margin, page.bottom_margin)] == [20, 20]
    assert [round(side.mm) for side in (page.left_margin, page.right_margin)] == [30, 15]
    box = PdfReader(io.BytesIO(as_pdf(PAPER, MADE_ON))).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)


def test_a_wide_paper_lies_on_its_long_side() -> None:
    wide = replace(PAPER, wide=True)
    page = section_of(as_docx(wide, MADE_ON))
    assert page.page_width > page.page_height
    box = PdfReader(io.BytesIO(as_pdf(wide, MADE_ON))).pages[0].mediabox
    assert box.width > box.height


def test_the_word_file_names_one_face_and_one_language() -> None:
    file = Document(io.BytesIO(as_docx(PAPER, MADE_ON)))
    assert file.styles["Normal"].font.name == FACE == "Times New Roman"
    fonts = next(file.styles.element.find(qn("w:docDefaults")).iter(qn("w:rFonts")))
    assert set(fonts.attrib.values()) == {FACE}
    assert file.core_properties.language == "vi-VN"
    assert file.core_properties.author == "Chi cục Dân số"


def test_what_is_not_known_yet_leaves_room_to_write_it() -> None:
    head = Letterhead("Trạm Y tế xã Tam Dương", number="/BC-TYT", place="Tam Dương")
    paper = replace(PAPER, letterhead=head)
    for words in (" ".join(pages_of(as_pdf(paper, MADE_ON))), words_of(as_docx(paper, MADE_ON))):
        assert "Số: ……/BC-TYT" in words
        assert "Tam Dương, ngày … tháng … năm ……" in words


def test_minutes_carry_two_signatures_and_no_dated_place() -> None:
    minutes = replace(
        PAPER,
        title="BIÊN BẢN",
        letterhead=Letterhead("Trạm Y tế xã Tam Dương"),
        signatures=[Signature("Đại diện đơn vị", "Lê Thị Mai"), Signature("Trưởng đoàn", "Trần Văn Đức")],
    )
    for words in (" ".join(pages_of(as_pdf(minutes, MADE_ON))), words_of(as_docx(minutes, MADE_ON))):
        for each in ("Lê Thị Mai", "Trần Văn Đức", "ĐẠI DIỆN ĐƠN VỊ", "TRƯỞNG ĐOÀN"):
            assert each in words
        assert "ngày 05" not in words


def test_a_sheet_without_a_head_is_drawn_too() -> None:
    sheet = OfficialPaper("GHI CHÚ", "", [Text("Một dòng.")])
    assert pages_of(as_pdf(sheet, MADE_ON)) == ["GHI CHÚ Một dòng."]
    assert words_of(as_docx(sheet, MADE_ON)) == "GHI CHÚ\nMột dòng."


def test_signs_of_markup_are_only_text() -> None:
    paper = replace(PAPER, subject="a < b & c", body=[Text("<b>không đậm</b> & “ngoặc”")])
    for words in (" ".join(pages_of(as_pdf(paper, MADE_ON))), words_of(as_docx(paper, MADE_ON))):
        assert "<b>không đậm</b> & “ngoặc”" in words
        assert "a < b & c" in words


def test_the_pdf_refuses_a_character_it_cannot_print() -> None:
    with pytest.raises(UnprintableText, match="漢"):
        as_pdf(replace(PAPER, body=[Text("Nguyễn 漢")]), MADE_ON)


def test_a_day_is_written_as_the_decree_asks() -> None:
    assert written_day(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert written_day(date(2026, 11, 22)) == "ngày 22 tháng 11 năm 2026"
    assert written_day(date(2026, 3, 9)) == "ngày 09 tháng 3 năm 2026"


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_any_text_becomes_a_word_file_that_opens(text: str) -> None:
    table = Table([Column("Cột", 1)], [[text]])
    assert words_of(as_docx(replace(PAPER, subject=text, body=[Text(text), table]), MADE_ON))

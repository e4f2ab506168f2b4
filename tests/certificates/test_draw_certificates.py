"""The paper itself: what is printed, in which faces, and what will not fit."""

import io
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from certificates.library import design
from certificates.pdf.certificate import check, draw
from lms.paper.faces import UnprintableText
from lms.paper.fitting import TextTooLong
from tests.factories.certificates import PAPER

DAY = date(2026, 2, 5)
DESIGN = design("giay-chung-nhan")
SIXTY = "Nguyễn Hoàng Thượng Phương Khuyên Trường Nghiêng Chương Quỳnh"


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def fonts_of(reader: PdfReader) -> dict[str, bool]:
    """Each face named in the file, and whether it is embedded."""
    found = {}
    for number in range(1, len(reader.xref[0]) + 1) if 0 in reader.xref else []:
        thing = reader.get_object(number)
        if isinstance(thing, dict) and thing.get("/Type") == "/Font":
            descriptor = thing.get("/FontDescriptor")
            found[str(thing["/BaseFont"])] = bool(descriptor and "/FontFile2" in descriptor.get_object())
    return found


def test_it_is_one_page_of_a4_across() -> None:
    reader = read(draw(PAPER, DESIGN, DAY))
    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [842, 595]


def test_every_word_can_be_read_from_it() -> None:
    text = read(draw(PAPER, DESIGN, DAY)).pages[0].extract_text()
    assert unicodedata.is_normalized("NFC", text)
    for words in (
        "CHI CỤC DÂN SỐ - TRẺ EM",
        "GIẤY CHỨNG NHẬN",
        PAPER.name,
        PAPER.birth_date,
        PAPER.workplace,
        PAPER.course,
        PAPER.period,
        PAPER.hours,
        PAPER.grade,
        PAPER.number,
        PAPER.decision,
        PAPER.validity,
        PAPER.place_and_date,
        "KT. CHI CỤC TRƯỞNG",
        "PHÓ CHI CỤC TRƯỞNG",
        PAPER.signatory,
        PAPER.code,
        "lop520.example.vn/v",
    ):
        assert words in text


def test_every_face_is_embedded_and_none_is_helvetica() -> None:
    content = draw(PAPER, DESIGN, DAY)
    faces = fonts_of(read(content))
    assert {face.split("+")[1] for face in faces} == {"Spectral-Regular", "Spectral-Bold", "Spectral-Italic"}
    assert all(faces.values())
    assert b"Helvetica" not in content


def test_drawing_twice_gives_the_same_bytes() -> None:
    assert draw(PAPER, DESIGN, DAY) == draw(PAPER, DESIGN, DAY)


def test_a_name_in_marks_apart_is_printed_whole() -> None:
    apart = replace(PAPER, name=unicodedata.normalize("NFD", PAPER.name))
    assert PAPER.name in read(draw(apart, DESIGN, DAY)).pages[0].extract_text()


def test_a_name_of_sixty_characters_fits() -> None:
    paper = replace(PAPER, name=SIXTY)
    check(paper, DESIGN)
    assert SIXTY in read(draw(paper, DESIGN, DAY)).pages[0].extract_text()


def test_a_name_of_three_hundred_characters_is_refused() -> None:
    with pytest.raises(TextTooLong, match="The full name"):
        check(replace(PAPER, name="Nguyễn Thị Ngọc Diễm " * 15), DESIGN)


@pytest.mark.parametrize(
    ("field", "named"),
    [
        ("course", "The course's name"),
        ("workplace", "The workplace"),
        ("decision", "The decision"),
        ("signatory", "The signatory's name"),
        ("issuer", "The issuing agency"),
        ("superior", "The superior agency"),
    ],
)
def test_whatever_is_too_long_is_named(field: str, named: str) -> None:
    with pytest.raises(TextTooLong, match=named):
        check(replace(PAPER, **{field: "Trường Nghiêng Khuyên Thượng " * 20}), DESIGN)


def test_letters_that_the_face_lacks_are_refused() -> None:
    with pytest.raises(UnprintableText):
        check(replace(PAPER, name="山田花子"), DESIGN)


def test_angle_brackets_are_only_letters() -> None:
    paper = replace(PAPER, name="Nguyễn <b>A & B</b>")
    assert "Nguyễn <b>A & B</b>" in read(draw(paper, DESIGN, DAY)).pages[0].extract_text()


def test_without_a_signatory_it_says_that_it_counts_by_itself() -> None:
    paper = replace(PAPER, signatory="", signatory_title=PAPER.issuer, decision="", validity="")
    text = read(draw(paper, DESIGN, DAY)).pages[0].extract_text()
    assert "Giấy chứng nhận điện tử" in text
    assert "Quyết định" not in text


@settings(max_examples=15, deadline=None)
@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyẵệữỹ ỄẶỢỮỴ", min_size=1, max_size=120))
def test_what_passes_the_check_is_drawn_on_one_page(name: str) -> None:
    paper = replace(PAPER, name=f"A{name}")
    try:
        check(paper, DESIGN)
    except TextTooLong:
        return
    assert len(read(draw(paper, DESIGN, DAY)).pages) == 1

"""Putting Vietnamese words on paper: faces, text that fits, the heading, QR codes."""

import io
import unicodedata
from datetime import date

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from lms.base.messages import message
from lms.paper.documents import A4_LANDSCAPE, Document
from lms.paper.faces import BOLD, FACES, ITALIC, REGULAR, UnprintableText, printable, width_of
from lms.paper.fitting import Place, TextTooLong, fit
from lms.paper.headings import draw_agency, draw_nation
from lms.paper.qr import draw_qr

ALPHABET = "aàảãáạăằẳẵắặâầẩẫấậđeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"


def new_document(made_on: date = date(2026, 2, 5)) -> Document:
    return Document(A4_LANDSCAPE, title="Giấy", author="Chi cục", subject="Thử", made_on=made_on)


def text_of(content: bytes) -> str:
    return PdfReader(io.BytesIO(content)).pages[0].extract_text()


@pytest.mark.parametrize("face", FACES)
def test_every_letter_of_vietnamese_is_printed_and_read_back(face: str) -> None:
    document = new_document()
    document.canvas.setFont(face, 10)
    document.canvas.drawString(40, 300, ALPHABET)
    document.canvas.drawString(40, 280, ALPHABET.upper())
    read = text_of(document.finish())
    assert ALPHABET in read
    assert ALPHABET.upper() in read


def test_marks_that_come_apart_are_put_together() -> None:
    assert printable(unicodedata.normalize("NFD", "Nguyễn Thị Ưởng")) == "Nguyễn Thị Ưởng"


def test_it_refuses_a_character_without_a_glyph() -> None:
    with pytest.raises(UnprintableText, match="漢"):
        printable("Nguyễn 漢")


def test_a_short_text_keeps_its_size() -> None:
    assert fit("Lan", Place(BOLD, 29, 17, 400), message("The name")) == (["Lan"], 29)


def test_a_long_text_shrinks_until_it_fits() -> None:
    lines, size = fit("Nguyễn Hoàng Thượng Phương Khuyên", Place(BOLD, 29, 17, 400), message("The name"))
    assert 17 <= size < 29
    assert width_of(lines[0], BOLD, size) <= 400


def test_two_lines_are_about_as_long() -> None:
    words = "Kỹ năng truyền thông, tư vấn và vận động chuyển đổi hành vi cho cộng tác viên"
    lines, size = fit(words, Place(REGULAR, 20, 13, 640, lines=2), message("The course"))
    first, second = (width_of(line, REGULAR, size) for line in lines)
    assert abs(first - second) < 150


@pytest.mark.parametrize("words", ["Nguyễn " * 40, "N" * 300])
def test_it_refuses_what_does_not_fit_and_names_the_field(words: str) -> None:
    with pytest.raises(TextTooLong, match="The name is too long"):
        fit(words, Place(BOLD, 29, 17, 400), message("The name"))


def test_the_heading_names_the_nation_and_the_agency() -> None:
    document = new_document()
    draw_nation(document.canvas, 608, 540)
    draw_agency(document.canvas, 212, 540, 280, "Sở Y tế tỉnh Phú Thọ", "Chi cục Dân số - Trẻ em")
    read = text_of(document.finish())
    for line in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "SỞ Y TẾ TỈNH PHÚ THỌ",
        "CHI CỤC DÂN SỐ - TRẺ EM",
    ):
        assert line in read


def test_the_same_drawing_gives_the_same_bytes() -> None:
    first, second = new_document(), new_document()
    for each in (first, second):
        each.canvas.setFont(ITALIC, 12)
        each.canvas.drawString(50, 50, "Giấy chứng nhận")
    assert first.finish() == second.finish()


def test_the_file_says_the_day_it_was_made_for() -> None:
    reader = PdfReader(io.BytesIO(new_document(date(2026, 2, 5)).finish()))
    assert reader.metadata is not None
    assert str(reader.metadata.creation_date_raw) == "D:20260205000000+07'00'"


def test_a_qr_code_is_read_back() -> None:
    class Page:
        """Stands for a canvas: paints the path's rectangles into a picture."""

        def __init__(self) -> None:
            self.picture = Image.new("L", (400, 400), 255)

        def beginPath(self) -> "Page":  # noqa: N802
            return self

        def rect(self, x: float, y: float, width: float, height: float) -> None:
            box = (round(x), round(400 - y - height), round(x + width), round(400 - y))
            self.picture.paste(0, box)

        def setFillGray(self, _gray: float) -> None:  # noqa: N802
            """Black is all there is."""

        def drawPath(self, _path: object, stroke: int, fill: int) -> None:  # noqa: N802
            """Painted already."""

    page = Page()
    draw_qr(page, "https://lop520.example.vn/v/7K4M2QPX9ABC", 0, 0, 400)  # type: ignore[arg-type]
    (found,) = zxingcpp.read_barcodes(page.picture)
    assert found.text == "https://lop520.example.vn/v/7K4M2QPX9ABC"


@pytest.mark.parametrize(
    ("agency", "lines"),
    [
        ("Chi cục Dân số - Trẻ em tỉnh Phú Thọ", ["CHI CỤC DÂN SỐ - TRẺ EM", "TỈNH PHÚ THỌ"]),
        ("Trung tâm Y tế huyện Tam Dương", ["TRUNG TÂM Y TẾ", "HUYỆN TAM DƯƠNG"]),
        ("Sở Y tế", ["SỞ Y TẾ"]),
    ],
)
def test_a_long_agency_parts_where_its_territory_begins(agency: str, lines: list[str]) -> None:
    document = new_document()
    draw_agency(document.canvas, 200, 500, 185, "", agency)
    assert [each.strip() for each in text_of(document.finish()).strip().split("\n")] == lines


def test_an_agency_whose_parts_do_not_fit_is_broken_elsewhere() -> None:
    document = new_document()
    agency = "Trung tâm Kiểm soát bệnh tật và Chăm sóc sức khỏe sinh sản tỉnh Phú Thọ"
    draw_agency(document.canvas, 200, 500, 240, "", agency)
    assert " ".join(text_of(document.finish()).split()) == agency.upper()

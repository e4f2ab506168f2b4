"""A trainer takes an exercise along as a file, changes it, and brings it back."""

import io
from typing import Any

import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from xlsxwriter import Workbook

from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole
from quizzes.authoring.models import Manuscript
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.writing import write_exercise
from quizzes.rules.publishing import publish
from tests.factories.account import client_of
from tests.factories.people import make_asker
from tests.factories.pictures import photo
from tests.factories.places import make_unit
from tests.factories.quizzes import BERRIES, bao_ve_tre_em, source_of

ADDRESS = "/exercises/hai-qua"


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    bao_ve_tre_em()
    publish(source_of(BERRIES), clock.now())
    return client_of(app, make_asker(AccessRole.TRAINER, make_unit("25", "Tỉnh Phú Thọ"), "Đỗ Thị Yến"))


def taken_along(visitor: FlaskClient, shape: str) -> bytes:
    answer = visitor.get(f"{ADDRESS}/file?as={shape}")
    assert answer.status_code == 200
    return answer.data


def brought_back(visitor: FlaskClient, data: bytes, status: int = 200, name: str = "bai.docx") -> str:
    sent = {"file": (io.BytesIO(data), name), "language": "vi"}
    answer = visitor.post(f"{ADDRESS}/files", data=sent, content_type="multipart/form-data")
    assert answer.status_code == status
    return answer.text


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def workbook(**sheets: list[list[object]]) -> bytes:
    stream = io.BytesIO()
    with Workbook(stream) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return stream.getvalue()


def test_all_three_files_bring_back_what_they_took_along(visitor: FlaskClient) -> None:
    page = visitor.get(f"{ADDRESS}/files").text
    assert "tel:111" in page
    for shape in ("docx", "xlsx", "txt"):
        assert f"as={shape}" in page
        told = brought_back(visitor, taken_along(visitor, shape))
        assert "Không có gì cần lưu ý trong tệp." in told
    assert visitor.get(f"{ADDRESS}/file?as=pdf").status_code == 404
    assert visitor.get("/exercises/khong-co/files").status_code == 404


def test_a_change_in_word_is_shown_and_becomes_her_draft(visitor: FlaskClient) -> None:
    document = Document(io.BytesIO(taken_along(visitor, "docx")))
    scene = document.tables[1]
    assert scene.rows[0].cells[1].text == "Bìa rừng"
    scene.rows[-1].cells[0].text = "Về nhà"
    scene.rows[-1].cells[1].text = "Vui vẻ"
    page = brought_back(visitor, saved(document))
    assert "* Về nhà -&gt; Vui vẻ" in page
    assert "bảng 2, dòng" in page  # a choice that is not the best has no feedback
    assert db.session.query(Manuscript).count() == 0
    text = write_exercise(read_exercise(BERRIES)[0]).replace(
        "\n\n== Gặp bà", "\n* Về nhà -> Vui vẻ\n\n== Gặp bà"
    )
    assert visitor.post(
        f"{ADDRESS}/draft", data={"text": text, "language": "vi", "revision": "0", "face": "text"}
    )
    assert "Về nhà" in db.session.query(Manuscript).one().text


def test_what_word_makes_of_a_table_by_itself_is_read_as_it_is_seen(visitor: FlaskClient) -> None:
    document = Document(io.BytesIO(taken_along(visitor, "docx")))
    scene = document.tables[1]
    words = scene.rows[1].cells[1]
    words.text = "Bé hỏi:"
    words.add_paragraph("quả đỏ", style="List Number")
    words.add_paragraph().add_run().add_picture(io.BytesIO(photo()))
    merged = next(row for row in scene.rows if row.cells[0].text == "Hỏi bà đã")
    merged.cells[1].text = "Gặp\N{NO-BREAK SPACE}b\N{SOFT HYPHEN}à"
    merged.cells[1].merge(merged.cells[2])
    page = brought_back(visitor, saved(document))
    assert "Bé hỏi:\n1. quả đỏ\n\n* Cứ ăn" in page
    assert "* Hỏi bà đã -&gt; Gặp bà +2\n&gt; Đúng." in page
    assert "<strong>bảng 2, dòng 2</strong>: Ở đây có hình không lấy vào được" in page
    assert "chỗ phải sửa" not in page


def test_tables_that_grew_together_and_columns_in_another_order_are_read(visitor: FlaskClient) -> None:
    document = Document()
    document.add_heading("Hái quả")
    table = document.add_table(0, 3)
    for row in (
        ("TEN BAI", "Hái quả"),
        ("ma", "hai-qua"),
        ("nang luc", "bao_ve_tre_em"),
        ("Canh", "Bìa rừng"),
        ("LOI DAN:", "Bé thấy quả lạ."),
        ("phan hoi", "Đến cảnh", "lua chon (mỗi dòng một câu)"),
        ("Đúng.", "Hết", "Hỏi bà"),
        ("Cảnh", "Hết"),
        ("Kết thúc", "đạt", ""),
        ("Lời kết", "Quả ngọt.", ""),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text
    page = brought_back(visitor, saved(document))
    assert "* Hỏi bà -&gt; Hết" in page
    assert "KẾT THÚC: đạt. Quả ngọt." in page


def test_what_is_wrong_in_word_is_told_by_table_and_row(visitor: FlaskClient) -> None:
    document = Document(io.BytesIO(taken_along(visitor, "docx")))
    first, second = document.tables[1], document.tables[2]
    heads = [row for row in first.rows if row.cells[0].text == "Lựa chọn"]
    heads[0].cells[0].text = "Câu gì đó"
    second.rows[-2].cells[2].text = "một"
    document.add_paragraph("Ghi chú ngoài bảng")
    page = brought_back(visitor, saved(document))
    assert "Thiếu cột “Lựa chọn”." in page
    assert "Không rõ cột “Câu gì đó” là gì" in page
    assert "bảng 3, dòng" in page
    assert "Phần nằm ngoài các bảng không được lấy: “Ghi chú ngoài bảng”." in page


def test_what_is_wrong_in_excel_is_told_by_sheet_and_cell(visitor: FlaskClient) -> None:
    data = workbook(
        **{
            "Cài đặt": [
                ["Tên bài", "Đố vui"],
                ["Mã", "hai-qua"],
                ["Màu", "xanh"],
                ["Năng lực", "bao_ve_tre_em"],
            ],
            "Câu hỏi": [
                ["Cảnh", "Lời dẫn", "Đúng", "Lựa chọn", "Điểm", "Năng lực", "Bắt buộc"],
                ["", "", "", "Lạc lõng"],
                ["Một", "Hỏi gì?", "x", "Gọi 111", 1.5, "khac", "có lẽ"],
                ["", "", "", "Tắt -> đi ngủ"],
            ],
        }
    )
    page = brought_back(visitor, data)
    for told in (
        "Cài đặt!A3</strong>: “Màu” không phải",
        "Câu hỏi!A2</strong>: Dòng này đứng trước cảnh đầu tiên",
        "Câu hỏi!E3</strong> (Một): Điểm là số nguyên, không phải “1,5”",
        "Câu hỏi!F3</strong> (Một): Phần cài đặt chưa ghi năng lực “khac”",
        "Câu hỏi!G3</strong> (Một): “có lẽ”",
        "Câu hỏi!D4</strong> (Một)",
    ):
        assert told in page


def test_pictures_that_stand_in_a_workbook_are_told_of(visitor: FlaskClient) -> None:
    stream = io.BytesIO()
    with Workbook(stream) as book:
        book.add_worksheet("Cảnh").insert_image(0, 0, "a.jpg", {"image_data": io.BytesIO(photo())})
    assert "Bảng tính có 1 hình không lấy vào được" in brought_back(visitor, stream.getvalue())


def test_a_file_without_the_sheets_says_which_are_missing(visitor: FlaskClient) -> None:
    page = brought_back(visitor, workbook(Lung=[["Cảnh", "x"]]))
    assert "Không có trang tính cài đặt" in page
    assert "Không có trang tính ghi các cảnh" in page
    assert "Không có bảng cài đặt" in brought_back(visitor, saved(Document()))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 hong", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_another_kind_of_file_is_refused_in_a_sentence(visitor: FlaskClient, data: bytes) -> None:
    page = brought_back(visitor, data, 422)
    assert "field-wrong" in page


def test_a_text_with_mistakes_of_form_is_only_taken_along_as_text(visitor: FlaskClient) -> None:
    broken = BERRIES.replace("-> Gặp bà", "-> Gặp ông")
    visitor.post(f"{ADDRESS}/draft", data={"text": broken, "language": "vi", "revision": "0"})
    answer = visitor.get(f"{ADDRESS}/file?as=docx", follow_redirects=True)
    assert "Hiện chỉ lấy được dạng văn bản" in answer.text
    assert "Gặp ông" in taken_along(visitor, "txt").decode()

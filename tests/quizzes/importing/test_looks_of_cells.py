"""In a list made with Excel the right answers are told by how their cells look, as in Word."""

import io
from typing import Any

import pytest
import xlsxwriter

from lms.base.foreign.documents import Look
from lms.base.foreign.sheet_looks import looks_in
from quizzes.importing.formats.proposals import ProposalKind
from quizzes.importing.formats.reading import propose

QUESTIONS = (
    ("Số điện thoại bảo vệ trẻ em là số nào?", ("113", "111", "115", "114"), 1),
    ("Thấy trẻ bị đánh thì làm gì trước?", ("Báo ngay", "Chờ đến giao ban", "Hỏi hàng xóm", "Ghi sổ"), 0),
    ("Sổ nào ghi hộ dân cư?", ("P0/CTV", "B1", "Giấy khai sinh", "A0/CTV"), 3),
    ("Ai nộp phiếu thu tin hằng tháng?", ("Trạm trưởng", "Chủ hộ", "Cộng tác viên", "Trưởng thôn"), 2),
)


def workbook(look: dict[str, Any], wrong: dict[str, Any] | None = None) -> bytes:
    """A list of questions whose right answers have a look of their own."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, marked = book.add_worksheet("Câu hỏi"), book.add_format(look)
        plain = book.add_format(wrong or {})
        sheet.write_row(0, 0, ["STT", "Câu hỏi", "A", "B", "C", "D"], book.add_format({"bold": True}))
        for row, (stem, options, right) in enumerate(QUESTIONS, 1):
            sheet.write_row(row, 0, [row, stem])
            for at, option in enumerate(options):
                sheet.write(row, 2 + at, option, marked if at == right else plain)
    return out.getvalue()


LOOKS = (
    {"bold": True},
    {"font_color": "#FF0000"},
    {"bg_color": "#FFFF00"},
    {"underline": 1},
    {"bold": True, "font_color": "#C00000", "bg_color": "#FFFF00"},
)


@pytest.mark.parametrize("look", LOOKS)
def test_the_marked_answer_of_each_question_is_the_right_one(look: dict[str, Any]) -> None:
    proposal = propose("cau-hoi.xlsx", workbook(look))
    assert proposal.kind is ProposalKind.QUESTIONS
    found = [
        [number for number, choice in enumerate(item.scene.choices) if choice.right]
        for item in proposal.items
    ]
    assert found == [[right] for _, _, right in QUESTIONS]
    assert not any(item.doubts for item in proposal.items)


def test_where_all_cells_look_alike_every_question_asks() -> None:
    proposal = propose("cau-hoi.xlsx", workbook({"bold": True}, {"bold": True}))
    assert all(item.doubts for item in proposal.items)


def test_cells_are_named_by_sheet_row_and_column() -> None:
    looks = looks_in(workbook({"bold": True, "font_color": "#FF0000"}))
    assert looks["Câu hỏi"][2, 4] == Look(bold=True, color="FF0000")
    assert (2, 3) not in looks["Câu hỏi"]


def test_a_workbook_of_another_kind_has_no_looks() -> None:
    assert looks_in(b"PK\x03\x04 no workbook") == {}

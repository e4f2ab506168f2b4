"""A text is looked through for signs of a real person: it warns, and never fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.questions.rules.guarding import warnings_about

PHONE, BIRTH, NAME = "phone number", "day of birth", "somebody's name"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gọi 0912345678 được không?", [PHONE]),
        ("Gọi 0912 345 678.", [PHONE]),
        ("Số +84 912.345.678", [PHONE]),
        ("Cháu sinh 05/02/2019", [BIRTH]),
        ("cháu sinh ngày 5 tháng 2", [BIRTH]),
        ("sinh năm 2019", [BIRTH]),
        ("Cháu An hay khóc", [NAME]),
        ("nhà có bé Ánh ở một mình", [NAME]),
        ("(em Đức) nghỉ học", [NAME]),
        ("hỏi bà Ủy viên", [NAME]),
        ("Trẻ em nghỉ học thì báo ai?", []),
        ("Nghị định 56 có hạn 5 ngày làm việc?", []),
        ("Gọi 111 mất tiền không?", []),
        ("Cháu bé không muốn nói thì sao?", []),
        ("", []),
    ],
)
def test_it_warns_of_numbers_days_and_names(text: str, found: list[str]) -> None:
    said = " ".join(each.text for each in warnings_about(text))
    assert [sign for sign in (PHONE, BIRTH, NAME) if sign in said] == found


@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    assert len(warnings_about(text)) <= 3

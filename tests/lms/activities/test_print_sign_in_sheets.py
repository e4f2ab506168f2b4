"""Sign-in sheets and the questionnaire on paper."""

import io
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from lms.activities.models import Half, HalfDay
from lms.activities.pdf.questionnaire import draw_questionnaire
from lms.activities.pdf.sign_in import (
    LEFT,
    NARROW_SIGNATURE,
    RIGHT,
    ROW,
    SIGNATURE_WIDTH,
    SignInDay,
    SignInRow,
    SignInSheet,
    column_edges,
    draw_sign_in,
)
from lms.activities.queries import half_days_of
from lms.base.database import db
from lms.paper.fitting import TextTooLong
from lms.people.queries import person_by_code
from lms.places.queries import unit_by_code
from tests.factories.account import sign_in
from tests.factories.activities import DAY, a_class, sit

MM = 72 / 25.4
LONG = "Nguyễn Hoàng Phương Thảo Quỳnh Như Tôn Nữ Thị Ngọc Ễ Ặ Ợ Ữ Ỵ"


def row(number: int) -> SignInRow:
    return SignInRow(f"Nguyễn Thị Số {number}", "Cộng tác viên dân số", "Xã Tam Dương")


def sheet(count: int, *, half_days: int = 1, days: int = 1, **more: object) -> SignInSheet:
    told = {
        "title": "Tập huấn nội dung mới của Sổ A0",
        "organiser": "Trung tâm Y tế huyện Tam Dương",
        "place": "Hội trường tầng 2",
        "days": [
            SignInDay(
                DAY + timedelta(days=number),
                [HalfDay(day=DAY + timedelta(days=number), half=half) for half in list(Half)[:half_days]],
            )
            for number in range(days)
        ],
        "people": [row(number) for number in range(1, count + 1)],
    }
    return SignInSheet(**{**told, **more})  # type: ignore[arg-type]


def pages(app: Flask, drawn: SignInSheet) -> list[str]:
    with app.test_request_context():
        data = draw_sign_in(drawn, date(2022, 6, 1))
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


def test_twenty_two_people_and_blank_rows_stand_on_one_sheet(app: Flask) -> None:
    (page,) = pages(app, sheet(22))
    assert "Nguyễn Thị Số 22" in page
    assert " 24 " in page
    assert "Trang 1/1" in page
    assert "Có mặt: ……… người" in page


def test_they_do_even_under_a_title_of_two_lines(app: Flask) -> None:
    title = "Tập huấn nội dung mới của Sổ A0, A0/CTV, P0/CTV " * 3
    assert len(pages(app, sheet(22, title=title))) == 1


def test_more_people_take_more_pages_each_with_headings(app: Flask) -> None:
    found = pages(app, sheet(80))
    assert len(found) == 4
    assert all("Họ và tên" in page and "DANH SÁCH ĐIỂM DANH" in page for page in found)
    assert [f"Trang {number}/4" in page for number, page in enumerate(found, 1)] == [True] * 4
    assert ["Có mặt" in page for page in found] == [False, False, False, True]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=st.integers(0, 130))
def test_everybody_stands_there_once_and_late_comers_have_room(app: Flask, people: int) -> None:
    text = " ".join(pages(app, sheet(people)))
    names = [each for each in range(1, people + 1) if f"Nguyễn Thị Số {each} " in text]
    assert len(names) == people
    assert f" {people + 2} " in text


def test_each_day_has_a_sheet_with_a_column_for_each_half(app: Flask) -> None:
    first, second = pages(app, sheet(5, half_days=2, days=2))
    assert "Ngày 14/06/2022" in first
    assert "Ngày 15/06/2022" in second
    for page in (first, second):
        assert "buổi sáng" in page
        assert "buổi chiều" in page


@pytest.mark.parametrize("signatures", [1, 2])
def test_there_is_room_to_sign(signatures: int) -> None:
    edges = column_edges(signatures)
    assert edges[0] == LEFT
    assert edges[-1] == pytest.approx(RIGHT)
    assert edges[-1] - edges[-2] == pytest.approx(SIGNATURE_WIDTH if signatures == 1 else NARROW_SIGNATURE)
    assert min(SIGNATURE_WIDTH, NARROW_SIGNATURE) >= 35 * MM
    assert pytest.approx(9 * MM) == ROW


def test_a_long_name_shrinks_and_is_whole(app: Flask) -> None:
    (page,) = pages(app, sheet(0, half_days=2, people=[SignInRow(LONG, "Trưởng thôn", "thôn Đông")]))
    assert LONG in page


def test_a_name_that_does_not_fit_is_refused(app: Flask) -> None:
    with pytest.raises(TextTooLong):
        pages(app, sheet(0, people=[SignInRow("Nguyễn " * 40, "", "")]))


def test_the_sheet_of_one_half_day_is_printed_by_itself(demo_app: Flask) -> None:
    unit = unit_by_code("247", DAY)
    people = [person_by_code(f"TD-C{number:03d}") for number in (1, 2)]
    assert unit
    activity = a_class(unit_id=unit.id, days=2)
    sit(activity, *(each for each in people if each))
    activity_id, last = activity.id, half_days_of(activity.id)[-1].id
    head = person_by_code("DEMO-LD")
    assert head
    client = demo_app.test_client()
    db.session.commit()
    sign_in(client, head)
    every = PdfReader(io.BytesIO(client.get(f"/activities/{activity_id}/sign-in-sheet").data)).pages
    assert len(every) == 2
    one = client.get(f"/activities/{activity_id}/sign-in-sheet?half_day={last}")
    (page,) = PdfReader(io.BytesIO(one.data)).pages
    assert "Ngày 15/06/2022" in page.extract_text()
    assert "Ký tên, buổi sáng" not in page.extract_text()
    assert client.get(f"/activities/{activity_id}/sign-in-sheet?half_day=999999").status_code == 404


def test_the_questionnaire_is_one_page_with_every_question(app: Flask) -> None:
    with app.test_request_context():
        data = draw_questionnaire("Tập huấn Sổ A0 " * 6, "14/06/2022", "Trung tâm Y tế", date(2022, 6, 1))
    (page,) = PdfReader(io.BytesIO(data)).pages
    words = " ".join(page.extract_text().split())
    for each in ("1. Ngay từ đầu", "8. Tôi áp dụng", "Rất đồng ý", "Phiếu không ghi tên", "Xin cảm ơn!"):
        assert each in words

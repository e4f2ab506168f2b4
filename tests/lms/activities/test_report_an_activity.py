"""The report of an activity: page, PDF, Word and Excel say the same, and never 0 for what nobody knows."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.activities.models import GuestGroup
from lms.activities.models.report import FEWEST_SHEETS
from lms.activities.rules.reporting import report_of
from lms.activities.rules.seating import Guest, seat_guests
from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.base.text import sort_key
from lms.places.queries import country
from tests.factories.account import sign_in
from tests.factories.activities import a_class, sit
from tests.factories.reports import (
    cells,
    collaborators,
    docx_words,
    fill_questionnaires,
    new_books,
    page_words,
    pdf_words,
    people,
    thalassemia,
)

STACKED = "Nguyễn Thị Ngọc Ễ Ặ Ợ Ữ Ỵ"


@pytest.fixture
def head(demo_app: Flask) -> FlaskClient:
    """A client of the head of the province's population office."""
    client = demo_app.test_client()
    sign_in(client, *people("DEMO-LD"))
    return client


def test_the_sums_are_counted_from_the_roster(demo_app: Flask) -> None:
    report = report_of(thalassemia())
    assert (report.planned, report.came, report.guests_came) == (22, 22, 1)
    assert [(line.planned, line.came) for line in report.groups] == [(1, 1), (20, 20), (1, 1)]
    assert report.typed_differs


def test_a_topic_counts_for_who_attended_its_minimum(demo_app: Flask) -> None:
    report = report_of(thalassemia())  # one of the 22 went home at noon
    assert [line.met for line in report.topics] == [21, 21]


def test_people_stand_by_unit_and_given_name_and_guests_last(demo_app: Flask) -> None:
    report = report_of(thalassemia())
    assert report.participants[-1].guest_group is GuestGroup.VILLAGE_HEAD
    staff = [each for each in report.participants if each.guest_group is None]
    order = [(sort_key(each.place), sort_key(each.name)) for each in staff]
    assert order == sorted(order)
    assert staff[0].place == "Thị trấn Hợp Hòa"


def test_a_typed_total_that_disagrees_is_said_everywhere(demo_app: Flask, head: FlaskClient) -> None:
    activity_id = thalassemia().id
    db.session.commit()
    words = "Báo cáo ghi 21, danh sách có 22 người."
    assert words in page_words(head, f"/activities/{activity_id}/papers")
    assert words in pdf_words(head, f"/activities/{activity_id}/report?as=pdf")
    assert words in docx_words(head, f"/activities/{activity_id}/report?as=docx")


def test_pdf_and_word_say_what_the_page_says(demo_app: Flask, head: FlaskClient) -> None:
    (first,) = collaborators(1, 1)
    first.full_name = STACKED
    db.session.commit()
    activity = thalassemia()
    fill_questionnaires(activity, [5, 4, 4, 3, 5])
    activity_id = activity.id
    db.session.commit()
    page = page_words(head, f"/activities/{activity_id}/papers")
    pdf = pdf_words(head, f"/activities/{activity_id}/report?as=pdf")
    word = docx_words(head, f"/activities/{activity_id}/report?as=docx")
    for words in (
        "Hội trường Trung tâm Y tế",
        "ThS. Đặng Thanh Hải (Tổng cục Dân số)",
        "Ghi chép Sổ A0",
        "12/KH-TTYT",
        "Số phiếu hỏi đã điền: 5.",
        "Trần Văn Đông",
        "4,2",
        STACKED,
    ):
        assert words in page
        assert words in pdf
        assert words in word
    rows = "Cộng tác viên dân số 20 20"
    assert rows in page
    assert rows in pdf
    assert rows in word


def test_the_head_of_the_report_is_what_was_typed(demo_app: Flask, head: FlaskClient) -> None:
    activity_id = thalassemia().id
    db.session.commit()
    asked = (
        "superior=Sở Y tế&agency=Chi cục Dân số&number=12/BC-CCDS&place=Phú Thọ&day=5/2/2023"
        "&power=Chi cục trưởng&signatory=Phan Thị Minh Nguyệt"
    )
    for shape, words_of in (("pdf", pdf_words), ("docx", docx_words)):
        words = words_of(head, f"/activities/{activity_id}/report?as={shape}&{asked}")
        for each in (
            "SỞ Y TẾ",
            "CHI CỤC DÂN SỐ",
            "Số: 12/BC-CCDS",
            "Phú Thọ, ngày 05 tháng 02 năm 2023",
            "CHI CỤC TRƯỞNG",
            "Phan Thị Minh Nguyệt",
            "- Sở Y tế;",
        ):
            assert each in words


def test_without_attendance_it_says_that_there_are_no_figures(demo_app: Flask, head: FlaskClient) -> None:
    activity = new_books()
    sit(activity, *collaborators(1, 3))
    activity_id = activity.id
    db.session.commit()
    for words in (
        page_words(head, f"/activities/{activity_id}/papers"),
        pdf_words(head, f"/activities/{activity_id}/report"),
    ):
        assert "Cộng tác viên dân số 3 không có số liệu" in words
        assert "Điểm danh: không có số liệu." in words


def test_a_class_without_any_roster_has_no_figures(demo_app: Flask, head: FlaskClient) -> None:
    activity_id = new_books().id
    db.session.commit()
    assert "Người tham dự: không có số liệu." in pdf_words(head, f"/activities/{activity_id}/report")


def test_few_questionnaires_point_at_nobody(demo_app: Flask) -> None:
    activity = thalassemia()
    fill_questionnaires(activity, [1] * (FEWEST_SHEETS - 1))
    assert report_of(activity).questions == []
    fill_questionnaires(activity, [2])
    report = report_of(activity)
    assert report.questions[0].counts == (4, 1, 0, 0, 0)
    assert str(report.questions[0].mean) == "1.2"


def test_the_mean_mark_is_rounded_half_up(demo_app: Flask) -> None:
    activity = thalassemia()
    fill_questionnaires(activity, [4, 4, 4, 5] * 5)
    assert str(report_of(activity).questions[0].mean) == "4.3"  # 4.25


def test_the_workbook_has_typed_cells_and_sums(demo_app: Flask, head: FlaskClient) -> None:
    activity = thalassemia()
    fill_questionnaires(activity, [5, 4, 4, 3, 5])
    activity_id = activity.id
    db.session.commit()
    names, groups, topics, questions = cells(head, f"/activities/{activity_id}/report?as=xlsx")
    assert names[-1][2:8] == ["Cộng", "", 22.0, 22.0, 43.0, 172.0]
    assert groups[-3:] == [
        ["Cán bộ, cộng tác viên", 21.0, 21.0],
        ["Khách mời", 1.0, 1.0],
        ["Cộng", 22.0, 22.0],
    ]
    assert topics[-1][1:5] == ["Cộng", 4.0, 4.0, 8.0]
    assert questions[-1][1:] == [0.0, 0.0, 1.0, 2.0, 2.0, 4.2]


def test_a_name_that_looks_like_a_formula_stays_text(demo_app: Flask, head: FlaskClient) -> None:
    activity = new_books()
    seat_guests(activity.id, [Guest("=HYPERLINK(1)", GuestGroup.OTHER, "+84")], by=None)
    activity_id = activity.id
    db.session.commit()
    (names, *_more) = cells(head, f"/activities/{activity_id}/report?as=xlsx")
    assert names[-2][1:3] == ["+84", "=HYPERLINK(1)"]


def test_an_english_reader_gets_an_english_page_and_a_vietnamese_paper(
    demo_app: Flask, head: FlaskClient
) -> None:
    activity_id = thalassemia().id
    db.session.commit()
    head.post("/language", data={"language": "en"})
    with head.session_transaction() as cookie:
        cookie["language"] = "en"
    page = page_words(head, f"/activities/{activity_id}/papers")
    assert "The report says 21, the roster has 22 people." in page
    assert "Báo cáo ghi 21" in pdf_words(head, f"/activities/{activity_id}/report")


def test_taking_the_names_away_is_noted(demo_app: Flask, head: FlaskClient) -> None:
    activity_id = thalassemia().id
    db.session.commit()
    for url in ("papers", "report?as=xlsx", "sign-in-sheet"):
        head.get(f"/activities/{activity_id}/{url}")
    noted = db.session.execute(select(AccessLogEntry.subject, AccessLogEntry.exported)).all()
    assert [tuple(row) for row in noted] == [
        (f"activity {activity_id} report", False),
        (f"activity {activity_id} report xlsx", True),
        (f"activity {activity_id} sign-in sheet", True),
    ]


@pytest.mark.parametrize("url", ["papers", "report", "sign-in-sheet", "questionnaire-sheet"])
def test_the_papers_of_others_are_not_found(demo_app: Flask, url: str) -> None:
    activity = a_class(unit_id=country().id)
    activity_id = activity.id
    client = demo_app.test_client()
    sign_in(client, *people("TD-X01"))
    assert client.get(f"/activities/{activity_id}/{url}").status_code == 404


def test_a_shape_that_is_not_written_is_not_found(demo_app: Flask, head: FlaskClient) -> None:
    activity_id = new_books().id
    db.session.commit()
    assert head.get(f"/activities/{activity_id}/report?as=exe").status_code == 404


@pytest.mark.parametrize("field", ["superior", "agency", "number", "place", "power", "signatory", "day"])
@pytest.mark.parametrize("url", ["/activities/{}/report", "/activities/year/report"])
def test_a_head_that_cannot_be_is_refused_at_its_field(
    demo_app: Flask, head: FlaskClient, url: str, field: str
) -> None:
    activity_id = new_books().id
    db.session.commit()
    answer = head.get(url.format(activity_id), query_string={field: "Sở " * 3000, "as": "pdf"})
    assert answer.status_code == 422
    assert f'id="{field}-error' in answer.get_data(as_text=True)

"""The report of a year: seats and people side by side, on page, PDF, Word and Excel."""

import re
from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from lms.activities.models import Activity, GuestGroup
from lms.activities.queries import roster_of
from lms.activities.rules.attending import close
from lms.activities.rules.planning import cancel, every_half_day
from lms.activities.rules.seating import Guest, seat_guests
from lms.base.database import db
from lms.places.queries import country, unit_by_code
from lms.plans.formats.year_paper import why_unknown
from lms.plans.rules.reporting import year_report
from tests.factories.account import sign_in
from tests.factories.activities import come, sit
from tests.factories.reports import (
    cells,
    collaborators,
    district,
    docx_words,
    new_books,
    page_words,
    pdf_words,
    people,
)

DAY = date(2021, 6, 14)
"""In a year in which the demonstration held nothing."""


def books_of_2021(**more: object) -> Activity:
    """A planned class of that year."""
    return new_books(half_days=every_half_day(DAY, DAY), **more)


@pytest.fixture
def head(demo_app: Flask) -> FlaskClient:
    """A client of the head of the province's population office."""
    client = demo_app.test_client()
    sign_in(client, *people("DEMO-LD"))
    return client


def a_year() -> None:
    """Two closed classes that nine people share, a planned one and one that was called off."""
    first = books_of_2021(solution_group=1)
    come(first, sit(first, *collaborators(1, 12)))
    seat_guests(first.id, [Guest("Trần Văn Đông", GuestGroup.VILLAGE_HEAD, "thôn Đông")], by=None)
    come(first, [each for each in roster_of(first.id) if each.person_id is None])
    second = books_of_2021(title="Truyền thông về mất cân bằng giới tính khi sinh", solution_group=2)
    come(second, sit(second, *collaborators(4, 14), *people("TD-X01", "TD-X02")))
    for each in (first, second):
        close(each.id, by=None)
    open_class = books_of_2021(title="Lớp chưa chốt")
    come(open_class, sit(open_class, *collaborators(20, 25)))
    cancel(books_of_2021(title="Lớp bị hủy").id, reason="mưa bão", by=None)


def test_seats_and_people_stand_side_by_side(demo_app: Flask) -> None:
    a_year()
    report = year_report(district(), DAY.year)
    sums = report.sums
    assert (sums.seats, sums.persons, sums.guests) == (25, 16, 1)
    assert [(sums.seats_of(kind), sums.persons_of(kind)) for kind in sums.kinds] == [
        (2, 2),
        (23, 14),
    ]
    assert [line.activity.title for line in report.lines][-1] == "Lớp chưa chốt"


def test_the_year_is_the_same_on_page_pdf_and_word(demo_app: Flask, head: FlaskClient) -> None:
    a_year()
    db.session.commit()
    shown = [
        page_words(head, f"/activities/year?year={DAY.year}"),
        pdf_words(head, f"/activities/year/report?year={DAY.year}&as=pdf"),
        docx_words(head, f"/activities/year/report?year={DAY.year}&as=docx"),
    ]
    for words in shown:
        assert "Cộng tác viên dân số 23 14" in words
        assert "Cán bộ, cộng tác viên 25 16" in words
        assert "chưa chốt điểm danh" in words
        assert "Lớp bị hủy" not in words
        assert re.search(r"Cộng \(lượt\) 2 23 1 26", words)
        assert re.search(r"Số người \(mỗi người tính một lần\) 2 14 — 16", words)


def test_the_workbook_of_the_year_has_days_as_days(demo_app: Flask, head: FlaskClient) -> None:
    a_year()
    db.session.commit()
    activities, sums = cells(head, f"/activities/year/report?year={DAY.year}&as=xlsx")
    assert activities[3][1] == DAY
    assert activities[-2][-4:] == [2.0, 23.0, 1.0, 26.0]
    assert sums[-2] == ["Cán bộ, cộng tác viên", 25.0, 16.0]


def test_the_units_of_today_report_what_those_before_them_held(demo_app: Flask) -> None:
    a_year()
    province = unit_by_code("25", date(2026, 1, 1))
    assert province
    assert year_report(province, DAY.year).sums.seats == 25
    assert year_report(country(), DAY.year).sums.seats == 25


def test_a_year_without_activities_says_so(demo_app: Flask, head: FlaskClient) -> None:
    assert "Năm 2019 chưa có hoạt động nào" in page_words(head, "/activities/year?year=2019")
    assert "Năm 2019 chưa có hoạt động nào" in pdf_words(head, "/activities/year/report?year=2019")


def test_a_year_without_closed_attendance_has_no_figures(demo_app: Flask, head: FlaskClient) -> None:
    books_of_2021()
    db.session.commit()
    assert "không có số liệu" in page_words(head, f"/activities/year?year={DAY.year}")


@time_machine.travel(date(2021, 1, 10))
def test_what_is_still_to_come_is_not_called_open(demo_app: Flask) -> None:
    with demo_app.test_request_context():
        activity = books_of_2021()
        (line,) = year_report(district(), DAY.year).lines
        assert line.activity.id == activity.id
        assert why_unknown(line) == "chưa diễn ra"


def test_somebody_else_s_unit_is_not_reported(demo_app: Flask) -> None:
    client = demo_app.test_client()
    sign_in(client, *people("TD-X01"))
    assert client.get(f"/activities/year?unit={country().id}").status_code == 404


@pytest.mark.parametrize("year", ["abc", "99999", "", "1800"])
def test_a_year_that_cannot_be_read_is_this_one(demo_app: Flask, head: FlaskClient, year: str) -> None:
    assert "Hoạt động năm 20" in page_words(head, f"/activities/year?year={year}")

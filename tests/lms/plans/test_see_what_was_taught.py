"""What classes have taught to whom, who still lacks it, and why: in the rules and on the pages."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lms.activities.rules.attending import close
from lms.activities.rules.planning import PlannedTopic
from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.people.models import Level
from lms.people.queries import role_of
from lms.places.models import Unit
from lms.places.queries import unit_by_code
from lms.plans.models.tally import Subject, Why
from lms.plans.queries import activities_of_year
from lms.plans.rules.covering import lacking, sittings_of
from lms.standards.queries import clause_of
from tests.factories.account import sign_in
from tests.factories.activities import DAY, come, in_tam_duong, sit
from tests.factories.people import make_person, post_person
from tests.factories.reports import collaborators, district, page_words, people
from tests.factories.standards import competency

YEAR_END = date(2022, 12, 31)


@pytest.fixture
def head(demo_app: Flask) -> FlaskClient:
    """A client of the head of the province's population office."""
    client = demo_app.test_client()
    sign_in(client, *people("DEMO-LD"))
    return client


def hop_hoa() -> Unit:
    unit = unit_by_code("08869", DAY)
    assert unit
    return unit


def test_the_rosters_say_why_somebody_lacks_a_subject(both_demo_app: Flask) -> None:
    topic = PlannedTopic("Đề xuất với cán bộ xã", competency("ctv_nv9").id, theory=4, practice=4)
    closed, open_class = in_tam_duong(topic), in_tam_duong(topic, title="Lớp chưa chốt")
    came, short, absent = sit(closed, *collaborators(1, 3))
    come(closed, [came])
    come(closed, [short], half_days=[0])
    come(closed, [absent], present=False)
    close(closed.id, by=None)
    come(open_class, sit(open_class, *collaborators(4, 4)))
    late = make_person("Trần Thị Đến Sau", code="DEN-SAU")
    post_person(late, hop_hoa(), hamlet="Thôn Đông", since=DAY + timedelta(days=30))

    kind = role_of("ctv_ds", Level.HAMLET).staff_kind
    sittings = sittings_of(activities_of_year(district(), DAY.year))
    left = lacking(Subject(competency("ctv_nv9")), sittings, district(), kind, YEAR_END)
    reasons = {each.person.code: (each.why, each.activity) for each in left}
    assert len(reasons) == 197
    assert "TD-C001" not in reasons
    assert reasons["TD-C002"] == (Why.TOO_SHORT, closed)
    assert reasons["TD-C003"] == (Why.ABSENT, closed)
    assert reasons["TD-C004"] == (Why.WAITING, open_class)
    assert reasons["TD-C005"] == (Why.UNKNOWN, None)
    assert reasons["DEN-SAU"] == (Why.NEW, open_class)


def test_the_page_shows_seats_people_and_how_far_each_subject_has_come(head: FlaskClient) -> None:
    words = page_words(head, "/activities/taught?year=2022").replace("\xa0", " ")
    assert "424 Lượt dự bình quân 2,15 lượt mỗi người đang làm việc" in words
    assert "187 Số người (mỗi người tính một lần)" in words
    assert "01/2022/TT-BYT, Phụ lục I 2 201 187/197 94,9 % 10 người" in words
    assert "Tổng cục Dân số - Kế hoạch hóa gia đình 1 không có số liệu" in words


def test_the_number_opens_ten_names_with_reasons_and_looking_is_noted(head: FlaskClient) -> None:
    clause = clause_of("01/2022/TT-BYT", "Phụ lục I", YEAR_END)
    assert clause
    words = page_words(head, f"/activities/taught/lacking?year=2022&subject=clause-{clause.id}")
    assert "10 người" in words
    assert words.count("Có tên trong danh sách nhưng không dự") == 4
    assert words.count("Chưa rõ") == 6
    seen = select(func.count()).where(AccessLogEntry.subject.contains(f"lacking clause-{clause.id}"))
    assert db.session.scalar(seen) == 1


@pytest.mark.parametrize("subject", ["", "clause-999999", "clause-", "x", "competency-1' OR 1=1"])
def test_a_subject_that_nobody_taught_is_not_found(head: FlaskClient, subject: str) -> None:
    address = "/activities/taught/lacking"
    assert head.get(address, query_string={"year": 2022, "subject": subject}).status_code == 404


@pytest.mark.parametrize("question", ["year=abc", "year=99999", "unit=0", "unit=x", "kind=x", "kind=0"])
def test_a_question_that_cannot_be_read_is_the_usual_one(head: FlaskClient, question: str) -> None:
    words = page_words(head, f"/activities/taught?{question}")
    assert "Nội dung đã tập huấn năm 20" in words
    assert "Tỉnh Phú Thọ" in words


def test_a_year_without_classes_says_what_to_do(head: FlaskClient) -> None:
    assert "Năm 2019 chưa có lớp nào" in page_words(head, "/activities/taught?year=2019")


def test_an_officer_sees_what_her_own_commune_held(demo_app: Flask) -> None:
    client = demo_app.test_client()
    sign_in(client, *people("TD-X01"))
    words = page_words(client, "/activities/taught?year=2026")
    assert "Xã Tam Dương, Tỉnh Phú Thọ" in words
    assert "Năm 2026 chưa có lớp nào" in words


def test_the_page_of_activities_leads_to_the_pages_of_its_year(head: FlaskClient) -> None:
    page = head.get("/activities?year=2022").text
    pages = (
        "/plans/2022",
        "/activities/taught?year=2022",
        "/activities/year?year=2022",
        "/activities/proposals",
    )
    assert [address for address in (*pages, "/meetings", "/visits") if f'href="{address}"' not in page] == []

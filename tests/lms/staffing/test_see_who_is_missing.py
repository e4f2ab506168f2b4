"""Vacant posts and hamlets without anybody trained, as the head and the officer see them."""

import io
import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.coverage.rules.tabulating import table_of
from lms.people.models import EndReason, Person, Posting
from lms.people.queries import postings_of
from lms.people.rules.leaving import leave
from lms.people.rules.posting import end
from lms.places.queries import subtree_ids
from lms.staffing.queries.vacancies import vacancy_count
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_head, make_officer
from tests.factories.places import unit
from tests.factories.standards import a_class
from tests.factories.statements import statements

TODAY = date(2026, 11, 22)
ASKED = "bao_ve_tre_em"


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)


def serving(name: str, hamlet: str, code: str = "08869", *, trained: bool = False) -> Posting:
    person = make_collaborator(unit(code), name, hamlet=hamlet)
    db.session.commit()
    if trained:
        a_class(person, ASKED, date(2025, 9, 1))
    return postings_of(person.id)[0]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def officer(shipped_app: Flask) -> Person:
    return make_officer(unit("08869"))


def test_n2_vacant_posts_say_since_when_and_who_held_them(shipped_app: Flask, officer: Person) -> None:
    end(serving("Trần Thị Lan", "Thôn Đông"), date(2026, 10, 1), EndReason.RETIRED.value)
    leave(serving("Lê Thị Cúc", "Thôn Tây"), date(2026, 3, 1), EndReason.MATERNITY, date(2026, 9, 1), by=None)
    serving("Bùi Thị Sen", "Thôn Nam")
    end(serving("Đào Thị Nga", "Thôn Bắc", "08905"), date(2026, 10, 1), EndReason.RETIRED.value)
    client = client_of(shipped_app, officer)
    page = words(client.get("/vacant-posts").text)
    assert "2 vị trí đang trống" in page
    assert "Thôn Đông Xã Tam Dương, Tỉnh Phú Thọ 01/10/2026 Trần Thị Lan nghỉ hưu" in page
    assert "Thôn Tây Xã Tam Dương, Tỉnh Phú Thọ 01/03/2026 đã hẹn trở lại ngày 01/09/2026" in page
    assert "Bùi Thị Sen" not in page
    assert "Đào Thị Nga" not in page
    assert "2 vị trí đang trống" in words(client.get("/").text)


def test_n2_the_page_counts_what_coverage_counts(shipped_app: Flask) -> None:
    end(serving("Trần Thị Lan", "Thôn Đông"), date(2026, 10, 1), EndReason.RETIRED.value)
    end(serving("Đào Thị Nga", "Thôn Bắc", "08905"), date(2026, 10, 1), EndReason.RETIRED.value)
    serving("Lê Thị Cúc", "Thôn Tây")
    db.session.commit()
    province = unit("25")
    assert vacancy_count(subtree_ids([province.id], TODAY), TODAY) == 2
    assert table_of(province, TODAY).total.vacancies == 2


def test_the_head_narrows_vacant_posts_to_a_commune(shipped_app: Flask) -> None:
    end(serving("Trần Thị Lan", "Thôn Đông"), date(2026, 10, 1), EndReason.RETIRED.value)
    end(serving("Đào Thị Nga", "Thôn Bắc", "08905"), date(2026, 10, 1), EndReason.RETIRED.value)
    client = client_of(shipped_app, make_head(unit("25")))
    assert "2 vị trí đang trống" in client.get("/vacant-posts").text
    one = client.get("/vacant-posts?unit=Hội+Thịnh").text
    assert "Đào Thị Nga" in one
    assert "Trần Thị Lan" not in one
    wrong = client.get("/vacant-posts?unit=Không+có")
    assert wrong.status_code == 400
    assert "Không có đơn vị nào mang tên này" in wrong.text


def test_n16_the_page_shows_days_and_who_serves_there_now(shipped_app: Flask, officer: Person) -> None:
    gone = serving("Nguyễn Thị An", "Thôn Đông", trained=True)
    end(gone, date(2026, 3, 10), EndReason.RESIGNED.value)
    serving("Lê Thị Cúc", "Thôn Tây")
    serving("Bùi Thị Sen", "Thôn Nam", trained=True)
    client = client_of(shipped_app, officer)
    page = words(client.get(f"/untrained-places?requirement={ASKED}").text)
    # Of the four places one is the officer's own: the requirement is asked of her too.
    assert "trong 4 nơi có 3 nơi có ngày không có người được đào tạo" in page
    assert "Thôn Đông, Xã Tam Dương Cộng tác viên dân số" in page
    assert "258" in page
    assert "từ 10/03/2026 chưa có người" in page
    assert "Lê Thị Cúc 0900 000 556" in page
    assert "Bùi Thị Sen" not in page
    quarter = client.get(f"/untrained-places?requirement={ASKED}&since=2026-01-01&until=2026-03-31").text
    assert ">22<" in quarter
    subjects = db.session.scalars(select(AccessLogEntry.subject)).all()
    assert any(subject.startswith("hamlets without anybody trained") for subject in subjects)


def test_the_workbook_holds_the_same_places(shipped_app: Flask, officer: Person) -> None:
    gone = serving("Nguyễn Thị An", "Thôn Đông", trained=True)
    end(gone, date(2026, 3, 10), EndReason.RESIGNED.value)
    serving("Lê Thị Cúc", "Thôn Tây")
    client = client_of(shipped_app, officer)
    answer = client.get(f"/untrained-places.xlsx?requirement={ASKED}")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    rows = book.get_sheet_by_index(0).to_python()
    named = {row[2]: (row[5], row[7]) for row in rows[3:] if row[2]}
    assert named == {"Thôn Đông": (258, "chưa có người"), "Thôn Tây": (326, "Lê Thị Cúc")}
    exported = db.session.scalars(select(AccessLogEntry).where(AccessLogEntry.exported)).one()
    assert exported.actor_id == officer.id


@pytest.mark.parametrize(
    "question",
    [
        "since=2026-05-01&until=2026-04-01",
        "since=0001-01-01",
        "since=2000-01-01&until=2026-01-01",
        "until=9999-12-31",
        "requirement=khong_co",
        "by=nobody",
        "since=mai",
    ],
)
def test_a_question_that_cannot_be_counted_is_refused(
    shipped_app: Flask, officer: Person, question: str
) -> None:
    client = client_of(shipped_app, officer)
    assert client.get(f"/untrained-places?{question}").status_code == 400
    assert client.get(f"/untrained-places.xlsx?{question}").status_code == 400


def test_all_requirements_and_every_grain_can_be_asked_for(shipped_app: Flask, officer: Person) -> None:
    serving("Lê Thị Cúc", "Thôn Tây")
    client = client_of(shipped_app, officer)
    assert "Thôn Tây" in client.get("/untrained-places").text
    for grain in ("hamlet", "post", "commune"):
        page = client.get(f"/untrained-places?requirement=&by={grain}").text
        assert "Bảo vệ trẻ em" in page
        assert "Tập huấn" in page


def test_places_of_others_are_not_listed(shipped_app: Flask, officer: Person) -> None:
    serving("Đào Thị Nga", "Thôn Bắc", "08905")
    client = client_of(shipped_app, officer)
    assert "Đào Thị Nga" not in client.get(f"/untrained-places?requirement={ASKED}").text
    assert client.get("/untrained-places?unit=08905").status_code == 400
    collaborator = client_of(shipped_app, postings_of(serving("Hà Thị Mơ", "Thôn Lẻ").person_id)[0].person)
    for address in ("/vacant-posts", "/untrained-places", "/untrained-places.xlsx"):
        assert collaborator.get(address).status_code == 403


def test_neither_page_asks_more_of_the_database_for_more_rows(shipped_app: Flask) -> None:
    client = client_of(shipped_app, make_head(unit("25")))
    needed: dict[str, list[int]] = {}
    for number in (1, 30):
        for each in range(number):
            serving(f"Lê Thị Cúc {each}", f"Thôn {number} {each}")
            end(serving(f"Lê Thị Mơ {each}", f"Thôn lẻ {number} {each}"), date(2026, 9, 1), "retired")
        db.session.commit()
        for address in ("/vacant-posts", "/untrained-places", "/untrained-places.xlsx"):
            client.get(address)
            with statements() as made:
                assert client.get(address).status_code == 200
            needed.setdefault(address, []).append(len(made))
    assert all(few == many for few, many in needed.values()), needed

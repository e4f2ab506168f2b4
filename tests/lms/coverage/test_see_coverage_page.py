"""A head opens her numbers, goes down, and opens the names behind them."""

import io
import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.coverage.policies import covered_by, may_see_coverage
from lms.people.models import AccessRole, Person
from lms.people.rules.granting import grant
from lms.places.models import Unit
from tests.factories.account import sign_in
from tests.factories.coverage import Land, build_land
from tests.factories.people import person

YEAR_END = date(2022, 12, 31)


def as_person(app: Flask, who: Person) -> FlaskClient:
    """A visitor who is signed in."""
    client = app.test_client()
    sign_in(client, who)
    return client


def text_of(page: str) -> str:
    """The words of a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_head_sees_the_numbers_of_tam_duong_as_it_reported_them(demo_app: Flask) -> None:
    client = as_person(demo_app, person("DEMO-LD"))
    words = text_of(client.get("/coverage?unit=247&on=2022-12-31").text)
    for number in ("3/4 75,0", "2/4 50,0", "12/13 92,3", "187/197 94,9"):
        assert number in words.replace("\u00a0", " ")
    assert "còn thiếu 2" in words
    assert "Tổng các dòng bằng tổng số: 214 người." in words
    assert "/coverage?unit=08869&amp;on=2022-12-31" in client.get("/coverage?unit=247&on=2022-12-31").text


def test_today_the_same_210_stand_in_four_communes_of_phu_tho(demo_app: Flask) -> None:
    client = as_person(demo_app, person("DEMO-LD"))
    words = text_of(client.get("/coverage").text)
    assert "Chỉ tiêu: Tỉnh Phú Thọ" in words
    assert "12/13" in words
    for code in ("08869", "08872", "08896", "08905"):
        assert client.get(f"/coverage?unit={code}").status_code == 200


def test_on_a_past_day_she_chooses_among_the_units_that_hers_followed(demo_app: Flask) -> None:
    words = text_of(as_person(demo_app, person("DEMO-LD")).get("/coverage?on=2022-12-31").text)
    assert "Chọn đơn vị" in words
    assert "Tỉnh Vĩnh Phúc" in words


def test_english_is_all_english(demo_app: Flask) -> None:
    client = as_person(demo_app, person("DEMO-LD"))
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    words = text_of(client.get("/coverage?unit=247&on=2022-12-31").text)
    assert "12/13 92.3%" in words
    assert "The rows add up to the total: 214 people." in words


def test_a_number_opens_the_names_with_phones_and_why_not_yet(demo_app: Flask) -> None:
    client = as_person(demo_app, person("DEMO-LD"))
    page = client.get("/coverage/names?unit=247&on=2022-12-31&requirement=chuan_chuc_danh")
    words = text_of(page.text)
    names = [person(f"TD-H0{number}").full_name for number in range(1, 5)]
    assert all(name in words for name in names)
    assert "Đạt (2)" in words
    assert "Chưa đạt (2)" in words
    assert page.text.count('href="tel:0900') == 4
    lacking = client.get(
        f"{page.request.path}?unit=247&on=2022-12-31&requirement=chuan_chuc_danh&state=lacking"
    )
    shown = [name in lacking.text for name in names]
    assert shown == [False, False, True, True]


def test_who_looked_at_names_is_noted(demo_app: Flask) -> None:
    head = person("DEMO-LD")
    head_id = head.id
    client = as_person(demo_app, head)
    client.get("/coverage?unit=247&on=2022-12-31")
    client.get("/coverage/names?unit=247&on=2022-12-31")
    client.get("/coverage/workbook?unit=247&on=2022-12-31")
    log = db.session.scalars(select(AccessLogEntry).where(AccessLogEntry.subject.like("coverage%"))).all()
    assert [(entry.actor_id, entry.exported) for entry in log] == [(head_id, False), (head_id, True)]


def test_the_workbook_holds_numbers_as_numbers_and_phones_as_text(demo_app: Flask) -> None:
    answer = as_person(demo_app, person("DEMO-LD")).get("/coverage/workbook?unit=247&on=2022-12-31")
    assert "chi-tieu-huyen-tam-duong-247-2022-12-31.xlsx" in answer.headers["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    table = book.get_sheet_by_index(0).to_python()
    heading = next(number for number, row in enumerate(table) if row[0] == "Mã đơn vị")
    total = next(row for row in table if row[1] == "Tổng số (mỗi người tính một lần)")
    place = table[heading].index("Đạt chuẩn dân số viên hạng IV: số đạt")
    assert total[place : place + 5] == [12, 13, pytest.approx(0.923), 1, 1]
    assert table[-1][1] == "Tổng các dòng bằng tổng số: 214 người."
    names = book.get_sheet_by_index(1).to_python()
    officer = person("TD-X01")
    row = next(row for row in names if row[1] == officer.full_name and row[3] == officer.phone)
    assert row[2] == officer.birth_date
    assert row[0].endswith("Huyện Tam Dương, Tỉnh Vĩnh Phúc")


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/coverage?unit=247&on=2026-01-01", 404, "đến hết ngày 30/06/2025"),
        ("/coverage?unit=99999", 404, "Không có đơn vị nào mang mã 99999."),
        ("/coverage?unit=01", 404, "không thuộc các đơn vị được giao phụ trách"),
        ("/coverage?on=abc", 400, ""),
        ("/coverage?on=1850-01-01", 200, "không có đơn vị nào được giao phụ trách"),
        ("/coverage?unit=25&on=2040-01-01", 200, "Ngày này chưa đến"),
        ("/coverage/names?unit=25&requirement=khong_co", 404, ""),
        ("/coverage/names?unit=25&row=elsewhere", 400, ""),
    ],
)
def test_a_bad_address_is_answered_in_a_sentence(
    demo_app: Flask, address: str, status: int, said: str
) -> None:
    answer = as_person(demo_app, person("DEMO-LD")).get(address)
    assert answer.status_code == status
    assert said in text_of(answer.text)


def test_an_officer_sees_her_commune_and_nothing_else(demo_app: Flask) -> None:
    client = as_person(demo_app, person("TD-X01"))
    assert "Chỉ tiêu: Xã Tam Dương, Tỉnh Phú Thọ" in text_of(client.get("/coverage").text)
    for foreign in ("25", "08872", "01"):
        for path in ("/coverage", "/coverage/names", "/coverage/workbook"):
            assert client.get(f"{path}?unit={foreign}").status_code == 404


def test_a_collaborator_is_refused_and_a_stranger_asked_to_sign_in(demo_app: Flask) -> None:
    client = as_person(demo_app, person("TD-C001"))
    for path in ("/coverage", "/coverage/names", "/coverage/workbook"):
        assert client.get(path).status_code == 403
        assert demo_app.test_client().get(path).status_code == 302
        assert client.post(path).status_code in (400, 405)


def test_the_start_page_of_a_head_shows_her_figures_and_that_of_others_does_not(demo_app: Flask) -> None:
    assert "Xem số liệu theo đơn vị" in as_person(demo_app, person("DEMO-LD")).get("/").text
    assert "Xem số liệu theo đơn vị" not in as_person(demo_app, person("TD-C001")).get("/").text


def casts(land: Land) -> list[Person]:
    """Heads of the country, of the province and of one commune, and somebody without any grant."""
    people = [land.serves(name, land.an_binh) for name in ("Lê Hoa", "Vũ Lan", "Bùi Huệ", "Hà Dung")]
    for who, unit in zip(people, (land.country, land.province, land.an_minh), strict=False):
        grant(who, AccessRole.HEAD, unit, date(2020, 1, 1))
    db.session.commit()
    return people


@pytest.mark.parametrize("day", [YEAR_END, date(2026, 6, 30)])
def test_list_and_page_agree_on_whose_numbers_somebody_may_see(both_app: Flask, day: date) -> None:
    land = build_land()
    people = casts(land)
    seen = []
    for who in people:
        listed = set(db.session.scalars(select(Unit.id).where(covered_by(who, day))))
        assert listed == {
            unit.id for unit in db.session.scalars(select(Unit)) if may_see_coverage(who, unit, day)
        }
        seen.append(len(listed))
    # The head of An Minh sees, for 2022, the three communes that it followed.
    assert seen == ([7, 5, 3, 0] if day == YEAR_END else [5, 3, 1, 0])

"""Reports of a day and of a year: one description, the same numbers in every shape."""

import csv
import io
import json
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.base.database import db
from lms.coverage.models import RowKind
from lms.coverage.rules.reporting import YearFigures, year_figures
from lms.coverage.rules.tabulating import table_of
from lms.people.models import Level
from tests.factories.account import sign_in
from tests.factories.coverage import build_land
from tests.factories.people import make_head
from tests.factories.reports import cells, district, docx_words, page_words, pdf_words, people

YEAR_END = date(2022, 12, 31)
DAY = "/coverage/report/file?unit=247&on=2022-12-31&as="
YEAR = "/coverage/year-report/file?unit=247&year=2022&as="


@pytest.fixture
def head(demo_app: Flask) -> FlaskClient:
    client = demo_app.test_client()
    sign_in(client, *people("DEMO-LD"))
    return client


def shown(head: FlaskClient, page: str, files: str) -> list[str]:
    """What the page, the PDF and the Word file say."""
    return [page_words(head, page), pdf_words(head, files + "pdf"), docx_words(head, files + "docx")]


def test_a_report_of_a_day_is_the_same_on_page_pdf_and_word(demo_app: Flask, head: FlaskClient) -> None:
    for words in shown(head, "/coverage/report?unit=247&on=2022-12-31", DAY):
        assert "T1 4 3 75,0 % 80,0 % 1 0" in words
        assert "T2 13 12 92,3 % 100,0 % 1 0" in words
        assert "214" in words
        assert "Mỗi người chỉ tính một lần" in words


def test_the_paper_follows_the_decree(demo_app: Flask, head: FlaskClient) -> None:
    for words in (
        pdf_words(head, f"{DAY}pdf&agency=Chi cục Dân số&number=12/BC-CCDS&signatory=Lê Văn Tám"),
        docx_words(head, f"{DAY}docx&agency=Chi cục Dân số&number=12/BC-CCDS&signatory=Lê Văn Tám"),
    ):
        for part in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/BC-CCDS", "Nơi nhận", "Lê Văn Tám"):
            assert part in words


def test_csv_json_and_excel_carry_the_numbers_of_the_page(demo_app: Flask, head: FlaskClient) -> None:
    table = table_of(district(), YEAR_END)
    answer = head.get(DAY + "json")
    assert answer.mimetype == "application/json"
    objects = json.loads(answer.data)
    assert [(each["n"], each["total"]) for each in objects[: len(table.columns)]] == [
        (cell.count.confirmed, cell.count.asked) for cell in table.total.cells
    ]
    raw = head.get(DAY + "csv").data
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert [(int(line["n"]), int(line["total"])) for line in lines] == [
        (each["n"], each["total"]) for each in objects
    ]
    numbers, names = cells(head, DAY + "xlsx")
    assert any(table.total.people in row for row in numbers)
    assert len(names) > table.total.people


def test_only_the_workbook_of_a_day_names_people_and_it_is_noted(demo_app: Flask, head: FlaskClient) -> None:
    for shape in ("csv", "json"):
        assert "Nguyễn Thị" not in head.get(DAY + shape).data.decode()
    before = db.session.connection().exec_driver_sql("SELECT count(*) FROM access_log").scalar_one()
    db.session.rollback()
    head.get(DAY + "xlsx")
    after = db.session.connection().exec_driver_sql("SELECT count(*) FROM access_log").scalar_one()
    assert after == before + 1


def test_the_year_report_answers_each_target_with_its_gap(demo_app: Flask, head: FlaskClient) -> None:
    for words in shown(head, "/coverage/year-report?unit=247&year=2022", YEAR):
        for line in (
            "T1 4 3 75,0 % 80,0 % 1 0",
            "T2 4 2 50,0 % 100,0 % 2 0",
            "T2 13 12 92,3 % 100,0 % 1 0",
        ):
            assert line in words, line
        assert "T5 197" in words


def year() -> YearFigures:
    return year_figures(district(), 2022)


def staff_at(*levels: Level) -> int:
    return sum(each.people for each in year().staff if each.role.level in levels)


def line_of(code: str) -> tuple[int, int, str, int | None]:
    (line,) = [each for each in year().lines if each.requirement.code == code]
    return line.cell.count.confirmed, line.cell.count.asked, str(line.cell.percent), line.cell.gap


def test_a1_the_year_report_counts_214_people_by_level(demo_app: Flask) -> None:
    assert year().table.total.people == 214
    assert (staff_at(Level.DISTRICT), staff_at(Level.COMMUNE), staff_at(Level.HAMLET)) == (4, 13, 197)


def test_a2_the_year_report_says_who_lacks_the_basics(demo_app: Flask) -> None:
    assert line_of("kien_thuc_ds_co_ban") == (3, 4, "75.0", 1)


def test_a3_the_year_report_says_who_lacks_the_title_standard(demo_app: Flask) -> None:
    assert line_of("chuan_chuc_danh") == (2, 4, "50.0", 2)


def test_a4_the_year_report_gives_12_of_13_officers(demo_app: Flask) -> None:
    assert line_of("dat_chuan_dsv_hang_iv") == (12, 13, "92.3", 1)


def test_a5_the_year_report_finds_no_commune_without_an_officer(demo_app: Flask, head: FlaskClient) -> None:
    assert year().without_officer == (0, 13)
    assert sum(row.kind is RowKind.UNIT for row in year().table.rows) == 13
    assert "Số xã chưa có viên chức dân số: 0 trên 13 xã" in pdf_words(head, YEAR + "pdf")


def test_a14_the_year_report_sets_424_seats_beside_the_people(demo_app: Flask) -> None:
    sums = year().activities.sums
    (collaborators,) = [kind for kind in sums.kinds if kind and kind.code == "ctv_ds"]
    assert sums.seats_of(collaborators) == 424
    assert sums.persons_of(collaborators) <= 197


def test_the_workbook_of_the_year_has_numbers_as_numbers(demo_app: Flask, head: FlaskClient) -> None:
    staff, targets, _units, activities = cells(head, YEAR + "xlsx")
    assert staff[-1][1] == 214
    assert any(row[2:4] == [12, 13] and row[6] == 1 for row in targets)
    assert any(424 in row for row in activities)


def test_a_year_that_nobody_knows_or_a_unit_of_others_is_not_found(app: Flask) -> None:
    land = build_land()
    client = app.test_client()
    sign_in(client, make_head(land.province))
    assert client.get("/coverage/year-report?year=2022&unit=90").status_code == 200
    assert client.get("/coverage/year-report?year=9&unit=90").status_code == 200
    assert client.get("/coverage/year-report?year=2022&unit=91").status_code == 404
    assert client.get("/coverage/year-report?year=2022&unit=khong").status_code == 404
    assert client.get("/coverage/report/file?unit=90&as=exe").status_code == 404
    assert client.get("/coverage/report/file?unit=91").status_code == 404
    long = "x" * 500
    assert client.get(f"/coverage/report/file?unit=90&agency={long}").status_code == 422
    assert client.get(f"/coverage/year-report/file?unit=90&agency={long}").status_code == 422


def test_an_empty_unit_has_an_empty_report(app: Flask) -> None:
    land = build_land()
    client = app.test_client()
    sign_in(client, make_head(land.province))
    assert "0 người làm công tác dân số" in pdf_words(client, "/coverage/report/file?unit=90&as=pdf")
    assert "chưa có hoạt động nào" in pdf_words(client, "/coverage/year-report/file?unit=90&year=2022")

"""A head sees the state of her province in one screen, and every number is one of the coverage page's."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from flask import Flask
from sqlalchemy import event

from lms.base import clock
from lms.base.database import db
from lms.coverage.models import RowKind
from lms.coverage.queries.changing import month_of
from lms.coverage.rules.surveying import survey
from lms.coverage.rules.tabulating import scene_of, table_of
from lms.people.models import Person
from lms.people.queries import person_by_code
from lms.places.queries import unit_by_code
from lms.standards.queries.declared import waiting_number
from lms.web.filters import count, percent
from tests.factories.account import sign_in
from tests.factories.coverage import build_land, build_province
from tests.factories.people import make_head


def page_of(app: Flask, person: Person) -> str:
    """Her start page."""
    client = app.test_client()
    sign_in(client, person)
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.text


def words_of(html: str) -> str:
    """The words of a piece of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ").strip()


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of the database inside the block."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


def test_the_lines_are_the_totals_of_the_coverage_page(both_demo_app: Flask) -> None:
    head, province = person_by_code("DEMO-LD"), unit_by_code("25", clock.today())
    assert head
    assert province
    table = table_of(province, clock.today())
    page = words_of(page_of(both_demo_app, head))
    for column, cell in zip(table.columns, table.total.cells, strict=True):
        with both_demo_app.test_request_context():
            numbers = f"{percent(cell.percent)} {count(cell.count.confirmed)}/{count(cell.count.asked)}"
        assert f"{column.requirement.name_vi} {numbers}".replace("\u00a0", " ") in page


def test_each_of_the_five_targets_has_its_line_even_where_nobody_is_asked(demo_app: Flask) -> None:
    head = person_by_code("DEMO-LD")
    assert head
    page = words_of(page_of(demo_app, head))
    for words in ("T1 Kiến thức dân số cơ bản", "T2 Chuẩn chức danh", "T2 Đạt chuẩn dân số viên hạng IV"):
        assert words in page
    assert "T3 Cung cấp dịch vụ dân số và phát triển — chỉ tiêu 90 % chưa có ai" in page
    assert "T4 Quản lý dân số và phát triển — chỉ tiêu 80 % chưa có ai" in page
    assert "T5 Tập huấn cộng tác viên dân số hằng năm" in page
    assert "còn thiếu 1" in page


def test_the_tiles_are_the_rows_of_the_coverage_page_the_least_first(both_demo_app: Flask) -> None:
    head, province = person_by_code("DEMO-LD"), unit_by_code("25", clock.today())
    assert head
    assert province
    rows = [row for row in table_of(province, clock.today()).rows if row.kind is RowKind.UNIT and row.people]
    page = page_of(both_demo_app, head)
    tiles = re.findall(r'<a class="tile[^"]*" href="/coverage\?unit=(\d+)">(.*?)</a>', page, re.DOTALL)
    assert sorted(code for code, _ in tiles) == sorted(row.unit.code for row in rows)
    shares = []
    for code, tile in tiles:
        row = next(row for row in rows if row.unit.code == code)
        with both_demo_app.test_request_context():
            share = percent(row.percent).replace("\u00a0", " ")
        words = words_of(tile)
        assert share in words
        assert f"{row.people} người" in words
        assert f"{row.asked - row.confirmed} lượt chưa đạt" in words
        assert tile.count("<svg") == 1
        shares.append(row.percent)
    assert shares == sorted(shares)
    assert "Còn 144 đơn vị chưa có danh sách." in words_of(page)


def test_what_is_declared_waits_for_her_in_one_line(demo_app: Flask) -> None:
    head = person_by_code("DEMO-LD")
    assert head
    page = page_of(demo_app, head)
    assert page.count("khai báo chờ") == 1
    assert f"{waiting_number(head)} khai báo chờ xem giấy tờ" in page


def test_a_province_of_129_communes_is_asked_no_more_than_one_of_two(app: Flask) -> None:
    small = build_land()
    small.serves("Lê Hoa", small.an_minh, since=date(2025, 8, 1))
    small_head = make_head(small.province, "Hà Dung")
    large = build_province(people=400, communes=129)
    large_head = make_head(large, "Vũ Lan")
    db.session.commit()
    asked = []
    for head in (small_head, large_head):
        client = app.test_client()
        sign_in(client, head)
        with statements() as made:
            assert client.get("/").status_code == 200
        asked.append(len(made))
    assert asked[0] == asked[1]
    with statements() as made:
        state = survey(large, clock.today())
        month_of(scene_of(large, clock.today(), state.targets))
    assert len(state.places) == 129
    assert len([each for each in made if each.startswith(("SELECT", "WITH"))]) <= 12


def test_the_first_day_says_how_to_begin(app: Flask) -> None:
    land = build_land()
    head = make_head(land.province)
    db.session.commit()
    page = words_of(page_of(app, head))
    assert "Ở đây chưa có danh sách" in page
    assert "Gửi danh sách" in page
    assert "Không có việc nào đang chờ." in page


def test_who_answers_for_several_units_chooses_among_them(app: Flask) -> None:
    land = build_land()
    head = make_head(land.an_minh, "Hà Dung")
    other = make_head(land.son_dong, "Vũ Lan")
    for grant in list(other.grants):
        grant.person_id = head.id
    db.session.commit()
    page = page_of(app, head)
    assert 'href="/coverage?unit=90001"' in page
    assert 'href="/coverage?unit=90004"' in page


def test_a_province_reads_in_english_without_a_word_of_vietnamese_chrome(demo_app: Flask) -> None:
    head = person_by_code("DEMO-LD")
    assert head
    client = demo_app.test_client()
    sign_in(client, head)
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    page = words_of(client.get("/").text)
    assert "Needs a decision" in page
    assert "In 144 further units nobody is on record yet." in page
    assert "Chỉ tiêu" not in page

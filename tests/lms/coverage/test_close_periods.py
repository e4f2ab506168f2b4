"""Closing a period: its figures stay as they were reported, and every later difference has a name and a
reason."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import delete, text
from sqlalchemy.exc import DBAPIError

from lms.base import clock
from lms.base.database import db
from lms.coverage.models import Cause, Count, Period, PeriodClose, Span, State
from lms.coverage.queries.closes import latest_close
from lms.coverage.rules.closing import AlreadyClosed, Closing, NotOver, close_period
from lms.coverage.rules.freezing import digest_of
from lms.coverage.rules.rereading import EVERYBODY, Rereading, named_changes
from lms.people.models import Person, PersonAlias, Posting
from lms.people.rules.deciding_places import decide
from lms.places.models import Unit
from lms.standards.models import EvidenceStatus, Requirement
from lms.standards.rules.confirming import confirm
from lms.standards.rules.recording import void
from tests.factories.account import sign_in, type_in
from tests.factories.coverage import Land, build_land, move_to_today
from tests.factories.people import make_head, make_officer
from tests.factories.reports import page_words
from tests.factories.successions import split_commune

QUARTER = Period(2023, Span.Q1)
CLOSED_AT = datetime(2023, 4, 10, 9, tzinfo=clock.VIETNAM)
LATER = CLOSED_AT + timedelta(days=20)
IN_MARCH = date(2023, 3, 5)


@pytest.fixture
def after_the_quarter() -> Iterator[time_machine.Traveller]:
    """The clock stands some days after the quarter."""
    with time_machine.travel(CLOSED_AT, tick=False) as traveller:
        yield traveller


def land_of_three() -> tuple[Land, list[Person]]:
    """Three collaborators of An Bình, of whom the first has been trained in March."""
    land = build_land()
    people = [land.serves(f"Lê Thị {name}", land.an_binh) for name in ("Ánh", "Bình", "Cúc")]
    land.shows(people[0], land.yearly, IN_MARCH)
    db.session.commit()
    return land, people


def close(unit: Unit, period: Period = QUARTER, reason: str = "") -> PeriodClose:
    row = close_period(Closing(unit, period, reason), by=None)
    db.session.commit()
    return row


def changes(row: PeriodClose, requirement: Requirement | None = None) -> dict[str, tuple[Cause, int | None]]:
    """By name, why somebody is counted otherwise, and how far she is said to be now."""
    db.session.expire_all()
    again = Rereading(row)
    changed = again.changed(again.now, requirement.id if requirement else EVERYBODY)
    named = named_changes(changed)
    return {person.full_name if person else "erased": (each.cause, each.now) for each, person in named}


def figures(row: PeriodClose, requirement: Requirement) -> tuple[Count, Count]:
    again = Rereading(row)
    return again.reported.count(requirement.id), again.now.figures.count(requirement.id)


def test_n14_evidence_entered_after_closing_changes_only_the_second_reading(
    both_app: Flask, after_the_quarter: time_machine.Traveller
) -> None:
    land, people = land_of_three()
    row = close(land.province)
    kept, digest = row.workbook, row.digest
    after_the_quarter.move_to(LATER, tick=False)
    land.shows(people[1], land.yearly, IN_MARCH)
    db.session.commit()
    assert figures(row, land.yearly) == (Count(3, 1, 0), Count(3, 2, 0))
    assert changes(row, land.yearly) == {"Lê Thị Bình": (Cause.SHOWN, State.CONFIRMED)}
    assert changes(row) == {}
    assert (row.workbook, digest_of(row.snapshot)) == (kept, digest)


def test_n14_the_excel_of_a_closed_quarter_is_byte_identical_a_year_later(
    both_app: Flask, after_the_quarter: time_machine.Traveller
) -> None:
    land, people = land_of_three()
    client = both_app.test_client()
    head_id = make_head(land.province).id
    db.session.commit()
    row = close(land.province)
    address = f"/coverage/periods/{row.id}/workbook"
    sign_in(client, db.session.get_one(Person, head_id))
    first = client.get(address).data
    after_the_quarter.move_to(CLOSED_AT + timedelta(days=365), tick=False)
    land.shows(people[1], land.yearly, IN_MARCH)
    db.session.commit()
    sign_in(client, db.session.get_one(Person, head_id))
    assert client.get(address).data == first
    (sheet,) = CalamineWorkbook.from_filelike(io.BytesIO(first)).sheet_names
    lines = CalamineWorkbook.from_filelike(io.BytesIO(first)).get_sheet_by_name(sheet).to_python()
    assert any("Quý I năm 2023" in str(cell) for line in lines for cell in line)
    assert not any("Lê Thị" in str(cell) for line in lines for cell in line), "it names nobody"


def test_n14_every_difference_has_a_name_and_a_reason(
    both_app: Flask, after_the_quarter: time_machine.Traveller
) -> None:
    land, (anh, binh, cuc) = land_of_three()
    land.shows(binh, land.yearly, IN_MARCH, EvidenceStatus.DECLARED)
    again = land.serves("Lê Thị Ánh", land.binh_minh)
    gone = land.serves("Lê Thị Gấm", land.binh_minh)
    wrong = land.serves("Lê Thị Hoa", land.binh_minh)
    mistaken = land.shows(wrong, land.yearly, IN_MARCH)
    declared = land.shows(cuc, land.yearly, IN_MARCH, EvidenceStatus.DECLARED)
    db.session.commit()
    row = close(land.province)

    after_the_quarter.move_to(LATER, tick=False)
    land.serves("Lê Thị Yến", land.an_binh)
    void(mistaken, by=None, note="ghi nhầm người")
    confirm(declared, by=anh.id, document="Giấy chứng nhận 12")
    db.session.add(PersonAlias(merged_id=again.id, kept_id=anh.id, at=clock.now()))
    db.session.execute(delete(Posting).where(Posting.person_id == gone.id))
    db.session.execute(delete(Person).where(Person.id == gone.id))
    db.session.commit()

    assert changes(row) == {
        "Lê Thị Yến": (Cause.LISTED, State.LACKING),
        "Lê Thị Ánh": (Cause.MERGED, None),
        "erased": (Cause.ERASED, None),
    } | {name: cause for name, cause in changes(row).items() if cause[0] is Cause.MERGED}
    assert changes(row, land.yearly) == {
        "Lê Thị Yến": (Cause.LISTED, State.LACKING),
        "Lê Thị Ánh": (Cause.MERGED, None),
        "Lê Thị Cúc": (Cause.SHOWN, State.CONFIRMED),
        "Lê Thị Hoa": (Cause.VOIDED, State.LACKING),
        "erased": (Cause.ERASED, None),
    }


def test_n14_who_was_taken_off_by_a_later_list_is_told_too(
    both_app: Flask, after_the_quarter: time_machine.Traveller
) -> None:
    land, (anh, _binh, _cuc) = land_of_three()
    row = close(land.province)
    posting = db.session.query(Posting).filter_by(person_id=anh.id).one()
    posting.valid_until = date(2023, 2, 1)
    db.session.commit()
    assert changes(row) == {"Lê Thị Ánh": (Cause.UNLISTED, None)}


def test_n14_a_decision_on_a_split_unit_moves_people_between_rows(both_app: Flask) -> None:
    split = split_commune()
    db.session.commit()
    period, part = Period(2025, Span.Q3), split.small.tam_duong
    with time_machine.travel(datetime(2025, 10, 5, 9, tzinfo=clock.VIETNAM), tick=False):
        of_province, of_part = close(split.small.phu_tho, period), close(part, period)
    with time_machine.travel(datetime(2025, 11, 5, 9, tzinfo=clock.VIETNAM), tick=False):
        decide(split.unit.id, {split.hamlet("Thôn Đông").id: part.id}, {}, by=None)
        db.session.commit()
        came = {"Trần Thị Lan": (Cause.DECIDED, State.LACKING), "Bùi Thị Sen": (Cause.DECIDED, State.LACKING)}
        assert changes(of_part) == changes(of_province) == came
        again = Rereading(of_province)
        assert len(again.reported.places) == len(again.now.figures.places) == 4
        assert all(each.moved for each in again.changed(again.now, EVERYBODY))


def test_n14_under_the_units_of_today_those_who_came_with_other_communes_are_told(both_app: Flask) -> None:
    land, people = land_of_three()
    land.serves("Lê Thị Xuân", land.binh_minh)
    db.session.commit()
    row = close(land.an_binh)
    move_to_today(land)
    again = Rereading(row)
    assert again.today
    assert again.today.unit.id == land.an_minh.id
    assert (len(again.reported.places), len(again.now.figures.places)) == (3, 3)
    assert [each.cause for each in again.changed(again.today, EVERYBODY)] == [Cause.UNITS]
    assert people


def test_a_unit_that_was_parted_has_no_reading_under_the_units_of_today(both_app: Flask) -> None:
    land, _people = land_of_three()
    assert Rereading(close(land.cao_son)).today is None


def test_what_was_closed_adds_up_like_the_table(both_app: Flask) -> None:
    land, _people = land_of_three()
    snapshot = close(land.province).snapshot
    total, *rows = snapshot["rows"]
    assert total["people"] == sum(row["people"] for row in rows) == 3
    assert total["cells"] == [[1, 3, 0, None]]
    assert sum(len(ids) for _place, _role, ids in snapshot["serving"]) == 3


def test_a_period_that_goes_on_is_not_closed(app: Flask, after_the_quarter: time_machine.Traveller) -> None:
    land, _people = land_of_three()
    with pytest.raises(NotOver):
        close(land.province, Period(2023, Span.Q2))


def test_a_closed_period_is_closed_again_only_with_a_reason(both_app: Flask) -> None:
    land, people = land_of_three()
    first = close(land.province)
    with pytest.raises(AlreadyClosed):
        close(land.province)
    land.shows(people[1], land.yearly, IN_MARCH)
    db.session.commit()
    second = close(land.province, reason="Bổ sung danh sách lớp tháng 3")
    assert (second.supersedes_id, latest_close(land.province.id, QUARTER)) == (first.id, second)
    assert Rereading(first).reported.count(land.yearly.id).confirmed == 1
    assert Rereading(second).reported.count(land.yearly.id).confirmed == 2
    assert close(land.province, Period(2022, Span.YEAR)).supersedes_id is None


@pytest.mark.parametrize("statement", ["UPDATE period_close SET digest = 'x'", "DELETE FROM period_close"])
def test_nobody_changes_what_was_closed(both_app: Flask, statement: str) -> None:
    land, _people = land_of_three()
    close(land.province)
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(statement))


def head_of(app: Flask, unit: Unit) -> FlaskClient:
    client = app.test_client()
    sign_in(client, make_head(unit))
    return client


def test_a_head_closes_a_period_on_the_page(app: Flask) -> None:
    land, people = land_of_three()
    client = head_of(app, land.province)
    assert "Chưa chốt số liệu kỳ nào" in page_words(client, "/coverage/periods")
    answer = type_in(client, "/coverage/periods", unit="90", span="Q1", year="2023")
    assert answer.status_code == 303
    shown = answer.headers["Location"]
    assert "Quý I năm 2023: Tỉnh Sông Mẫu" in page_words(client, shown)
    land.shows(people[1], land.yearly, IN_MARCH)
    db.session.commit()
    assert re.search(r"Tập huấn hằng năm 1/3 33,3 % 2/3 66,7 % 1 người", page_words(client, shown))
    names = page_words(client, f"{shown}/names?requirement=tap_huan&reading=now")
    assert "Lê Thị Bình" in names
    assert "Lê Thị Cúc" not in names
    again = type_in(client, "/coverage/periods", unit="90", span="Q1", year="2023")
    assert again.status_code == 422
    assert "đã được chốt" in again.get_data(as_text=True)


@pytest.mark.parametrize(
    "fields",
    [
        {"unit": "", "span": "Q1", "year": "2023"},
        {"unit": "90", "span": "Q9", "year": "2023"},
        {"unit": "90", "span": "Q1", "year": "1"},
        {"unit": "99999", "span": "Q1", "year": "2023"},
        {"unit": "91", "span": "Q1", "year": "2023"},
        {"unit": "90", "span": "Y", "year": "2100"},
    ],
)
def test_a_wrong_question_closes_nothing(app: Flask, fields: dict[str, str]) -> None:
    land, _people = land_of_three()
    client = head_of(app, land.province)
    assert type_in(client, "/coverage/periods", **fields).status_code == 422
    assert db.session.query(PeriodClose).count() == 0


def test_what_another_province_closed_is_not_found(app: Flask) -> None:
    land, _people = land_of_three()
    row_id = close(land.province).id
    client = head_of(app, land.other_province)
    for address in ("", "/names", "/workbook"):
        assert client.get(f"/coverage/periods/{row_id}{address}").status_code == 404


def test_an_officer_reads_what_was_closed_for_her_commune_and_closes_nothing(app: Flask) -> None:
    land, _people = land_of_three()
    move_to_today(land)
    row_id = close(land.an_binh).id
    other_id = close(land.province).id
    client = app.test_client()
    sign_in(client, make_officer(land.an_minh))
    assert client.get(f"/coverage/periods/{row_id}").status_code == 200
    assert client.get(f"/coverage/periods/{other_id}").status_code == 404
    assert client.post("/coverage/periods").status_code in (400, 403)
    assert "<form class" not in client.get("/coverage/periods").text.split("<main")[1]

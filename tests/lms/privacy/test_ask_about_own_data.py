"""Everybody sees what is held about her, takes it along, and is answered within two working days."""

import io
import json
import zipfile
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms.base import clock
from lms.base.database import db
from lms.base.health import Health
from lms.base.spreadsheets import read_workbook
from lms.outbox.models import MessageOut
from lms.people.models import Grant, Posting
from lms.people.rules.merging import merge
from lms.privacy.formats.own_data import grouped
from lms.privacy.library import personal_map
from lms.privacy.models import DataRequest, Outcome, Wanted
from lms.privacy.queries import held_about, names_in
from lms.privacy.rules.requesting import MOST_OPEN, TooManyRequests, ask, matters, overdue
from lms.privacy.rules.working_days import is_working_day, working_days_after
from tests.factories.account import client_of, sign_in
from tests.factories.people import person
from tests.factories.privacy import words_of

FRIDAY = datetime(2026, 11, 20, 16, tzinfo=clock.VIETNAM)


def asked(code: str = "TD-C001", words: str = "Ngày sinh của tôi sai", at: datetime = FRIDAY) -> DataRequest:
    row = ask(person(code).id, Wanted.CORRECTION, words, at)
    db.session.commit()
    return row


def test_she_sees_what_is_held_and_who_looked(demo_app: Flask) -> None:
    learner = person("TD-C015")
    client_of(demo_app, person("TD-X01"))
    officer = person("DEMO-LD")
    client_of(demo_app, officer).get(f"/people/{learner.id}")
    mine = client_of(demo_app, person("TD-C015"))
    assert 'href="/my-data"' in mine.get("/account").text
    page = words_of(mine.get("/my-data").text)
    assert learner.full_name in page
    assert "24/04/1983" in page
    assert officer.full_name in page
    assert "Hồ sơ của một người" in page


def test_the_file_holds_all_of_it_and_nothing_secret(demo_app: Flask) -> None:
    learner = person("TD-C015")
    data = client_of(demo_app, learner).get("/my-data.zip").data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = json.loads(archive.read("du-lieu-cua-toi.json"))["data"]
        sheets = read_workbook(archive.read("du-lieu-cua-toi.xlsx"))
    assert held["person"][0]["full_name"] == person("TD-C015").full_name
    assert held["attempt"][0]["path"]
    assert not {"account", "sign_in_session"} & {
        name for name, rows in held.items() if "token_hash" in rows[0]
    }
    assert all(
        "hash" not in column or column == "content_hash" for rows in held.values() for column in rows[0]
    )
    assert any(person("TD-C015").full_name in str(row) for sheet in sheets for row in sheet.rows)


def test_nothing_of_anybody_else_stands_in_it(demo_app: Flask) -> None:
    learner, other = person("TD-C015"), person("TD-C016")
    text = str(held_about(personal_map(), learner.id))
    assert learner.full_name in text
    assert other.full_name not in text
    assert str(other.phone) not in text


def test_two_who_share_a_phone_see_each_her_own(demo_app: Flask) -> None:
    first, second = person("TD-C015"), person("TD-C016")
    names = first.full_name, second.full_name
    phone = client_of(demo_app, first)
    assert names[0] in phone.get("/my-data").text
    sign_in(phone, person("TD-C016"))
    page = phone.get("/my-data").text
    assert names[1] in page
    assert names[0] not in page
    assert names[0] not in str(json_of(phone.get("/my-data.zip").data))


def test_whoever_holds_two_posts_finds_both_and_what_was_read_as_hers(demo_app: Flask) -> None:
    learner, double = person("TD-C015"), person("TD-C016")
    was, posts = double.full_name, len(held_posts(learner.id))
    more = len(held_posts(double.id))
    for each in db.session.scalars(select(Grant).where(Grant.person_id == double.id)):
        db.session.delete(each)
    merge(learner, double, by=None)
    db.session.commit()
    held = json_of(client_of(demo_app, person("TD-C015")).get("/my-data.zip").data)
    assert len(held["posting"]) == posts + more >= 2
    assert {each["full_name"] for each in held["person"]} == {person("TD-C015").full_name, was}


def json_of(data: bytes) -> dict[str, list[dict[str, object]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held: dict[str, list[dict[str, object]]] = json.loads(archive.read("du-lieu-cua-toi.json"))["data"]
    return held


def held_posts(person_id: int) -> list[int]:
    return list(db.session.scalars(select(Posting.id).where(Posting.person_id == person_id)))


def test_the_page_groups_all_that_the_parts_declare(demo_app: Flask) -> None:
    held = held_about(personal_map(), person("TD-C015").id, 3)
    groups = grouped(held, names_in(held))
    assert sum(group.number for group in groups) == sum(each.number for each in held)
    assert all(len(each.rows) <= 3 for each in held)


def test_a_request_is_kept_answered_and_told(demo_app: Flask) -> None:
    learner = person("TD-C001")
    learner_id = learner.id
    mine = client_of(demo_app, learner)
    assert mine.post("/my-data", data={"wanted": "correction"}).status_code == 422
    assert mine.post("/my-data", data={"wanted": "correction", "words": "Sai ngày sinh"}).status_code == 303
    row = db.session.scalars(select(DataRequest)).one()
    row_id = row.id
    assert row.person_id == learner_id
    desk = client_of(demo_app, person("DEMO-QT"))
    assert person("TD-C001").full_name in desk.get("/data-requests").text
    assert "Sai ngày sinh" in desk.get(f"/data-requests/{row_id}").text
    sent = {"outcome": "done", "words": "Đã sửa ngày sinh"}
    assert desk.post(f"/data-requests/{row_id}", data=sent).status_code == 303
    row = db.session.scalars(select(DataRequest)).one()
    assert (row.outcome, row.answer, row.answered_by_id) == (
        Outcome.DONE,
        "Đã sửa ngày sinh",
        person("DEMO-QT").id,
    )
    told = db.session.scalars(select(MessageOut).where(MessageOut.key == f"data-request:{row_id}")).one()
    assert (told.person_id, told.text) == (learner_id, "Đã sửa ngày sinh")
    again = desk.post(f"/data-requests/{row_id}", data=sent)
    assert again.status_code == 422
    assert "Đã sửa ngày sinh" in words_of(mine.get("/my-data").text)
    assert client_of(demo_app, person("DEMO-LD")).get("/data-requests").status_code == 403


def test_the_clock_runs_over_working_days_and_administrators_are_told(both_demo_app: Flask) -> None:
    row = asked(at=FRIDAY)
    assert row.due_on == date(2026, 11, 24)
    administrator = person("DEMO-QT").id
    (matter,) = [each for each in matters(date(2026, 11, 23)) if each.person_id == administrator]
    assert matter.due_on == row.due_on
    for day, health in ((FRIDAY, Health.WATCH), (FRIDAY + timedelta(days=5), Health.BAD)):
        with time_machine.travel(day, tick=False):
            assert overdue().health is health
    (late,) = [each for each in matters(date(2026, 11, 25)) if each.person_id == administrator]
    assert late.key != matter.key


def test_a_sixth_request_waits_for_the_others(demo_app: Flask) -> None:
    for number in range(MOST_OPEN):
        asked(words=f"yêu cầu {number}")
    with pytest.raises(TooManyRequests):
        asked()


def test_all_is_well_where_nobody_asks(demo_app: Flask) -> None:
    assert overdue().health is Health.GOOD
    assert matters(clock.today()) == []


@pytest.mark.parametrize(
    ("made", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 25)),  # Monday
        (date(2026, 11, 19), date(2026, 11, 23)),  # Thursday
        (date(2026, 11, 21), date(2026, 11, 24)),  # Saturday
        (date(2026, 4, 29), date(2026, 5, 5)),  # before 30 April, 1 May and a weekend
        (date(2026, 12, 31), date(2027, 1, 5)),
    ],
)
def test_two_working_days_later(made: date, due: date) -> None:
    assert working_days_after(made, 2) == due


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, 10))
def test_exactly_so_many_working_days_lie_between(day: date, number: int) -> None:
    due = working_days_after(day, number)
    between = [day + timedelta(days=each) for each in range(1, (due - day).days + 1)]
    assert is_working_day(due)
    assert sum(is_working_day(each) for each in between) == number

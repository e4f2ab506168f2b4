"""An officer sees what to do today, whom of her people to help first, and what she herself is to learn."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.account.models import DeviceKind
from lms.account.rules.knowing_devices import enrol, meet_device
from lms.base import clock
from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.home.rules.minding import mind
from lms.meetings.rules.preparing import Help
from lms.people.models import AccessRole, Person
from lms.people.rules.granting import grant
from lms.standards.models import EvidenceStatus, Validity
from tests.factories.account import sign_in
from tests.factories.coverage import Land, build_land, requirement
from tests.factories.people import make_head
from tests.factories.statements import statements

TODAY = date(2026, 6, 18)
SINCE = date(2025, 8, 1)


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to("2026-06-18T03:00:00Z", tick=False)


@pytest.fixture
def land(app: Flask) -> Land:
    """Sơn Đông with an officer and three collaborators, one of whom lacks nothing."""
    land = build_land()
    hoa = land.serves("Lê Hoa", land.son_dong, since=SINCE)
    land.serves("Vũ Lan", land.son_dong, since=SINCE)
    officer = land.serves("Trần Mai", land.son_dong, land.officer, since=SINCE)
    land.also_serves(officer, land.son_dong, since=SINCE)
    twice = land.serves("Ngô Đào", land.son_dong, since=SINCE)
    land.also_serves(twice, land.son_dong, land.officer, since=SINCE)
    grant(officer, AccessRole.OFFICER, land.son_dong, SINCE)
    land.shows(hoa, land.yearly, date(2026, 3, 1))
    db.session.commit()
    return land


def person(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.full_name == name)).one()


def visitor(app: Flask, name: str) -> FlaskClient:
    """Somebody of that name, signed in."""
    client = app.test_client()
    sign_in(client, person(name))
    return client


def my_people(page: str) -> str:
    """The part of the page that names them."""
    return page.split('id="my-people"')[1].split("</section>")[0]


def test_who_lacks_most_stands_first_and_who_lacks_nothing_is_folded(app: Flask, land: Land) -> None:
    page = visitor(app, "Trần Mai").get("/").text
    listed, folded = my_people(page).split("<details")
    assert listed.index("Ngô Đào") < listed.index("Vũ Lan")
    assert "Lê Hoa" not in listed
    assert "Lê Hoa" in folded
    assert "Trần Mai" not in listed + folded
    numbers = re.findall(r"<b>(\d+)</b>", page.split('class="my-numbers"')[1].split("</ul>")[0])
    assert numbers == ["3", "2", "0"]


def test_each_line_says_one_state_what_is_lacking_first_and_for_how_long(app: Flask, land: Land) -> None:
    lan = next(each for each in mind(person("Trần Mai"), TODAY).people if each.person.full_name == "Vũ Lan")
    assert (lan.help, lan.lacks) == (Help.MISSING, True)
    assert lan.days_without(lan.open[0]) == (TODAY - SINCE).days
    listed = my_people(visitor(app, "Trần Mai").get("/").text)
    assert f"đã {(TODAY - SINCE).days} ngày" in listed


def test_what_ends_within_thirty_days_is_counted_to_the_day(app: Flask, land: Land) -> None:
    renewed = requirement("bao_ve", "Bảo vệ trẻ em", [land.collaborator], validity=Validity.MONTHS, months=24)
    renewed.window_days = 90
    db.session.commit()
    hoa, officer, ends = person("Lê Hoa"), person("Trần Mai"), date(2026, 9, 1)
    land.shows(hoa, renewed, date(2024, 9, 1))
    for day, left in ((ends - timedelta(days=31), None), (ends - timedelta(days=30), 30), (ends, None)):
        people = mind(officer, day)
        her = next(each for each in people.people if each.person.id == hoa.id)
        assert [her.days_left(each) for each in her.open] == [left]
        assert people.due == (left is not None)
        assert her.lacks == (day == ends)


def test_that_names_were_shown_is_noted(app: Flask, land: Land) -> None:
    visitor(app, "Trần Mai").get("/")
    assert "start page: who lacks what in 90004" in list(db.session.scalars(select(AccessLogEntry.subject)))


def test_she_is_a_learner_too(app: Flask, land: Land) -> None:
    page = visitor(app, "Trần Mai").get("/").text
    own = page.split('id="home-own"')[1]
    assert "Những yêu cầu cần đạt" in own
    assert "Chuẩn chức danh" in own


def test_where_nobody_lacks_anything_nobody_stands_above_the_fold(app: Flask, land: Land) -> None:
    for name in ("Ngô Đào", "Vũ Lan"):
        land.shows(person(name), land.yearly, date(2026, 3, 1))
    land.shows(person("Ngô Đào"), land.title, date(2026, 3, 1))
    db.session.commit()
    page = my_people(visitor(app, "Trần Mai").get("/").text)
    assert "3 người đã đạt đủ" in page
    assert "cần giúp" not in page


def test_an_unconfirmed_declaration_waits_and_is_no_lack(app: Flask, land: Land) -> None:
    land.shows(person("Vũ Lan"), land.yearly, date(2026, 3, 1), EvidenceStatus.DECLARED)
    db.session.commit()
    lan = next(each for each in mind(person("Trần Mai"), TODAY).people if each.person.full_name == "Vũ Lan")
    assert (lan.help, lan.lacks, lan.is_due_soon) == (Help.DUE, False, False)


def test_a_phone_with_unsent_answers_is_named_and_stands_out_after_a_week(app: Flask, land: Land) -> None:
    for name, number, days in (("Vũ Lan", 3, 10), ("Lê Hoa", 1, 1)):
        her_id = person(name).id
        device, _cookie = meet_device(None, "Chrome · Android")
        enrol(device, her_id, DeviceKind.OWN, None)
        device.unsent, device.last_seen_at = number, clock.now() - timedelta(days=days)
        db.session.commit()
    today = visitor(app, "Trần Mai").get("/").text.split('id="home-today"')[1].split("</section>")[0]
    assert "Vũ Lan</a> còn 3 câu chưa gửi, lần cuối 10:00 08/06/2026" in today
    assert today.index("Vũ Lan") < today.index("Lê Hoa")
    assert today.count("đã hơn một tuần") == 1


def test_the_page_asks_no_more_where_more_people_serve(app: Flask, land: Land) -> None:
    asked = []
    for number in (0, 40):
        for each in range(number):
            land.serves(f"Bùi Thị Số {each}", land.son_dong, since=SINCE)
        db.session.commit()
        client = visitor(app, "Trần Mai")
        with statements() as made:
            assert client.get("/").status_code == 200
        asked.append(len(made))
    assert asked[0] == asked[1]


def test_no_names_stand_on_the_page_of_who_answers_for_a_province(app: Flask, land: Land) -> None:
    make_head(land.province, "Hà Dung")
    db.session.commit()
    page = visitor(app, "Hà Dung").get("/").text
    assert 'id="my-people"' not in page
    assert "Vũ Lan" not in page

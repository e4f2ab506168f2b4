"""An officer sees whom to help first, how her commune stands, and what she herself is to learn."""

from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.people.models import AccessRole, Person
from lms.people.rules.granting import grant
from tests.factories.account import sign_in
from tests.factories.coverage import Land, build_land

TODAY = date(2026, 6, 18)


@pytest.fixture
def land(app: Flask) -> Land:
    """Sơn Đông with an officer and three collaborators, one of whom lacks nothing."""
    land = build_land()
    hoa = land.serves("Lê Hoa", land.son_dong, since=date(2025, 8, 1))
    land.serves("Vũ Lan", land.son_dong, since=date(2025, 8, 1))
    officer = land.serves("Trần Mai", land.son_dong, land.officer, since=date(2025, 8, 1))
    land.also_serves(officer, land.son_dong, since=date(2025, 8, 1))
    twice = land.serves("Ngô Đào", land.son_dong, since=date(2025, 8, 1))
    land.also_serves(twice, land.son_dong, land.officer, since=date(2025, 8, 1))
    grant(officer, AccessRole.OFFICER, land.son_dong, date(2025, 8, 1))
    land.shows(hoa, land.yearly, date(2026, 3, 1))
    db.session.commit()
    return land


def visitor(app: Flask, name: str) -> FlaskClient:
    """Somebody of that name, signed in."""
    client = app.test_client()
    sign_in(client, db.session.scalars(select(Person).where(Person.full_name == name)).one())
    return client


@time_machine.travel(TODAY, tick=False)
def test_who_lacks_most_stands_first_and_who_lacks_nothing_not_at_all(app: Flask, land: Land) -> None:
    page = visitor(app, "Trần Mai").get("/").text
    listed = page.split('class="coverage-help"')[1].split("</ol>")[0]
    assert listed.index("Ngô Đào") < listed.index("Vũ Lan")
    assert "Lê Hoa" not in listed
    assert "Trần Mai" not in listed
    assert "còn 2 người chưa đạt đủ yêu cầu" in page


@time_machine.travel(TODAY, tick=False)
def test_that_names_were_shown_is_noted(app: Flask, land: Land) -> None:
    visitor(app, "Trần Mai").get("/")
    assert "start page: who lacks what in 90004" in list(db.session.scalars(select(AccessLogEntry.subject)))


@time_machine.travel(TODAY, tick=False)
def test_she_is_a_learner_too(app: Flask, land: Land) -> None:
    page = visitor(app, "Trần Mai").get("/").text
    own = page.split('id="home-own"')[1]
    assert "Những yêu cầu cần đạt" in own
    assert "Chuẩn chức danh" in own


@time_machine.travel(TODAY, tick=False)
def test_where_nobody_lacks_anything_she_is_told_so(app: Flask) -> None:
    land = build_land()
    officer = land.serves("Trần Mai", land.son_dong, land.officer, since=date(2025, 8, 1))
    land.shows(officer, land.title, date(2025, 9, 1))
    grant(officer, AccessRole.OFFICER, land.son_dong, date(2025, 8, 1))
    db.session.commit()
    assert "Hôm nay mọi người đều đạt đủ yêu cầu." in visitor(app, "Trần Mai").get("/").text

"""Every number's page as every role inside and outside its scope: the answer, the number, the names."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from docx.api import Document
from docx.oxml.ns import qn
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from werkzeug.test import TestResponse

from lms.base import clock
from lms.base.database import db
from lms.base.spreadsheets import read_workbook
from lms.coverage.models import Period, Span, State
from lms.coverage.queries.changing import Change, people_behind
from lms.coverage.queries.naming import Wanted, people, totals
from lms.coverage.rules.closing import Closing, close_period
from lms.coverage.rules.tabulating import scene_of
from lms.people.models import AccessRole, Person
from lms.places.models import Unit, UnitKind
from lms.web.filters import percent, share
from tests.factories.account import sign_in, type_in
from tests.factories.coverage import MERGED_ON, Land, build_land, unit
from tests.factories.people import make_asker, make_collaborator

CLOSING, NOW = (datetime(2026, month, 15, 9, tzinfo=clock.VIETNAM) for month in (2, 6))
TODAY, YEAR_END = NOW.date(), date(2025, 12, 31)
STAFFED = {"90001": (4, 1), "90004": (6, 2), "91001": (5, 3)}
"""By commune, how many collaborators it has, and how many of them were trained this year."""
SCOPES = {
    "stranger": None,
    "collaborator": None,
    "approver of the province": None,
    "trainer of the province": None,
    "officer of the commune": {"90001"},
    "officer of another commune": {"90004"},
    "head of the province": {"90", "90001", "90004"},
    "head of another province": {"91", "91001"},
    "administrator": {"VN", "90", "90001", "90004", "91", "91001"},
}
"""By role, the codes of the units that it answers for; None for who answers for none."""
COLLABORATOR = "Trần Thị Lan"
EVERYWHERE = ("VN", "90", "90001", "90004", "91", "91001")


@dataclass
class World:
    """Two provinces with their people, and somebody signed in for every role."""

    land: Land
    units: dict[str, Unit]
    names: dict[str, list[str]] = field(default_factory=dict)
    """By commune, who serves there."""
    clients: dict[str, FlaskClient] = field(default_factory=dict)
    closed: dict[str, int] = field(default_factory=dict)
    """By unit, the id of its closed year."""
    collaborator: Person | None = None
    """One of the people who signs in herself."""

    def inside(self, code: str) -> set[str]:
        """The names of the people of a unit."""
        below = {"VN": set(STAFFED), "90": {"90001", "90004"}, "91": {"91001"}}.get(code, {code})
        return {name for each in below for name in self.names[each]}

    def outside(self, code: str) -> set[str]:
        """The names of everybody else."""
        return self.inside("VN") - self.inside(code)


@pytest.fixture(scope="module")
def world(lasting_app: Flask) -> Iterator[World]:
    """One for all tests of this file."""
    with time_machine.travel(CLOSING, tick=False) as traveller:
        built = populated()
        close_the_year(built)
        traveller.move_to(NOW)
        train_this_year(built)
        sign_everybody_in(lasting_app, built)
        yield built


def populated() -> World:
    land = build_land()
    far = unit("91001", "Xã Đằng Xa", UnitKind.COMMUNE, land.other_province, since=MERGED_ON)
    db.session.commit()
    units = (land.country, land.province, land.an_minh, land.son_dong, land.other_province, far)
    built = World(land, {each.code: each for each in units})
    for code, (number, _trained) in STAFFED.items():
        built.names[code] = [f"Lê Thị {code}{each}" for each in range(number)]
        for name in built.names[code][:-1]:
            person = land.serves(name, built.units[code], since=date(2025, 8, 1))
            if name == built.names[code][0]:
                land.shows(person, land.yearly, date(2025, 9, 1))
        land.serves(built.names[code][-1], built.units[code], since=date(2026, 6, 2))
    built.collaborator = make_collaborator(built.units["90001"], COLLABORATOR)
    built.names["90001"].append(COLLABORATOR)
    db.session.commit()
    return built


def close_the_year(built: World) -> None:
    for code in EVERYWHERE:
        built.closed[code] = close_period(Closing(built.units[code], Period(2025, Span.YEAR)), by=None).id
        db.session.commit()


def train_this_year(built: World) -> None:
    """Some are trained this year; that one more was in the year before becomes known after the closing."""
    for code, (_number, trained) in STAFFED.items():
        scene = scene_of(built.units[code], TODAY)
        there = {each.full_name: each for each in db.session.scalars(people(scene, Wanted()))}
        first, second = (there[name] for name in built.names[code][:2])
        for person in [first, *there.values()][1 : trained + 1]:
            built.land.shows(person, built.land.yearly, date(2026, 3, 1))
        built.land.shows(second, built.land.yearly, date(2025, 10, 1))
    db.session.commit()


def sign_everybody_in(app: Flask, built: World) -> None:
    province, commune, other = (built.units[code] for code in ("90", "90001", "90004"))
    askers = {
        "collaborator": built.collaborator,
        "approver of the province": make_asker(AccessRole.APPROVER, province),
        "trainer of the province": make_asker(AccessRole.TRAINER, province),
        "officer of the commune": make_asker(AccessRole.OFFICER, commune),
        "officer of another commune": make_asker(AccessRole.OFFICER, other),
        "head of the province": make_asker(AccessRole.HEAD, province),
        "head of another province": make_asker(AccessRole.HEAD, built.units["91"]),
        "administrator": make_asker(AccessRole.ADMINISTRATOR, built.units["VN"]),
    }
    built.clients["stranger"] = app.test_client()
    for role, person in askers.items():
        built.clients[role] = app.test_client()
        sign_in(built.clients[role], person)


def words_of(answer: TestResponse) -> str:
    """What somebody reads in an answer, whatever its kind."""
    if answer.mimetype == "application/pdf":
        pages = PdfReader(io.BytesIO(answer.data)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())
    if answer.mimetype.endswith("wordprocessingml.document"):
        body = Document(io.BytesIO(answer.data)).element.body
        return " ".join(each.text or "" for each in body.iter(qn("w:t")))
    if answer.mimetype.endswith("spreadsheetml.sheet"):
        rows = (row for sheet in read_workbook(answer.data) for row in sheet.rows)
        return " | ".join(
            f"{cell:g}" if isinstance(cell, float) else str(cell) for row in rows for cell in row
        )
    plain = re.sub(r"<[^>]+>", " ", answer.text) if answer.mimetype == "text/html" else answer.text
    return " ".join(plain.replace("\u00a0", " ").split())


def known(built: World, code: str, day: date = TODAY) -> dict[str, Any]:
    """What the names behind the numbers say of a unit, from :mod:`lms.coverage.queries.naming`."""
    scene = scene_of(built.units[code], day)
    found = totals(scene, Wanted(requirement_id=built.land.yearly.id))
    met, asked = found[State.CONFIRMED], sum(found.values())
    return {
        "asked": asked,
        "met": met,
        "lacking": found[State.LACKING],
        "joined": len(db.session.scalars(people_behind(Change.JOINED, scene)).all()),
        "percent": percent(share(met, asked)).replace("\u00a0", " "),
    }


FRACTION, COLUMNS, SHEET = "{met}/{asked}", "Tập huấn hằng năm T {asked} {met}", "| {met} | {asked} |"
PAGES = {
    "/coverage": FRACTION,
    "/coverage?sort=people": FRACTION,
    "/coverage/heat": "{percent}",
    "/coverage/trend?by=quarter": FRACTION,
    "/coverage/comparison": FRACTION,
    "/coverage/report": COLUMNS,
    "/coverage/report/file?as=pdf": COLUMNS,
    "/coverage/report/file?as=docx": COLUMNS,
    "/coverage/report/file?as=csv": "{met},{asked},",
    "/coverage/report/file?as=json": '"n": {met}, "total": {asked}',
    "/coverage/report/file?as=xlsx": SHEET,
    "/coverage/workbook": SHEET,
    "/coverage/year-report": COLUMNS,
    "/coverage/year-report/file?as=pdf": COLUMNS,
    "/coverage/year-report/file?as=xlsx": SHEET,
    "/coverage/names?requirement=tap_huan": "Tất cả ({asked}) Chưa đạt ({lacking})",
    "/coverage/names?requirement=tap_huan&state=lacking": "{lacking} người",
    "/coverage/names/reach?requirement=tap_huan": "{lacking} người chưa đạt",
    "/coverage/names/call-list?requirement=tap_huan": "{lacking} người",
    "/coverage/changes?what=joined": "{joined} người",
    "/coverage/difference?requirement=tap_huan&part=joined": "{met} người",
}
"""Each page of a unit, and the words in which it says what the names behind it say."""
NAMED = ("/coverage/names?requirement=tap_huan", "/coverage/workbook", "/coverage/report/file?as=xlsx")
"""Those that name everybody of the unit."""
PERIOD_PAGES = ("", "/names?requirement=tap_huan", "/workbook")


def status_for(role: str, code: str) -> int:
    """What a role is answered where it asks for a unit."""
    scope = SCOPES[role]
    if scope is None:
        return 302 if role == "stranger" else 403
    return 200 if code in scope else 404


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_its_number_to_who_answers_for_the_unit_and_to_nobody_else(
    world: World, page: str
) -> None:
    for code in EVERYWHERE:
        said = PAGES[page].format(**known(world, code))
        for role, client in world.clients.items():
            answer = client.get(f"{page}{'&' if '?' in page else '?'}unit={code}")
            assert answer.status_code == status_for(role, code), (role, code)
            words = words_of(answer)
            assert not {name for name in world.outside(code) if name in words}, (role, code)
            if answer.status_code == 200:
                assert said in words, (role, code, words)
                assert page not in NAMED or all(name in words for name in world.inside(code)), (role, code)
            else:
                assert not {name for name in world.inside(code) if name in words}, (role, code)


@pytest.mark.parametrize("page", PERIOD_PAGES)
def test_a_closed_year_is_read_by_who_answers_for_its_unit_and_by_nobody_else(
    world: World, page: str
) -> None:
    for code in EVERYWHERE:
        again = known(world, code, YEAR_END)
        later = {names[1] for names in world.names.values() if names[1] in world.inside(code)}
        for role, client in world.clients.items():
            answer = client.get(f"/coverage/periods/{world.closed[code]}{page}")
            assert answer.status_code == status_for(role, code), (role, code)
            words = words_of(answer)
            shown = {name for name in world.inside("VN") if name in words}
            if answer.status_code == 200 and page.startswith("/names"):
                assert shown == later, (role, code)
                assert f"{len(later)} người" in words
            else:
                assert not shown, (role, code)
            if answer.status_code == 200 and not page:
                reported = f"{again['met'] - len(later)}/{again['asked']}"
                assert reported in words, (role, code, words)
                assert FRACTION.format(**again) in words, (role, code, words)


@pytest.mark.parametrize(
    "page",
    ["/", "/coverage", "/coverage/periods", "/coverage/subscriptions", "/coverage/units?find=xa"],
)
def test_a_page_without_a_unit_names_nobody_and_no_unit_outside_the_scope(world: World, page: str) -> None:
    for role, scope in SCOPES.items():
        answer = world.clients[role].get(page, follow_redirects=scope is not None)
        words = words_of(answer)
        inside = set().union(*(world.inside(code) for code in scope or ()))
        if role == "collaborator":
            inside = {COLLABORATOR}
        assert not {name for name in world.inside("VN") - inside if name in words}, role
        if scope is not None:
            assert answer.status_code == 200, role
            communes = {"Xã An Minh": "90001", "Xã Sơn Đông": "90004", "Xã Đằng Xa": "91001"}
            assert not {name for name, code in communes.items() if code not in scope and name in words}, role
        elif page != "/":
            assert answer.status_code == (302 if role == "stranger" else 403), role


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("names/reminders", {"text": "Mời các chị, các anh vào học."}),
        ("names/assignments", {"due_on": "2026-07-31"}),
    ],
)
def test_nobody_outside_the_scope_is_reminded_or_assigned_anything(
    world: World, action: str, fields: dict[str, str]
) -> None:
    client = world.clients["officer of the commune"]
    own = client.get("/coverage/names/reach?requirement=tap_huan&unit=90001")
    token = re.findall(r'name="csrf_token" value="([^"]+)"', own.text)[0]
    for code in ("90004", "90", "91001", "VN"):
        address = f"/coverage/{action}?requirement=tap_huan&unit={code}"
        answer = client.post(address, data={"csrf_token": token, "person": "1", **fields})
        assert answer.status_code == 404, code


def test_no_period_outside_the_scope_is_closed(world: World) -> None:
    for role, code in (("head of the province", "91"), ("head of another province", "90001")):
        sent = {"unit": code, "span": "Q1", "year": "2026"}
        answer = type_in(world.clients[role], "/coverage/periods", **sent)
        assert (answer.status_code, "không thuộc các đơn vị được giao phụ trách" in answer.text) == (
            422,
            True,
        )
    for role in ("officer of the commune", "trainer of the province"):
        assert world.clients[role].post("/coverage/periods").status_code in (400, 403)

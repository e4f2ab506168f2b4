"""Proposing classes for the gaps on record, and putting them into the plan with their rosters."""

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.activities.models import Activity, ActivityKind, ActivityState, Half
from lms.activities.queries import half_days_of, roster_of, whole_activity
from lms.activities.rules.attending import close
from lms.activities.rules.seating import BadSeat
from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.plans.rules.finding_gaps import Wanted, closed_by_classes
from lms.plans.rules.proposing import Chosen, Hall, Length, Proposed, Question, plan_classes, propose_classes
from lms.standards.models import Validity
from lms.standards.queries import requirements_on
from tests.factories.account import sign_in
from tests.factories.activities import a_class, come, sit
from tests.factories.people import person
from tests.factories.places import unit
from tests.factories.standards import requirement
from tests.house.test_nasty_values import TELLING

TODAY = date(2026, 11, 23)
MONDAY = date(2026, 12, 7)
ADDRESS = "/activities/proposals"
TAM_DUONG = "08869"


@pytest.fixture(autouse=True)
def monday() -> Any:
    """A working day two weeks before the classes."""
    with time_machine.travel(f"{TODAY}T09:00:00+07:00", tick=False):
        yield


def asked(*codes: str, **more: Any) -> Question:
    """What the commune of Tam Dương asks for its own hall of 25 seats in the week of 7 December."""
    wanted = tuple(Wanted(each.competency, each) for each in map(requirement, codes))
    commune = unit(TAM_DUONG)
    told = {
        "unit": commune,
        "unit_ids": (commune.id,),
        "wanted": wanted,
        "halls": (Hall("Trạm Y tế xã Tam Dương", 25, (commune.id,)),),
        "days": tuple(MONDAY + timedelta(days=number) for number in range(5)),
        "length": Length.HALF_DAYS,
        "theory": 2,
        "practice": 2,
    }
    return Question(**{**told, **more})


def proposed(question: Question, code: str = "DEMO-LD") -> Proposed:
    return propose_classes(person(code), question)


def all_of(found: Proposed) -> list[Chosen]:
    return [
        Chosen(each.topic, each.place, each.time, tuple(one.person.id for one in each.people))
        for each in found.classes
    ]


def test_the_proposed_classes_become_planned_activities_with_their_rosters(both_demo_app: Flask) -> None:
    question = asked("bao_ve_tre_em", "tap_huan_ctv_hang_nam")
    found = proposed(question)
    assert found.closed == found.gaps > 25
    assert found.left == ()
    assert all(0 < len(each.people) <= 25 for each in found.classes)
    planned = plan_classes(person("DEMO-LD"), question, all_of(found), by=None)
    db.session.commit()
    assert len(planned) == len(found.classes)
    for activity, each in zip(planned, found.classes, strict=True):
        assert {entry.person_id for entry in roster_of(activity.id)} == {one.person.id for one in each.people}
        half_days = [(half_day.day, half_day.half) for half_day in half_days_of(activity.id)]
        assert half_days == list(question.times[each.time])
        assert (activity.kind, activity.state) == (ActivityKind.TRAINING, ActivityState.PLANNED)
        assert (activity.place, activity.capacity) == ("Trạm Y tế xã Tam Dương", 25)
    again = proposed(question)
    assert (again.gaps, again.seated) == (0, found.gaps)


def test_a_class_held_as_proposed_closes_the_gaps_it_promised(both_demo_app: Flask) -> None:
    question = asked("bao_ve_tre_em")
    found = proposed(question)
    (first, *_rest) = plan_classes(person("DEMO-LD"), question, all_of(found)[:1], by=None)
    with time_machine.travel(f"{MONDAY}T17:00:00+07:00", tick=False):
        come(first, list(roster_of(first.id)))
        close(first.id, by=None)
        db.session.commit()
        left = proposed(asked("bao_ve_tre_em", days=(MONDAY + timedelta(days=1),)))
    assert left.seated == 0
    assert left.gaps == found.gaps - len(found.classes[0].people)


def test_somebody_expected_elsewhere_gets_another_time(demo_app: Flask) -> None:
    question = asked("tap_huan_ctv_hang_nam", days=(MONDAY,))
    busy = [one.person for one in proposed(question).classes[0].people]
    elsewhere = a_class(half_days=((MONDAY, Half.MORNING),))
    sit(elsewhere, *busy)
    db.session.commit()
    found = proposed(question)
    in_the_morning, in_the_afternoon = (
        {one.person.id for each in found.classes if each.time == time for one in each.people}
        for time in (0, 1)
    )
    assert in_the_morning, "others are free"
    assert not in_the_morning & {each.id for each in busy}
    assert in_the_afternoon & {each.id for each in busy}


def test_what_somebody_has_learned_meanwhile_is_not_planned_again(both_demo_app: Flask) -> None:
    question = asked("bao_ve_tre_em")
    chosen = all_of(proposed(question))
    plan_classes(person("DEMO-LD"), question, chosen[:1], by=None)
    db.session.commit()
    with pytest.raises(BadSeat):
        plan_classes(person("DEMO-LD"), question, chosen, by=None)


@pytest.mark.parametrize("change", ["twice", "full", "elsewhere", "stranger"])
def test_a_class_that_was_never_proposed_is_refused(demo_app: Flask, change: str) -> None:
    question = asked("bao_ve_tre_em")
    (first, *_rest) = all_of(proposed(question))
    stranger = next(
        one.person.id
        for each in proposed(asked("bao_ve_tre_em", unit_ids=(unit("25").id,), halls=_hall_for("25"))).classes
        for one in each.people
        if one.unit.code != TAM_DUONG
    )
    wrong = {
        "twice": [first, Chosen(first.topic, first.place, first.time + 1, first.person_ids)],
        "full": [Chosen(first.topic, first.place, first.time, first.person_ids * 2)],
        "elsewhere": [Chosen(first.topic, first.place, first.time, (person("DEMO-LD").id,))],
        "stranger": [Chosen(first.topic, first.place, first.time, (stranger,))],
    }
    with pytest.raises(BadSeat):
        plan_classes(person("TD-X01"), question, wrong[change], by=None)


def _hall_for(code: str) -> tuple[Hall, ...]:
    return (Hall("Hội trường", 400, (unit(code).id,)),)


def test_only_what_a_class_can_close_is_offered(demo_app: Flask) -> None:
    assert [each.code for each in closed_by_classes(TODAY)] == [each.code for each in requirements_on(TODAY)]
    requirement("bao_ve_tre_em").kinds_accepted = ["course"]
    requirement("quan_ly_dsptt").minimum_level = 2
    requirement("dich_vu_dsptt").modes_accepted = ["together"]
    db.session.flush()
    offered = {each.code for each in closed_by_classes(TODAY)}
    assert not offered & {"bao_ve_tre_em", "quan_ly_dsptt", "dich_vu_dsptt"}
    assert "tap_huan_ctv_hang_nam" in offered


def test_where_evidence_ends_with_a_clause_the_class_teaches_that_clause(demo_app: Flask) -> None:
    row = requirement("bao_ve_tre_em")
    row.validity = Validity.UNTIL_CLAUSE_CHANGE
    db.session.commit()
    question = asked("bao_ve_tre_em")
    (activity, *_rest) = plan_classes(person("DEMO-LD"), question, all_of(proposed(question))[:1], by=None)
    whole = whole_activity(activity.id)
    assert whole
    assert all(clause.effective_on <= MONDAY for clause in whole.topics[0].clauses)
    assert {clause.document.number for clause in whole.topics[0].clauses} >= {"102/2016/QH13"}


# In the browser

FILLED = {
    "units": "Xã Tam Dương",
    "unit": "Xã Tam Dương",
    "halls-0-name": "Trạm Y tế xã Tam Dương",
    "halls-0-seats": "25",
    "days": "05/12/2026; 07/12/2026 – 13/12/2026",
    "length": "half_days",
    "at_once": "1",
    "theory": "2",
    "practice": "2",
    "percent": "100",
}


def visitor(app: Flask, code: str = "DEMO-LD") -> FlaskClient:
    client = app.test_client()
    sign_in(client, person(code))
    return client


def query(**changed: str) -> str:
    topic = {"requirements": str(requirement("bao_ve_tre_em").id)}
    return f"{ADDRESS}?{urlencode({**FILLED, **topic, **changed})}"


def planned() -> list[int]:
    return list(
        db.session.scalars(select(Activity.id).where(Activity.valid_from >= TODAY).order_by(Activity.id))
    )


def take(client: FlaskClient, page: str, address: str, without: str = "") -> str:
    """Send the proposal as the page shows it, perhaps without one of its classes."""
    fields: dict[str, Any] = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    fields["class"] = [
        each for each in re.findall(r'name="class" value="(\d+)" checked', page) if each != without
    ]
    return str(client.post(address, data=fields, follow_redirects=True).text)


def test_a_head_sees_the_classes_with_names_and_puts_them_into_the_plan(demo_app: Flask) -> None:
    client, before = visitor(demo_app), planned()
    page = client.get(query()).text
    found = proposed(asked("bao_ve_tre_em"))
    assert f">{found.gaps}<" in page
    assert all(one.person.full_name in page for each in found.classes for one in each.people)
    assert "sáng 05/12/2026" in page, "a Saturday that stands by itself is meant"
    listed = take(client, page, query())
    number = len(found.classes)
    assert f"Đã đưa {number} lớp vào kế hoạch" in listed
    assert len(planned()) == len(before) + number
    assert "đã có thay đổi" in take(client, page, query()), "sent twice, planned once"
    assert len(planned()) == len(before) + number


def test_a_class_without_its_tick_is_not_planned(demo_app: Flask) -> None:
    client, before = visitor(demo_app), planned()
    page = client.get(query()).text
    number = page.count('name="class"')
    take(client, page, query(), without="1")
    assert len(planned()) == len(before) + number - 1
    nothing = client.get(query(days="15/12/2026")).text
    fields = dict(re.findall(r'name="(csrf_token)" value="([^"]+)"', nothing))
    assert "Chưa chọn lớp nào" in client.post(query(), data=fields, follow_redirects=True).text


def test_whose_gaps_remain_is_said_with_the_reason(demo_app: Flask) -> None:
    page = visitor(demo_app).get(query(units="Tỉnh Phú Thọ", days="07/12/2026", length="mornings")).text
    assert "Không địa điểm nào tiện cho họ" not in page
    narrow = {"units": "Tỉnh Phú Thọ", "halls-0-units": "Xã Tam Dương", "days": "07/12/2026"}
    page = visitor(demo_app).get(query(**narrow, length="mornings")).text
    assert "Không địa điểm nào tiện cho họ" in page
    assert "Không còn lớp, chỗ hoặc buổi học phù hợp" in page
    assert "Chỉ cần bù 90,0" in visitor(demo_app).get(query(**narrow, percent="90")).text


def test_looking_at_names_is_noted(demo_app: Flask) -> None:
    client = visitor(demo_app)
    noted = select(AccessLogEntry).where(AccessLogEntry.subject == "proposed classes: names")
    client.get(ADDRESS)
    assert db.session.scalars(noted).all() == []
    client.get(query())
    assert [each.actor_id for each in db.session.scalars(noted)] == [person("DEMO-LD").id]


def test_an_officer_asks_for_her_own_commune_only(demo_app: Flask) -> None:
    client = visitor(demo_app, "TD-X01")
    assert 'value="Xã Tam Dương, Tỉnh Phú Thọ"' in client.get(ADDRESS).text
    assert client.get(query()).status_code == 200
    assert client.get(query(units="Xã Hội Thịnh")).status_code == 422
    assert client.get(query(**{"halls-0-units": "Xã Hội Thịnh"})).status_code == 422
    assert visitor(demo_app, "TD-C001").get(ADDRESS).status_code in (403, 404)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("days", "31/02/2026", "31/02/2026"),
        ("days", "12/12/2026 – 07/12/2026", "từ ngày – đến ngày"),
        ("days", "01/01/2026 – 31/12/2026", "nhiều nhất một tháng"),
        ("days", "", "ít nhất một ngày"),
        ("units", "Huyện Thanh Trì", "Huyện Thanh Trì"),
        ("unit", "", "Ghi tên đơn vị"),
        ("requirements", "999999", "Yêu cầu còn thiếu"),
        ("halls-0-name", "", "Địa điểm cần có tên"),
        ("halls-0-seats", "", "Ghi số chỗ"),
        ("halls-0-seats", "0", "1"),
        ("halls-0-units", "Xã Không Có", "Xã Không Có"),
        ("at_once", "0", "1"),
        ("practice", "5", "từ 1 đến 6 tiết"),
        ("percent", "101", "100"),
        ("length", "a_week", "Mỗi lớp kéo dài"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(demo_app: Flask, field: str, value: str, sentence: str) -> None:
    answer = visitor(demo_app).get(query(**{field: value}))
    assert answer.status_code == 422
    assert sentence in answer.text


def test_nothing_ticked_and_no_place_is_said_too(demo_app: Flask) -> None:
    answer = visitor(demo_app).get(
        f"{ADDRESS}?{urlencode({**FILLED, 'halls-0-name': '', 'halls-0-seats': ''})}"
    )
    assert "Chọn ít nhất một yêu cầu" in answer.text
    assert "ít nhất một địa điểm" in answer.text


def test_a_place_can_be_added(demo_app: Flask) -> None:
    client = visitor(demo_app)
    assert "Địa điểm 3" not in client.get(ADDRESS).text
    page = client.get(query(more="halls"))
    assert page.status_code == 200
    assert "Địa điểm 3" in page.text
    assert 'value="Trạm Y tế xã Tam Dương"' in page.text


@pytest.mark.parametrize("field", [*FILLED, "halls-0-units", "requirements", "competencies", "kinds", "more"])
def test_whatever_stands_in_a_field_a_page_answers(demo_app: Flask, field: str) -> None:
    client = visitor(demo_app)
    for value in TELLING:
        assert client.get(query(**{field: value})).status_code in (200, 400, 422)


@pytest.mark.parametrize("sent", ["0 0", "0 9 0", "0 0 999999", "-1 0 0", "a b c", "9" * 30, ""])
def test_a_tampered_class_is_not_planned(demo_app: Flask, sent: str) -> None:
    client, before = visitor(demo_app), planned()
    page = client.get(query()).text
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
    people = re.findall(r'name="people-1" value="([^"]+)"', page)[0]
    fields = {"csrf_token": token, "class": "1", "class-1": sent, "people-1": people}
    assert client.post(query(), data=fields).status_code == 303
    assert planned() == before

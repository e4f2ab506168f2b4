"""From a number to an action: who lacks something is called and reminded, in the words she reads herself."""

import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from lms.activities.models import Half
from lms.activities.queries import roster_of
from lms.base import clock
from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.coverage.models import State
from lms.coverage.queries.naming import Wanted
from lms.coverage.rules import reaching
from lms.coverage.rules.reaching import TooMany, short_of
from lms.coverage.rules.tabulating import scene_of
from lms.outbox.models import MessageOut
from lms.people.models import Person
from lms.people.queries import person_by_code
from lms.places.queries import unit_by_code
from lms.standards.queries import requirement_by_code
from lms.standards.rules.explaining import explain
from lms.web.i18n import said
from tests.factories.account import sign_in
from tests.factories.activities import a_class
from tests.factories.statements import statements

ASKED = "unit=08869&requirement=bao_ve_tre_em"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
PERSON = re.compile(r'name="person" value="(\d+)"')


def as_person(app: Flask, code: str) -> FlaskClient:
    """Somebody of the demonstration, signed in."""
    person = person_by_code(code)
    assert person
    client = app.test_client()
    sign_in(client, person)
    return client


def remind(client: FlaskClient, text: str, people: list[str], query: str = ASKED) -> str:
    """Send a text from the page to those who are ticked; the page that follows."""
    page = client.get(f"/coverage/names/reach?{query}").text
    fields = {"csrf_token": TOKEN.findall(page)[-1], "text": text, "person": people}
    return client.post(f"/coverage/names/reminders?{query}", data=fields, follow_redirects=True).text


def messages() -> list[MessageOut]:
    """What was sent in these tests, in the order of sending; the demonstration has messages of its own."""
    sent = select(MessageOut).where(MessageOut.text.contains("Xin học nốt."))
    return list(db.session.scalars(sent.order_by(MessageOut.id)))


def test_the_page_shows_exactly_those_who_lack_it(demo_app: Flask) -> None:
    client = as_person(demo_app, "TD-X01")
    page = client.get(f"/coverage/names/reach?{ASKED}").text
    unit, requirement = unit_by_code("08869", clock.today()), requirement_by_code("bao_ve_tre_em")
    assert unit
    assert requirement
    lines = short_of(scene_of(unit, clock.today()), Wanted(requirement_id=requirement.id), requirement)
    assert [int(key) for key in PERSON.findall(page)] == [line.person.id for line in lines]
    assert lines
    assert all(line.state is not State.CONFIRMED for line in lines)
    assert page.count('href="tel:0') == sum(line.person.phone is not None for line in lines)


def test_n20_call_list_message_and_page_say_the_sentence_that_she_reads(demo_app: Flask) -> None:
    client = as_person(demo_app, "TD-X01")
    key = PERSON.findall(client.get(f"/coverage/names/reach?{ASKED}").text)[0]
    person, requirement = db.session.get_one(Person, int(key)), requirement_by_code("bao_ve_tre_em")
    assert requirement
    with demo_app.test_request_context():
        sentence = said(explain(person.id, requirement, clock.today()).sentence)
    name = person.full_name
    learner = demo_app.test_client()
    sign_in(learner, person)
    sheet = client.get(f"/coverage/names/call-list?{ASKED}")
    drawn = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(sheet.data)).pages)
    remind(client, "Xin học nốt.", [key])
    assert sentence in client.get(f"/coverage/names/reach?{ASKED}").text
    assert sentence in client.get(f"/coverage/names?{ASKED}").text
    assert sentence in learner.get("/people/me").text
    assert sentence in messages()[0].text
    assert "".join(sentence.split()) in "".join(drawn.split())
    assert "".join(name.split()) in "".join(drawn.split())


def test_the_same_text_reaches_the_same_person_once_a_day(demo_app: Flask) -> None:
    officer, head = as_person(demo_app, "TD-X01"), as_person(demo_app, "DEMO-LD")
    keys = PERSON.findall(officer.get(f"/coverage/names/reach?{ASKED}").text)[:3]
    assert "Đã gửi tin cho 2 người." in remind(officer, "Xin học nốt.", keys[:2])
    again = remind(head, "  Xin học nốt.\r\n", keys)
    assert "Đã gửi tin cho 1 người." in again
    assert "Đã nhận tin này trong hôm nay nên không gửi lại: 2 người." in again
    assert sorted(each.person_id for each in messages()) == sorted(map(int, keys))
    assert "Đã gửi tin cho 1 người." in remind(officer, "Một lời khác.", keys[:1])


def test_nobody_outside_the_list_is_sent_anything(demo_app: Flask) -> None:
    client = as_person(demo_app, "TD-X01")
    head = person_by_code("DEMO-LD")
    assert head
    assert "Chưa chọn ai." in remind(client, "Xin học nốt.", [str(head.id)])
    assert messages() == []


def test_an_empty_text_is_asked_for_again_and_keeps_the_ticks(demo_app: Flask) -> None:
    client = as_person(demo_app, "TD-X01")
    keys = PERSON.findall(client.get(f"/coverage/names/reach?{ASKED}").text)
    page = remind(client, "  ", keys[:1])
    assert "Hãy viết điều cần nhắn." in page
    assert len(re.findall(r'name="person" value="\d+" checked', page)) == 1


def test_those_who_are_ticked_get_a_seat_in_a_class_to_come(demo_app: Flask) -> None:
    client = as_person(demo_app, "TD-X01")
    unit = unit_by_code("08869", clock.today())
    assert unit
    half_days = ((clock.today() + timedelta(days=7), Half.MORNING),)
    coming = a_class(unit_id=unit.id, half_days=half_days).id
    db.session.commit()
    page = client.get(f"/coverage/names/reach?{ASKED}").text
    action = f"/activities/{coming}/roster/seats"
    assert f'formaction="{action}"' in page
    keys = PERSON.findall(page)[:2]
    fields = {"csrf_token": TOKEN.findall(page)[-1], "text": "", "person": keys}
    roster = client.post(action, data=fields, follow_redirects=True)
    assert roster.request.path == f"/activities/{coming}/roster"
    assert sorted(str(entry.person_id) for entry in roster_of(coming)) == sorted(keys)


def test_that_the_names_were_read_is_noted(demo_app: Flask) -> None:
    client = as_person(demo_app, "TD-X01")
    client.get(f"/coverage/names/reach?{ASKED}")
    client.get(f"/coverage/names/call-list?{ASKED}")
    found = select(AccessLogEntry).where(AccessLogEntry.subject.like("coverage%")).order_by(AccessLogEntry.id)
    assert [entry.exported for entry in db.session.scalars(found)] == [False, True]


@pytest.mark.parametrize("page", ["reach", "call-list"])
def test_only_today_and_only_her_own_units(demo_app: Flask, page: str) -> None:
    client = as_person(demo_app, "TD-X01")
    assert client.get(f"/coverage/names/{page}?unit=08872&requirement=bao_ve_tre_em").status_code == 404
    assert client.get(f"/coverage/names/{page}?unit=08869").status_code == 404
    then = client.get(f"/coverage/names/{page}?{ASKED}&on=2025-12-31", follow_redirects=True)
    assert "Chỉ liên hệ được với danh sách của ngày hôm nay." in then.text


def test_a_list_that_nobody_could_call_is_refused(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "AT_ONCE", 3)
    unit, requirement = unit_by_code("25", clock.today()), requirement_by_code("bao_ve_tre_em")
    assert unit
    assert requirement
    scene = scene_of(unit, clock.today())
    with pytest.raises(TooMany):
        short_of(scene, Wanted(requirement_id=requirement.id), requirement)


def test_the_page_asks_no_more_of_the_database_when_the_list_is_longer(demo_app: Flask) -> None:
    client = as_person(demo_app, "DEMO-LD")

    def asked(unit: str) -> tuple[int, int]:
        with statements() as found:
            page = client.get(f"/coverage/names/reach?unit={unit}&requirement=bao_ve_tre_em").text
        return len(PERSON.findall(page)), len(found)

    (few, first), (many, second) = asked("08869"), asked("25")
    assert few < many
    assert second <= first

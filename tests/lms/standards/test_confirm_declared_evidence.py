"""Confirming what a list declared: on the page of the person, by those who answer for her."""

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base import clock
from lms.base.database import db
from lms.coverage.models import Count
from lms.coverage.rules.tabulating import table_of
from lms.people.models import Person
from lms.standards.models import Evidence, EvidenceStatus
from lms.standards.queries import waiting_for_confirmation
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_officer, post_person
from tests.factories.places import unit
from tests.factories.standards import a_class

TAM_DUONG, HOI_THINH = "08869", "08905"


@pytest.fixture
def lan(shipped_app: Flask) -> Person:
    """A collaborator of Tam Dương whose child-protection class stands only in a list."""
    person = make_collaborator(unit(TAM_DUONG))
    declared(person)
    return person


def declared(person: Person) -> Evidence:
    return a_class(person, "bao_ve_tre_em", clock.today(), status=EvidenceStatus.DECLARED, document=None)


def protected() -> Count:
    """How Tam Dương stands in child protection today."""
    table = table_of(unit(TAM_DUONG), clock.today())
    place = [column.requirement.code for column in table.columns].index("bao_ve_tre_em")
    return table.total.cells[place].count


def test_confirming_turns_the_number_in_coverage(shipped_app: Flask, lan: Person) -> None:
    person_id = lan.id
    assert (protected().confirmed, protected().declared) == (0, 1)
    client = client_of(shipped_app, make_officer(unit(TAM_DUONG)))
    page = f"/people/{person_id}"
    [waiting] = waiting_for_confirmation(person_id)
    address = f"/evidence/{waiting.id}/confirm"
    assert address in client.get(page).text
    token = client.get(page).text.split('name="csrf_token" value="')[1].split('"')[0]
    sent = {"csrf_token": token, "document": " 15/QĐ-TTYT "}
    answer = client.post(address, data=sent, follow_redirects=True)
    assert "Đã xác nhận" in answer.text
    assert address not in answer.text
    assert (protected().confirmed, protected().declared) == (1, 0)
    confirmed = db.session.scalars(select(Evidence).order_by(Evidence.id.desc()).limit(1)).one()
    assert confirmed.document == "15/QĐ-TTYT"
    again = client.post(address, data=sent)
    assert "không ở trạng thái chờ xác nhận" in again.text


def test_nothing_is_confirmed_without_the_number_of_a_document(shipped_app: Flask, lan: Person) -> None:
    person_id = lan.id
    client = client_of(shipped_app, make_officer(unit(TAM_DUONG)))
    token = client.get(f"/people/{person_id}").text.split('name="csrf_token" value="')[1].split('"')[0]
    [waiting] = waiting_for_confirmation(person_id)
    address = f"/evidence/{waiting.id}/confirm"
    answer = client.post(address, data={"csrf_token": token, "document": " "}, follow_redirects=True)
    assert "Hãy ghi số của giấy tờ đã xem." in answer.text
    assert protected().declared == 1


def test_evidence_outside_ones_units_is_absent(shipped_app: Flask, lan: Person) -> None:
    [waiting] = waiting_for_confirmation(lan.id)
    address = f"/evidence/{waiting.id}/confirm"
    client = client_of(shipped_app, make_officer(unit(HOI_THINH)))
    shipped_app.config["WTF_CSRF_ENABLED"] = False
    assert client.post(address, data={"document": "1"}).status_code == 404
    assert client.post("/evidence/999999/confirm", data={"document": "1"}).status_code == 404


def test_nobody_confirms_what_she_declared_of_herself(shipped_app: Flask) -> None:
    officer = make_officer(unit(TAM_DUONG))
    post_person(officer, unit(TAM_DUONG), hamlet="Thôn Đông")
    evidence_id = declared(officer).id
    client = client_of(shipped_app, officer)
    address = f"/evidence/{evidence_id}/confirm"
    assert address not in client.get("/people/me").text
    shipped_app.config["WTF_CSRF_ENABLED"] = False
    assert client.post(address, data={"document": "1"}).status_code == 404


def test_who_answers_for_nobody_is_not_asked_to_confirm(shipped_app: Flask, lan: Person) -> None:
    assert "/confirm" not in client_of(shipped_app, lan).get("/people/me").text

"""Printing slips: codes that work, for those who need them, by those who answer for them."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.base.database import db
from lms.people.models import Person
from tests.factories.account import sign_in
from tests.factories.people import make_collaborator, make_head, make_officer
from tests.factories.places import unit


@pytest.fixture
def officer(shipped_app: Flask) -> FlaskClient:
    shipped_app.config["WTF_CSRF_ENABLED"] = False
    client = shipped_app.test_client()
    sign_in(client, make_officer(unit("08869")))
    return client


@pytest.fixture
def lan(shipped_app: Flask) -> Person:
    person = make_collaborator(unit("08869"))
    db.session.commit()
    return person


def codes_on(page: str) -> list[str]:
    return re.findall(r'class="slip-code">([^<]+)<', page)


def test_an_officer_prints_slips_for_her_commune(officer: FlaskClient, lan: Person) -> None:
    chosen = officer.get("/slips?unit=xa+tam+duong")
    assert "In phiếu" in chosen.text
    page = officer.post("/slips", data={"unit": unit("08869").id})
    assert len(codes_on(page.text)) == 1
    assert "Trần Thị Lan" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_new_slips_replace_the_codes_before(officer: FlaskClient, lan: Person) -> None:
    data = {"person": lan.id}
    first, second = (codes_on(officer.post("/slips", data=data).text) for _ in range(2))
    assert first != second


def test_nobody_opens_the_account_of_somebody_with_access(officer: FlaskClient, shipped_app: Flask) -> None:
    other = make_officer(unit("08869"), "Bùi Thị Hạnh")
    db.session.commit()
    assert officer.post("/slips", data={"person": other.id}).status_code == 409


def test_people_of_other_units_are_absent(officer: FlaskClient, shipped_app: Flask) -> None:
    far = make_collaborator(unit("08905"), "Đỗ Thị Xa")
    db.session.commit()
    assert officer.post("/slips", data={"person": far.id}).status_code == 404
    assert officer.post("/slips", data={"list": 1}).status_code == 404
    assert officer.post("/slips").status_code == 404
    assert officer.post("/slips", data={"unit": unit("08905").id}).status_code == 409


def test_a_head_prints_for_a_province(shipped_app: Flask, lan: Person) -> None:
    shipped_app.config["WTF_CSRF_ENABLED"] = False
    client = shipped_app.test_client()
    sign_in(client, make_head(unit("25")))
    assert len(codes_on(client.post("/slips", data={"unit": unit("25").id}).text)) == 1

"""Browsers without script in which somebody has signed in; units by their code."""

from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from lms.people.models import Person
from lms.places.models import Unit
from lms.places.queries import unit_by_code
from tests.factories.account import sign_in

DAY = date(2026, 11, 22)


def client_of(app: Flask, person: Person) -> FlaskClient:
    """A client in which a person is signed in, and whose forms need no token; commits."""
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    sign_in(client, person)
    return client


def shipped_unit(code: str, day: date = DAY) -> Unit:
    """The unit of the shipped list that had this code on a day."""
    found = unit_by_code(code, day)
    assert found
    return found

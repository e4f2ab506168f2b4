"""Signed-in visitors, and phones to scan cards with."""

import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lms.account.models import Account
from lms.account.rules.hashing import hash_password
from lms.account.rules.issuing_cards import issue
from lms.account.rules.keeping_pins import choose_pin
from lms.account.rules.keeping_sessions import open_session
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.web.freshness import FRESH

PASSWORD = "hoa ban nở tháng ba"


def sign_in(client: FlaskClient, person: Person) -> None:
    """Sign a person in on this client, as if she had come through the sign-in page; commits."""
    person_id = person.id
    token = open_session(person_id, "Chrome · Android")
    db.session.commit()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie[FRESH] = int(clock.now().timestamp())
        cookie.permanent = True


def client_of(app: Flask, person: Person) -> FlaskClient:
    """A client in which a person is signed in, and whose forms need no token; commits."""
    app.config["WTF_CSRF_ENABLED"] = False
    db.session.commit()
    client = app.test_client()
    sign_in(client, person)
    return client


def give_password(person: Person, password: str = PASSWORD) -> None:
    """Give a person an account with this password; commits."""
    person_id = person.id
    hashed = hash_password(password)
    db.session.add(
        Account(person_id=person_id, password_hash=hashed, password_set_at=clock.now(), is_demo=False)
    )
    db.session.commit()


def type_in(client: FlaskClient, address: str, **fields: str) -> TestResponse:
    """Open a page, fill in its form and send it, as a browser without script does."""
    page = client.get(address)
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page.text)[0]
    return client.post(address, data={"csrf_token": token, **fields})


PIN = "2580"


def give_card(person: Person) -> tuple[str, str]:
    """Give a person a card; its token and its printed code. Commits."""
    (secret,) = issue([person.id], by=None)
    db.session.commit()
    return secret


def give_pin(person: Person, pin: str = PIN) -> None:
    """Give a person a PIN; commits."""
    choose_pin(person, pin)
    db.session.commit()


def new_phone(app: Flask) -> FlaskClient:
    """A phone on which nobody has ever signed in; its forms need no token."""
    app.config["WTF_CSRF_ENABLED"] = False
    db.session.commit()
    return app.test_client()


def scan(phone: FlaskClient, token: str, kind: str = "own") -> TestResponse:
    """Scan a card with a phone and say whose the phone is."""
    return phone.post("/c", data={"token": token, "kind": kind})


def is_in(phone: FlaskClient) -> bool:
    """Whether somebody is signed in on the phone."""
    return phone.get("/account").status_code == 200

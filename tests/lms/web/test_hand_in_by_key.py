"""A sending key says who hands something in, where a view takes keys, and opens nothing else."""

import pytest
from flask import Flask, jsonify
from flask.testing import FlaskClient

from lms.base.database import db
from lms.people.models import Person
from lms.web.access import asker, keeps_apart, public, sends, signed_in
from lms.web.safety import csrf
from lms.web.sending import Sender, sender
from tests.factories.account import sign_in
from tests.factories.people import make_person

DEVICE = "3f0e7a52-6b1d-4c8e-9a54-0d2f1b7c9e10"


@pytest.fixture
def her(app: Flask) -> Person:
    """Who has a key on a phone that is hers, and one on a phone that was revoked."""
    person = make_person("Lò Thị Mai")

    def who() -> str:
        by = sender()
        return jsonify(
            who=asker().id if asker().is_authenticated else None, by=by and [by.device, by.revoked]
        )

    views = {
        "sends": sends,
        "apart": lambda view: sends(keeps_apart(view)),
        "forms": lambda view: public(keeps_apart(view)),
        "signed-in": signed_in,
        "public": public,
    }
    for name, mark in views.items():

        def view() -> str:
            return who()

        app.add_url_rule(f"/try/{name}", name, csrf.exempt(mark(view)), methods=["POST"])
    keys = {"hers": False, "revoked": True}
    app.extensions["find_sender"] = lambda key: (
        (person, Sender(person.id, DEVICE, keys[key])) if key in keys else None
    )
    db.session.commit()
    return person


def test_a_key_hands_in_for_its_person_whoever_is_signed_in(app: Flask, her: Person) -> None:
    nobody, other = app.test_client(), app.test_client()
    sign_in(other, make_person("Hà Văn Chung"))
    for client in (nobody, other):
        answer = send(client, "sends", "hers")
        assert answer == (200, {"who": her.id, "by": [DEVICE, False]})


def test_without_a_key_the_session_says_who_hands_in(app: Flask, her: Person) -> None:
    client = app.test_client()
    assert send(client, "sends")[0] == 401
    sign_in(client, her)
    assert send(client, "sends") == (200, {"who": her.id, "by": None})


def test_a_key_opens_nothing_but_handing_in(app: Flask, her: Person) -> None:
    client = app.test_client()
    sign_in(client, her)
    assert send(client, "signed-in", "hers")[0] == 401
    assert send(client, "public", "hers") == (200, {"who": None, "by": None})
    assert send(client, "signed-in")[0] == 200


def test_a_forged_key_is_as_nobody_even_where_somebody_is_signed_in(app: Flask, her: Person) -> None:
    client = app.test_client()
    sign_in(client, her)
    assert send(client, "sends", "forged")[0] == 401
    assert send(client, "forms", "forged") == (200, {"who": None, "by": None})


def test_a_revoked_device_is_let_in_only_where_what_it_sends_is_kept_apart(app: Flask, her: Person) -> None:
    client = app.test_client()
    assert send(client, "sends", "revoked")[0] == 401
    for name in ("apart", "forms"):
        assert send(client, name, "revoked") == (200, {"who": her.id, "by": [DEVICE, True]})


def send(client: FlaskClient, name: str, key: str | None = None) -> tuple[int, object]:
    """Hand something in, with a key or without."""
    answer = client.post(f"/try/{name}", json={}, headers={"Sending-Key": key} if key else {})
    return answer.status_code, answer.json

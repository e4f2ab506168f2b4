"""Proving once more who one is before a dangerous act."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask, request
from flask.testing import FlaskClient

from lms.people.models import Person
from lms.web.access import signed_in
from lms.web.freshness import FRESH_FOR, fresh, fresh_for_file
from tests.factories.account import (
    PASSWORD,
    PIN,
    client_of,
    give_card,
    give_password,
    give_pin,
    new_phone,
    scan,
    type_in,
)
from tests.factories.people import make_collaborator, make_person
from tests.factories.places import unit

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LATER = NOW + FRESH_FOR


@signed_in
@fresh
def act() -> str:
    """Something dangerous."""
    return f"done by {request.method}"


def put_act_on(app: Flask) -> None:
    """Let the app have a dangerous act."""
    app.add_url_rule("/act", view_func=act, methods=["GET", "POST"])
    app.add_url_rule("/names.xlsx", view_func=take_along)


@signed_in
@fresh_for_file
def take_along() -> str:
    """A list of many people."""
    return "many names"


@pytest.fixture
def dangerous_app(app: Flask) -> Flask:
    """An app with a dangerous act on it."""
    put_act_on(app)
    return app


@pytest.fixture
def lan(dangerous_app: Flask) -> Person:
    """Somebody with a password."""
    person = make_person("Trần Thị Lan", code="TD-C001")
    give_password(person, PASSWORD)
    return person


@pytest.fixture
def desk(dangerous_app: Flask, lan: Person) -> FlaskClient:
    """Her computer, on which she signed in a quarter of an hour ago."""
    with time_machine.travel(NOW, tick=False):
        return client_of(dangerous_app, lan)


def test_just_after_signing_in_nothing_is_asked(desk: FlaskClient) -> None:
    with time_machine.travel(LATER - timedelta(seconds=1), tick=False):
        assert desk.get("/act").text == "done by GET"


def test_later_the_password_is_asked_and_the_act_follows(desk: FlaskClient) -> None:
    with time_machine.travel(LATER, tick=False):
        asked = desk.get("/act?whom=3")
        assert asked.location == "/account/confirm?next=/act?whom%3D3"
        assert desk.post(asked.location, data={"secret": PASSWORD}).location == "/act?whom=3"
        assert desk.get("/act?whom=3").text == "done by GET"


def test_a_wrong_password_opens_nothing(desk: FlaskClient) -> None:
    with time_machine.travel(LATER, tick=False):
        answer = desk.post("/account/confirm?next=/act", data={"secret": "mật khẩu khác"})
        assert "Mật khẩu hiện nay chưa đúng" in answer.text
        assert desk.get("/act").status_code == 303


def test_guessing_is_slowed_down(desk: FlaskClient) -> None:
    with time_machine.travel(LATER, tick=False):
        codes = [desk.post("/account/confirm", data={"secret": "sai"}).status_code for _ in range(9)]
    assert codes == [200] * 8 + [429]


def test_a_form_sent_too_late_leads_back_to_its_page(desk: FlaskClient) -> None:
    with time_machine.travel(LATER, tick=False):
        asked = desk.post("/act", headers={"Referer": "http://localhost/account?x=1"})
        assert asked.location == "/account/confirm?next=/account?x%3D1"
        away = desk.post("/act", headers={"Referer": "http://localhost/account/devices/sign-out-others"})
        assert away.location == "/account/confirm?next=/"


def test_a_file_is_asked_for_again_on_the_page_on_which_its_link_stands(desk: FlaskClient) -> None:
    with time_machine.travel(LATER, tick=False):
        asked = desk.get("/names.xlsx", headers={"Referer": "http://localhost/account"})
        assert asked.location == "/account/confirm?next=/account"
        assert desk.get("/names.xlsx").location == "/account/confirm?next=/"
        desk.post(asked.location, data={"secret": PASSWORD})
        assert desk.get("/names.xlsx").text == "many names"


DANGEROUS = {
    "account.print_chosen_cards",
    "account.print_chosen_slips",
    "factors.begin_adding",
    "factors.end_sessions_of",
    "factors.enrol_app",
    "factors.print_codes",
    "factors.remove_app",
    "factors.remove_passkey",
    "factors.take_from_colleague",
    "outside.begin_linking",
    "outside.confirm_link",
    "outside.remove_link",
    "outside.remove_link_of",
    "oversight.export_acts",
    "privacy.erase_person",
    "roles.end_role",
    "roles.extend_role",
    "roles.give_role",
    "staffing.download_rosters",
    "staffing.download_rosters_apart",
}
"""What a stranger at a device left open must not do: see docs/security.md."""


def test_every_dangerous_act_of_the_product_asks_who_it_is(app: Flask) -> None:
    asked = {name for name, view in app.view_functions.items() if getattr(view, "fresh", False)}
    assert sorted(DANGEROUS - asked) == []


def test_a_script_is_told_that_somebody_must_sign_in(desk: FlaskClient) -> None:
    with time_machine.travel(LATER, tick=False):
        assert desk.post("/act", json={}).status_code == 401


def test_the_way_back_never_leads_to_another_site(desk: FlaskClient) -> None:
    answer = desk.post("/account/confirm?next=//evil.example/", data={"secret": PASSWORD})
    assert answer.location == "/"


def test_signing_in_by_password_counts(dangerous_app: Flask, lan: Person) -> None:
    visitor = dangerous_app.test_client()
    type_in(visitor, "/sign-in", login="TD-C001", secret=PASSWORD)
    assert visitor.get("/act").text == "done by GET"


def test_a_card_alone_does_not_count_and_a_pin_does(shipped_app: Flask) -> None:
    put_act_on(shipped_app)
    carrier = make_collaborator(unit("08869"))
    token, _code = give_card(carrier)
    phone = new_phone(shipped_app)
    scan(phone, token)
    assert phone.get("/act").status_code == 303
    give_pin(carrier)
    assert "Còn được gõ 4 lần" in phone.post("/account/confirm?next=/act", data={"secret": "1111"}).text
    assert phone.post("/account/confirm?next=/act", data={"secret": PIN}).location == "/act"
    assert phone.get("/act").text == "done by GET"

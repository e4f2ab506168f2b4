"""A phone shared by several people: each signs in under her own name."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.account.rules.one_time_codes import issue
from lms.account.rules.throttling import ONE_LOGIN_FROM_ONE_NETWORK
from lms.base.database import db
from lms.people.models import Person
from tests.factories.account import give_password, new_phone, type_in
from tests.factories.people import make_person

PHONE = "0912345678"
SHARED = "chung một mật khẩu"


@pytest.fixture
def family(app: Flask) -> list[Person]:
    """Lan and Mai share a phone and, by chance, a password; Hoa has another, Cúc has only a slip."""
    names = {"Lan": SHARED, "Mai": SHARED, "Hoa": "của riêng Hoa", "Cúc": None}
    people = [make_person(f"Trần Thị {name}", phone=PHONE) for name in names]
    db.session.commit()
    for person, password in zip(people, names.values(), strict=True):
        if password:
            give_password(person, password)
    return people


def choose(client: FlaskClient, secret: str) -> str:
    """Type the shared number and a secret; gives the page of names."""
    answer = type_in(client, "/sign-in", login=PHONE, secret=secret)
    assert answer.headers["Location"] == "/sign-in/name?next=/"
    return client.get("/sign-in/name?next=/account").text


def test_names_stand_there_to_be_tapped(client: FlaskClient, family: list[Person]) -> None:
    page = choose(client, SHARED)
    assert all(person.full_name in page for person in family)
    answer = type_in(client, "/sign-in/name?next=/account", person=str(family[1].id))
    assert answer.headers["Location"] == "/account"
    assert "Trần Thị Mai" in client.get("/account").text


def test_a_stranger_sees_no_names(client: FlaskClient, family: list[Person]) -> None:
    page = type_in(client, "/sign-in", login=PHONE, secret="a guess").text
    assert "không khớp nhau" in page
    assert "Trần Thị" not in page
    assert client.get("/sign-in/name").headers["Location"].startswith("/sign-in")


def test_the_secret_opens_only_its_own_name(client: FlaskClient, family: list[Person]) -> None:
    choose(client, "của riêng Hoa")
    page = type_in(client, "/sign-in/name", person=str(family[0].id)).text
    assert "không phải của người này" in page
    assert client.get("/account").status_code == 302
    assert type_in(client, "/sign-in/name", person=str(family[2].id)).status_code == 303


def test_the_cookie_does_not_say_whose_secret_it_was(client: FlaskClient, family: list[Person]) -> None:
    choose(client, SHARED)
    with client.session_transaction() as cookie:
        two = dict(cookie["choice"])
    choose(client, "của riêng Hoa")
    with client.session_transaction() as cookie:
        one = dict(cookie["choice"])
    assert len(two["proofs"]) == len(one["proofs"]) == len(family)
    assert all(len(proof) == 32 for proof in two["proofs"] + one["proofs"])
    assert SHARED not in str(two)


def test_a_foreign_id_opens_nothing(client: FlaskClient, family: list[Person]) -> None:
    stranger = make_person("Lê Văn Tám", phone="0987654321")
    db.session.commit()
    choose(client, SHARED)
    for person in (str(stranger.id), "999999", "-1", "x", ""):
        assert "không phải của người này" in type_in(client, "/sign-in/name", person=person).text


def test_a_slip_works_on_a_shared_phone(client: FlaskClient, family: list[Person]) -> None:
    person_id = family[3].id
    code = issue([person_id], by=None)[person_id]
    db.session.commit()
    choose(client, code)
    answer = type_in(client, "/sign-in/name", person=str(person_id))
    assert answer.headers["Location"].startswith("/sign-in/first-use")
    assert "Trần Thị Cúc" in client.get("/sign-in/first-use").text


def test_who_shares_the_phone_guesses_no_faster_by_signing_in_as_herself_in_between(
    app: Flask, family: list[Person]
) -> None:
    lan = family[0].id
    thief = new_phone(app)
    for _ in range(2):
        for _ in range(ONE_LOGIN_FROM_ONE_NETWORK.tries // 2):
            assert thief.post("/sign-in", data={"login": PHONE, "secret": "đoán"}).status_code in (200, 429)
        own = new_phone(app)
        own.post("/sign-in", data={"login": PHONE, "secret": SHARED})
        own.post("/sign-in/name", data={"person": lan})
    answer = thief.post("/sign-in", data={"login": PHONE, "secret": "của riêng Hoa"})
    assert answer.status_code == 429


def test_who_signs_in_on_a_shared_phone_takes_her_own_try_off(app: Flask, family: list[Person]) -> None:
    for _ in range(ONE_LOGIN_FROM_ONE_NETWORK.tries + 2):
        phone = new_phone(app)
        assert phone.post("/sign-in", data={"login": PHONE, "secret": "của riêng Hoa"}).status_code == 302
        answer = phone.post("/sign-in/name", data={"person": family[2].id})
        assert answer.status_code == 303

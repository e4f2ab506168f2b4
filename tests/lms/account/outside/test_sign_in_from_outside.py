"""Signing in by another house: what proves who somebody is, and what proves nothing."""

from datetime import timedelta
from time import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from tests.factories.account import is_in
from tests.factories.other_house import MINUTE, NEW_KEY, OTHER_KEY, OtherHouse
from tests.factories.outside_ways import (
    go_and_return,
    link_account,
    sign_in_here,
    sign_in_outside,
    way_back,
    way_there,
)

PROVES_NOTHING = "không chứng minh được"
BEGIN_AGAIN = "Hãy bắt đầu lại"


@pytest.fixture
def linked(app: Flask, hoa: Person) -> Flask:
    """The app in which Hoa has linked her account."""
    client = app.test_client()
    sign_in_here(client, hoa)
    link_account(client)
    return app


@pytest.fixture
def visitor(linked: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return linked.test_client()


def test_she_goes_there_with_a_challenge_and_two_secrets_that_nobody_guesses(
    visitor: FlaskClient, house: OtherHouse
) -> None:
    asked = [parse_qs(urlsplit(way_there(visitor.post("/sign-in/outside"))).query) for _ in range(2)]
    for each in asked:
        assert each["response_type"] == ["code"]
        assert each["code_challenge_method"] == ["S256"]
        assert each["scope"] == ["openid"]
        assert each["redirect_uri"] == ["http://localhost/sign-in/outside/back"]
        assert each["tenant"] == ["1"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[0][name][0]) >= 43
        assert asked[0][name] != asked[1][name]


def test_a_borrowed_device_forgets_her_at_the_end(visitor: FlaskClient, hoa: Person) -> None:
    name = hoa.full_name
    assert sign_in_outside(visitor, "borrowed").status_code == 303
    visitor.post("/sign-out")
    assert name not in visitor.get("/").text


LIES: dict[str, dict[str, Any]] = {
    "another nonce": {"claims": {"nonce": "other"}},
    "no nonce": {"claims": {"nonce": None}},
    "for another": {"claims": {"aud": "another"}},
    "for several, to another": {"claims": {"aud": ["lop520", "another"], "azp": "another"}},
    "for several, to nobody": {"claims": {"aud": ["lop520", "another"]}},
    "from another": {"claims": {"iss": "https://evil.example"}},
    "about nobody": {"claims": {"sub": None}},
    "about no text": {"claims": {"sub": 7}},
    "without end": {"claims": {"exp": None}},
    "ends in words": {"claims": {"exp": "tomorrow"}},
    "another access token": {"claims": {"at_hash": "x"}},
    "signed by another key": {"key": OTHER_KEY},
    "signed by a key that is unknown": {"key": NEW_KEY},
    "its own key in its header": {"key": OTHER_KEY, "header": {"jwk": OTHER_KEY.as_dict(private=False)}},
    "signed by nobody": {"forge": True},
    "signed with the shared secret": {"shared": True},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_is_not_for_this_sign_in_proves_nothing(
    visitor: FlaskClient, house: OtherHouse, lie: str
) -> None:
    for name, value in LIES[lie].items():
        setattr(house, name, value)
    answer = go_and_return(visitor)
    assert (answer.status_code, PROVES_NOTHING in answer.text) == (409, True), answer.text
    assert visitor.post("/sign-in/outside/in", data={"kind": "own"}).status_code == 409
    assert not is_in(visitor)


@pytest.mark.parametrize(
    ("claims", "good"),
    [
        ({"exp": -MINUTE}, True),
        ({"iat": +MINUTE}, True),
        ({"exp": -10 * MINUTE}, False),
        ({"iat": +10 * MINUTE}, False),
        ({"nbf": +10 * MINUTE}, False),
    ],
)
def test_two_clocks_may_differ_by_two_minutes(
    visitor: FlaskClient, house: OtherHouse, claims: dict[str, int], good: bool
) -> None:
    house.claims = {name: int(time()) + seconds for name, seconds in claims.items()}
    answer = go_and_return(visitor)
    assert answer.status_code == (200 if good else 409)
    assert ("đồng hồ" in answer.text) != good


def test_the_same_answer_does_not_count_twice(visitor: FlaskClient, house: OtherHouse) -> None:
    back = way_back(way_there(visitor.post("/sign-in/outside")))
    with visitor.session_transaction() as cookie:
        journey = cookie["outside_journey"]
    assert visitor.get(back).headers["Location"] == "/sign-in/outside/in"
    again = visitor.get(back)
    assert (again.status_code, BEGIN_AGAIN in again.text) == (409, True)
    with visitor.session_transaction() as cookie:  # as whoever kept the cookie would
        cookie["outside_journey"] = journey
    answer = visitor.get(back)
    assert answer.status_code == 409
    assert house.refused == ["code"]


def test_what_was_said_before_the_last_sign_in_opens_nothing(linked: Flask, visitor: FlaskClient) -> None:
    go_and_return(visitor)
    with visitor.session_transaction() as cookie:
        arrived = cookie["outside_arrived"]
    assert visitor.post("/sign-in/outside/in", data={"kind": "own"}).status_code == 303
    thief = linked.test_client()
    with thief.session_transaction() as cookie:
        cookie["outside_arrived"] = arrived
    assert thief.post("/sign-in/outside/in", data={"kind": "own"}).status_code == 409
    assert not is_in(thief)


def test_an_answer_to_somebody_else_is_nobodys(
    linked: Flask, visitor: FlaskClient, house: OtherHouse
) -> None:
    house.asked.clear()
    back = way_back(way_there(visitor.post("/sign-in/outside")))
    victim = linked.test_client()
    assert victim.get(back).status_code == 409
    victim.post("/sign-in/outside")
    assert victim.get(back).status_code == 409
    assert "/token" not in house.asked


def test_another_house_does_not_answer_in_its_place(visitor: FlaskClient, house: OtherHouse) -> None:
    back = way_back(way_there(visitor.post("/sign-in/outside")))
    named = back.replace(house.issuer.replace(":", "%3A").replace("/", "%2F"), "https%3A%2F%2Fevil.example")
    assert named != back
    assert visitor.get(named).status_code == 409


def test_who_taps_too_late_begins_again(visitor: FlaskClient) -> None:
    go_and_return(visitor)
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        answer = visitor.post("/sign-in/outside/in", data={"kind": "own"})
    assert (answer.status_code, BEGIN_AGAIN in answer.text) == (409, True)


def test_where_the_other_house_says_no_she_reads_so(visitor: FlaskClient, house: OtherHouse) -> None:
    house.deny = True
    answer = go_and_return(visitor)
    assert (answer.status_code, "chưa xác nhận" in answer.text) == (409, True)


BROKEN: dict[str, dict[str, Any]] = {
    "fails": {"answers": {"/.well-known/openid-configuration": (500, b"")}},
    "leads elsewhere": {"answers": {"/.well-known/openid-configuration": (302, b"")}},
    "no JSON": {"answers": {"/.well-known/openid-configuration": (200, b"<html>")}},
    "a list": {"answers": {"/.well-known/openid-configuration": (200, b"[]")}},
    "deep": {"answers": {"/.well-known/openid-configuration": (200, b"[" * 100_000)}},
    "endless": {"answers": {"/.well-known/openid-configuration": (200, b"[" + b"1," * 200_000 + b"1]")}},
    "speaks for another": {"about": {"issuer": "https://evil.example"}},
    "without a door": {"about": {"authorization_endpoint": None}},
    "a door without a lock": {"about": {"authorization_endpoint": "http://evil.example/authorize"}},
    "a door that is a script": {"about": {"authorization_endpoint": "javascript:alert(1)"}},
}


@pytest.mark.parametrize("way", BROKEN)
def test_where_the_other_house_is_broken_the_password_still_signs_in(
    linked: Flask, hoa: Person, house: OtherHouse, way: str
) -> None:
    linked.extensions["outside"] = type(linked.extensions["outside"])(linked.extensions["outside"].house)
    for name, value in BROKEN[way].items():
        setattr(house, name, value)
    client = linked.test_client()
    answer = client.post("/sign-in/outside")
    assert (answer.status_code, "Hãy đăng nhập bằng mật khẩu" in answer.text) == (503, True)
    db.session.refresh(hoa)
    sign_in_here(client, hoa)


@pytest.mark.parametrize("path", ["/token", "/keys"])
def test_where_it_breaks_off_on_the_way_back_nobody_is_in(
    linked: Flask, visitor: FlaskClient, house: OtherHouse, path: str
) -> None:
    linked.extensions["outside"] = type(linked.extensions["outside"])(linked.extensions["outside"].house)
    house.answers = {path: (502, b"")}
    assert go_and_return(visitor).status_code == 503
    assert not is_in(visitor)


def test_keys_that_changed_are_found_at_the_next_sign_in(visitor: FlaskClient, house: OtherHouse) -> None:
    house.key, house.published = NEW_KEY, [NEW_KEY]
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        house.claims = {"iat": int(time()), "exp": int(time()) + MINUTE}
        assert sign_in_outside(visitor).status_code == 303


def test_a_house_that_wants_the_secret_in_the_form_gets_it_there(linked: Flask, house: OtherHouse) -> None:
    linked.extensions["outside"] = type(linked.extensions["outside"])(linked.extensions["outside"].house)
    house.about = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    go_and_return(linked.test_client())
    assert house.refused == ["client"]  # this one reads it in the header only


def test_an_answer_without_a_sign_in_is_refused_and_asks_nobody(
    visitor: FlaskClient, house: OtherHouse
) -> None:
    house.asked.clear()
    assert visitor.get("/sign-in/outside/back?code=x&state=y").status_code == 409
    assert house.asked == []

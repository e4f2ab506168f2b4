"""Whatever stands in an address or a form, an answer comes: a page or a sentence, never a failure.

What each endpoint asks for is found by listening: the parameters of a request note every name that is
looked up. So a new field is tried without being listed here.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import Rule

from lms.people.queries import person_by_code
from tests.factories.account import sign_in
from tests.house.test_urls import keys_that_exist

TELLING = [
    "Nguyễn\x00Thị",
    "-1",
    "9" * 30,
    "9" * 5000,
    "a," * 1500,
    "Nguyễn " * 60,
    "0001-01-01",
    "9999-12-31",
    "👩‍👩‍👧🏴󠁧󠁢󠁥󠁮󠁧󠁿\ufffe\uffff\U0010ffff",
]
NASTY = [
    *TELLING,
    "",
    "\x00",
    "abc",
    "٣",
    "²",
    "9" * 10,
    "%",
    "'; DROP TABLE person; --",
    "{{ 7 * 7 }} %(name)s %s {0}",
    "/\\evil.example",
    "http://[evil",
    "2026-02-31",
    "31/02/2026",
    "Nguyễn\r\nX-Evil: 1",
    "\u202e\u200f\ufeff",
]
"""What a mistyping, a broken program or a hostile hand may send in place of a value. The telling ones are
tried, with ``--long`` all of them."""

PEOPLE = ["TD-C001", "DEMO-LD"]  # a collaborator and a head
NOBODYS = "00000000-0000-4000-8000-000000000000"
ENDS_THE_SESSION = {"account.sign_out", "account.sign_out_device", "account.sign_out_others"}


class Listening(ImmutableMultiDict[str, str]):
    """Parameters of a request that note which names are looked up."""

    heard: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.heard.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.heard.add(str(key))
        return super().__contains__(key)

    def getlist(self, key: str, *args: Any, **kwargs: Any) -> list[Any]:
        self.heard.add(key)
        return super().getlist(key, *args, **kwargs)


class ListeningRequest(Request):
    """A request whose parameters listen."""

    parameter_storage_class = Listening


def addresses(app: Flask, keys: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Each endpoint with each of its methods, at the address of something that exists, where there is any."""
    for rule in reachable(app):
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield method, filled(rule, keys)


def nasty_addresses(app: Flask, keys: dict[str, object], values: list[str]) -> Iterator[tuple[str, str]]:
    """Each address with each of its keys replaced by each of the values."""
    for rule in reachable(app):
        method = "GET" if "GET" in (rule.methods or set()) else "POST"
        for name in rule.arguments:
            for value in filter(None, values):
                yield method, filled(rule, {**keys, name: value})


class Turns:
    """Which values a field gets: all where it is met first, one after the other where it comes again.

    Pages of a part ask for the same things in the same words (a place, a day), and read them in one way; the
    rows of a table are one field.
    """

    def __init__(self, values: list[str], *, every: bool) -> None:
        self._values = values
        self._every = every
        self._met: Counter[tuple[str, ...]] = Counter()

    def values(self, method: str, address: str, name: str) -> list[str]:
        """The values to send under a name."""
        part = address.split("/")[1]
        field = method, part, re.sub(r"[0-9]+", "0", name)
        turn = self._met[field]
        self._met[field] += 1
        return self._values if self._every or turn == 0 else [self._values[turn % len(self._values)]]


def reachable(app: Flask) -> list[Rule]:
    return [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in ENDS_THE_SESSION and not rule.endpoint.endswith("static")
    ]


def filled(rule: Rule, keys: dict[str, object]) -> str:
    """The address with these keys as they are, so that even what the router would never build is tried."""

    def value(found: re.Match[str]) -> str:
        return quote(str(keys.get(found[1]) or NOBODYS), safe="")

    return re.sub(r"<[a-z]+:(\w+)>", value, rule.rule)


@pytest.fixture
def hostile_app(both_demo_app: Flask) -> Flask:
    """The demonstration whose failures are answered as in production, and whose forms need no token."""
    both_demo_app.testing = False
    both_demo_app.config["WTF_CSRF_ENABLED"] = False
    both_demo_app.request_class = ListeningRequest
    return both_demo_app


@pytest.mark.parametrize("code", PEOPLE)
def test_no_value_in_a_query_or_a_form_makes_the_product_fail(
    hostile_app: Flask, code: str, request: pytest.FixtureRequest
) -> None:
    long = request.config.getoption("--long")
    turns = Turns(NASTY if long else TELLING, every=long)
    client, person = hostile_app.test_client(), person_by_code(code)
    assert person
    keys = keys_that_exist(person.id)
    sign_in(client, person)
    failed = []
    for method, address in list(addresses(hostile_app, keys)):
        Listening.heard.clear()
        client.open(address, method=method)
        for name in sorted(Listening.heard - {"csrf_token", "v"}):
            for value in turns.values(method, address, name):
                sent: dict[str, Any] = {"query_string" if method == "GET" else "data": {name: value}}
                status = client.open(address, method=method, **sent).status_code
                if status >= 500:
                    failed.append(f"{status} {method} {address} {name}={value[:40]!r}")
    assert failed == []
    assert client.get("/account").status_code == 200  # she was signed in to the end


@pytest.mark.parametrize("code", PEOPLE)
def test_no_key_in_an_address_makes_the_product_fail(
    hostile_app: Flask, code: str, request: pytest.FixtureRequest
) -> None:
    values = NASTY if request.config.getoption("--long") else TELLING
    client, person = hostile_app.test_client(), person_by_code(code)
    assert person
    keys = keys_that_exist(person.id)
    sign_in(client, person)
    failed = []
    for method, address in nasty_addresses(hostile_app, keys, values):
        status = client.open(address, method=method).status_code
        if status >= 500:
            failed.append(f"{status} {method} {address[:100]}")
    assert failed == []
    assert client.get("/account").status_code == 200

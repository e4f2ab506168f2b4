"""Every endpoint declares who may call it, and answers each role accordingly."""

from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule, UnicodeConverter, UUIDConverter

from lms.people.queries import person_by_code
from lms.web.access import PUBLIC, Permission, access_of
from tests.factories.account import sign_in
from tests.house.endpoints import EXPECTED

ROLES: dict[str, tuple[str | None, set[Permission]]] = {
    "nobody": (None, set()),
    "collaborator": ("TD-C001", set()),
    "trainer": ("DEMO-GV", {Permission.ACTIVITIES_RUN, Permission.EXERCISES_WRITE}),
    "officer": (
        "TD-X01",
        {
            Permission.ACTIVITIES_RUN,
            Permission.COVERAGE_SEE,
            Permission.PEOPLE_SEE,
            Permission.STAFFING_IMPORT,
        },
    ),
    "head": (
        "DEMO-LD",
        {
            Permission.ACTIVITIES_RUN,
            Permission.AWARDS_APPROVE,
            Permission.COVERAGE_SEE,
            Permission.PEOPLE_SEE,
            Permission.STAFFING_IMPORT,
            Permission.STANDARDS_EDIT,
            Permission.PERIODS_CLOSE,
            Permission.ROLES_GRANT,
            Permission.UNITS_DECIDE,
        },
    ),
    "administrator": ("DEMO-QT", set(Permission)),
}
NOTHING = {
    IntegerConverter: 999_999_999,
    UnicodeConverter: "there-is-none",
    UUIDConverter: UUID("00000000-0000-4000-8000-000000000000"),
}
"""For each kind of parameter a key that names no row."""


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if not rule.endpoint.endswith("static")]


def test_every_endpoint_is_listed_with_the_access_that_it_declares(app: Flask) -> None:
    declared: dict[str | Permission | None, set[str]] = {}
    for rule in rules(app):
        declared.setdefault(access_of(app.view_functions[rule.endpoint]), set()).add(rule.endpoint)
    assert declared == EXPECTED


def address(app: Flask, rule: Rule) -> str:
    values = {name: _nothing(rule, name) for name in rule.arguments}
    return str(app.url_map.bind("localhost").build(rule.endpoint, values, method=_method(rule)))


def _nothing(rule: Rule, name: str) -> object:
    return next(key for kind, key in NOTHING.items() if isinstance(rule._converters[name], kind))


def _method(rule: Rule) -> str:
    assert rule.methods
    return "GET" if "GET" in rule.methods else "POST"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_let_in_or_refused_as_declared(demo_app: Flask, role: str) -> None:
    code, held = ROLES[role]
    client = demo_app.test_client()
    if code:
        person = person_by_code(code)
        assert person
        sign_in(client, person)
    wrong = []
    for rule in rules(demo_app):
        access = access_of(demo_app.view_functions[rule.endpoint])
        if rule.endpoint == "account.sign_out":
            continue
        answer = client.open(address(demo_app, rule), method=_method(rule))
        asked_in = answer.status_code == 401 or "/sign-in" in answer.headers.get("Location", "")
        refused = answer.status_code == 403
        if access == PUBLIC:
            right = not refused
        elif code is None:
            right = asked_in
        else:
            right = refused == (isinstance(access, Permission) and access not in held) and not asked_in
        if not right or answer.status_code >= 500:
            wrong.append(f"{rule.endpoint} {_method(rule)}: {answer.status_code}")
    assert wrong == []

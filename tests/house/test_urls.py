"""Addresses are predictable, and looking changes nothing."""

import re

from flask import Flask

KEBAB = re.compile(r"^[a-z0-9-]*(\.[a-z]+)?$")


def test_addresses_are_kebab_case(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        parts = [part for part in re.sub(r"<[^>]+>", "", rule.rule).split("/") if part]
        assert all(KEBAB.match(part) for part in parts), rule.rule


def test_every_parameter_says_its_type(app: Flask) -> None:
    untyped = [rule.rule for rule in app.url_map.iter_rules() if re.search(r"<[^:>]+>", rule.rule)]
    assert untyped == []

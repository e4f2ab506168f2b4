"""What labels say before a tap, and what then arrives."""

import re
from collections.abc import Iterable, Mapping

from flask import Flask
from flask.testing import FlaskClient

from tests.browser import serve
from tests.factories.servers import bytes_on_the_wire

UNITS = {"byte": 1, "KB": 1000, "MB": 1_000_000}
LABEL = re.compile(r"([\d.,]+)\s(byte|KB|MB)")


def told(label: str) -> float:
    """The bytes of which a label speaks."""
    found = LABEL.search(label)
    assert found, label
    return float(found[1].replace(",", ".")) * UNITS[found[2]]


def assert_that_comes_what_is_told(
    app: Flask, visitor: FlaskClient, labels: Mapping[str, float], shown: Mapping[str, Iterable[str]] = {}
) -> None:
    """What a server sends for each address, with what is ``shown`` on it, is within a twentieth of what is
    told."""
    cookie = visitor.get_cookie("session")
    assert cookie
    with serve(app) as base:
        for address, said in labels.items():
            loaded = [address, *shown.get(address, ())]
            came = sum(bytes_on_the_wire(base, each, f"session={cookie.value}") for each in loaded)
            assert abs(came - said) <= 0.05 * came, (address, came, said)

"""How bytes and their price are written, in both languages."""

import pytest
from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st

from lms.web.costs import HEADER_BYTES, data_cost, data_size, file_cost

UNITS = {"byte": 1, "KB": 1000, "MB": 1_000_000}


@given(number=st.integers(min_value=1, max_value=50_000_000))
@example(number=999)
@example(number=1_049)
@example(number=9_950)
@example(number=10_499)
@example(number=999_999)
def test_a_size_is_never_a_twentieth_away_from_the_bytes(lasting_app: Flask, number: int) -> None:
    with lasting_app.test_request_context():
        value, unit = data_size(number).replace("\u00a0", " ").split()
    told = float(value.replace(",", ".")) * UNITS[unit]
    assert abs(told - number) <= 0.05 * number


@pytest.mark.parametrize(
    ("number", "label"),
    [
        (640, "640 byte, chưa đến 1 đồng"),
        (2_400, "2,4\u00a0KB, chưa đến 1 đồng"),
        (41_000, "41\u00a0KB, chưa đến 1 đồng"),
        (2_000_000, "2,0\u00a0MB, khoảng 20 đồng"),
        (300_000_000, "300,0\u00a0MB, khoảng 3.000 đồng"),
    ],
)
def test_a_price_stands_beside_the_size(lasting_app: Flask, number: int, label: str) -> None:
    with lasting_app.test_request_context():
        assert data_cost(number) == label


def test_a_file_costs_its_headers_too(lasting_app: Flask) -> None:
    with lasting_app.test_request_context():
        assert file_cost(41_000 - HEADER_BYTES) == "41\u00a0KB, chưa đến 1 đồng"

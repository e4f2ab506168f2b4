"""A village, and a real server process on its database, on either engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.faults.product import Product, serving_product
from tests.faults.village import Village, found_village

LEARNERS = 6


@pytest.fixture
def village(both_app: Flask, tmp_path: Path) -> Village:
    """A village on each engine."""
    return found_village(tmp_path, LEARNERS)


@pytest.fixture
def server(village: Village, both_app: Flask, tmp_path: Path) -> Iterator[Product]:
    """A server that waits a second for its turn to write."""
    with serving_product(both_app.config["SQLALCHEMY_DATABASE_URI"], tmp_path, busy_seconds=1) as product:
        yield product

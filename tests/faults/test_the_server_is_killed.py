"""The server is killed while phones hand in, again and again: each attempt is there exactly once."""

import random
from pathlib import Path

import pytest
from flask import Flask

from lms.base.database import db
from tests.faults.product import serving_product
from tests.faults.storm import look_over, rage
from tests.faults.village import found_village


def weather(app: Flask, folder: Path, kills: int, learners: int) -> None:
    """A storm, and a look at what it left."""
    village = found_village(folder, learners)
    db.session.remove()
    with serving_product(app.config["SQLALCHEMY_DATABASE_URI"], folder) as product:
        look_over(rage(village, product, kills, random.Random(520)))
        assert "Traceback" not in product.said()


def test_what_was_acknowledged_outlives_three_kills(both_app: Flask, tmp_path: Path) -> None:
    weather(both_app, tmp_path, kills=3, learners=4)


@pytest.mark.long
def test_what_was_acknowledged_outlives_a_hundred_kills(both_app: Flask, tmp_path: Path) -> None:
    weather(both_app, tmp_path, kills=100, learners=300)

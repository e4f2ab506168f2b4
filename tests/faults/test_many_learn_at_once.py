"""A crowd of learners at one server: nobody is refused, and what they hand in is there."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.base.database import db
from quizzes.models import Attempt
from tests.faults.crowd import Crowd
from tests.faults.evening import learners
from tests.faults.product import serving_product


def evening(app: Flask, folder: Path, many: int, seconds: float, pause: float) -> None:
    """So many people for so long; whoever fails, fails the test."""
    visits = learners(app, many)
    before = db.session.scalar(select(func.count()).select_from(Attempt)) or 0
    db.session.remove()
    with serving_product(app.config["SQLALCHEMY_DATABASE_URI"], folder) as product:
        times = Crowd(product.port, seconds, pause).come(visits)
        assert "Traceback" not in product.said()
    assert times.failed == []
    there = (db.session.scalar(select(func.count()).select_from(Attempt)) or 0) - before
    assert there == len(times.taken.get("attempt", []))


def test_twenty_people_come_at_once(demo_app: Flask, tmp_path: Path) -> None:
    evening(demo_app, tmp_path, 20, 4, 0.2)


@pytest.mark.long
def test_a_hundred_people_stay_for_half_a_minute(demo_app: Flask, tmp_path: Path) -> None:
    evening(demo_app, tmp_path, 100, 30, 5)

"""A course of two lessons, somebody who learns it, and a trainer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from courses.models import Edition, Step
from lms.base.database import db
from lms.people.models import AccessRole, Person
from tests.factories.account import client_of
from tests.factories.courses import published_course, steps
from tests.factories.people import make_asker, make_person
from tests.factories.places import small_country
from tests.factories.questions import AT_NINE


@pytest.fixture(autouse=True)
def morning() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AT_NINE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def edition(app: Flask, tmp_path: Path) -> Edition:
    return published_course(tmp_path)


@pytest.fixture
def lesson(edition: Edition) -> Step:
    return steps(edition)[0]


@pytest.fixture
def her(app: Flask) -> Person:
    person = make_person("Lò Thị Mai")
    db.session.commit()
    return person


@pytest.fixture
def learner(app: Flask, her: Person) -> FlaskClient:
    return client_of(app, her)


@pytest.fixture
def teacher(app: Flask) -> Person:
    person = make_asker(AccessRole.TRAINER, small_country().country, "Đỗ Thị Yến")
    db.session.commit()
    return person


@pytest.fixture
def trainer(app: Flask, teacher: Person) -> FlaskClient:
    return client_of(app, teacher)

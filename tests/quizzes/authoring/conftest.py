"""Two trainers at the desk, each with a browser of her own."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole, Person
from quizzes.rules.publishing import publish
from tests.factories.account import sign_in
from tests.factories.people import make_asker
from tests.factories.places import make_unit
from tests.factories.quizzes import BERRIES, bao_ve_tre_em, source_of


@pytest.fixture
def trainers(app: Flask) -> tuple[Person, Person]:
    """Yến and Nam, and an exercise that is published."""
    bao_ve_tre_em()
    publish(source_of(BERRIES), clock.now())
    unit = make_unit("25", "Tỉnh Phú Thọ")
    both = tuple(make_asker(AccessRole.TRAINER, unit, name) for name in ("Đỗ Thị Yến", "Lê Văn Nam"))
    db.session.commit()
    return both[0], both[1]


@pytest.fixture
def yen(app: Flask, trainers: tuple[Person, Person]) -> FlaskClient:
    return desk_of(app, trainers[0])


@pytest.fixture
def nam(app: Flask, trainers: tuple[Person, Person]) -> FlaskClient:
    return desk_of(app, trainers[1])


def desk_of(app: Flask, person: Person) -> FlaskClient:
    """A browser in which a person is signed in."""
    client = app.test_client()
    sign_in(client, person)
    return client

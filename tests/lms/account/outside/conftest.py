"""The app with another house beside it, and somebody who is known in both."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from lms.base.database import db
from lms.people.models import Person
from tests.conftest import ENGINES, make_app
from tests.factories.account import PASSWORD, give_password
from tests.factories.other_house import CLIENT_ID, CLIENT_SECRET, OtherHouse, other_house
from tests.factories.people import make_person


@pytest.fixture
def house() -> Iterator[OtherHouse]:
    """The other house."""
    with other_house() as house:
        yield house


@pytest.fixture(params=ENGINES)
def linked_up(
    request: pytest.FixtureRequest, database: Callable[[str, str], str], tmp_path: Path, house: OtherHouse
) -> Iterator[Flask]:
    """The app that knows the house, on each engine."""
    yield from _opened(database(request.param, "blank"), tmp_path, house)


@pytest.fixture
def app(database: Callable[[str, str], str], tmp_path: Path, house: OtherHouse) -> Iterator[Flask]:
    """The same on SQLite."""
    yield from _opened(database("sqlite", "blank"), tmp_path, house)


def _opened(url: str, instance: Path, house: OtherHouse) -> Iterator[Flask]:
    app = make_app(
        url,
        instance,
        OIDC_ISSUER=house.issuer,
        OIDC_CLIENT_ID=CLIENT_ID,
        OIDC_CLIENT_SECRET=CLIENT_SECRET,
        OIDC_NAME="Sở Y tế",
        PUBLIC_URL="http://localhost",
    )
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def hoa() -> Person:
    """Somebody with a password."""
    person = make_person()
    db.session.flush()
    give_password(person, PASSWORD)
    return person

"""Somebody to whom a second factor is given."""

import pytest
from flask import Flask

from lms.people.models import Person
from tests.factories.account import PASSWORD, give_password
from tests.factories.people import make_person


@pytest.fixture
def hoa(both_app: Flask) -> Person:
    """Somebody with a password."""
    person = make_person("Nguyễn Thị Hoa", code="TD-LD1")
    give_password(person, PASSWORD)
    return person

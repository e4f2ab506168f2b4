"""Lan, and what she plays."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from courses.models import Edition, Step
from lms.base.database import db
from lms.people.models import Person
from tests.factories.account import sign_in
from tests.factories.kinds import published_kinds
from tests.factories.people import make_person
from tests.factories.quizzes import published_exercises


@pytest.fixture
def practice(app: Flask, tmp_path: Path) -> Step:
    """A story of a published course."""
    return published_exercises(tmp_path)[0]


@pytest.fixture
def lan(app: Flask) -> Person:
    """Somebody who learns."""
    person = make_person("Trần Thị Lan")
    db.session.commit()
    return person


@pytest.fixture
def visitor(client: FlaskClient, lan: Person) -> FlaskClient:
    """Her phone, signed in."""
    sign_in(client, lan)
    return client


@pytest.fixture
def of_every_kind(app: Flask, tmp_path: Path) -> Edition:
    """A course that asks every kind of question, in a lesson and in a test."""
    return published_kinds(tmp_path)


@pytest.fixture
def practised(of_every_kind: Edition) -> Step:
    """Where its questions are practised."""
    return of_every_kind.sections[0].steps[1]


@pytest.fixture
def tested(of_every_kind: Edition) -> Step:
    """Its test."""
    return of_every_kind.sections[0].steps[2]

"""No page of coverage asks the database more often because there are more rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event

from lms.base.database import db
from lms.people.models import Person
from tests.factories.account import sign_in
from tests.factories.coverage import build_land, build_province
from tests.factories.people import make_head

PAGES = (
    "/coverage?sort=people",
    "/coverage?second=y&stale=y&since=2026-01-01",
    "/coverage?on=2024-06-30&tree=today",
    "/coverage/heat",
    "/coverage/trend",
    "/coverage/comparison",
    "/coverage/difference?requirement=bao_ve_tre_em&part=gained",
)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of the database inside the block."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def heads(app: Flask) -> tuple[Person, Person]:
    """Of a province of two communes and few people, and of one of 129 communes."""
    small = build_land()
    for name in ("Lê Hoa", "Vũ Lan"):
        person = small.serves(name, small.an_minh, since=date(2025, 8, 1))
        small.shows(person, small.yearly, date(2026, 3, 1))
    found = make_head(small.province, "Hà Dung"), make_head(build_province(400, 129), "Bùi Huệ")
    db.session.commit()
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_province_of_129_communes_takes_as_many_statements_as_one_of_two(
    app: Flask, heads: tuple[Person, Person], page: str
) -> None:
    asked = []
    for head in heads:
        client = app.test_client()
        sign_in(client, head)
        assert client.get(page).status_code == 200
        with statements() as made:
            assert client.get(page).status_code == 200
        asked.append(len(made))
    assert asked[1] <= asked[0]

"""Pages about people: the list of those one answers for, a record, one's own."""

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.people.models import Person
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_head, make_officer
from tests.factories.places import unit


@pytest.fixture
def lan(shipped_app: Flask) -> Person:
    return make_collaborator(unit("08869"))


def test_a_head_finds_somebody_without_diacritics(shipped_app: Flask, lan: Person) -> None:
    client = client_of(shipped_app, make_head(unit("25")))
    assert "Trần Thị Lan" in client.get("/people").text
    assert "Trần Thị Lan" in client.get("/people?words=tran+thi+lan").text
    assert "Trần Thị Lan" in client.get("/people?unit=tam+duong").text
    assert "Trần Thị Lan" not in client.get("/people?unit=hoi+thinh").text
    assert "Không tìm thấy ai" in client.get("/people?words=zzz").text


def test_a_record_shows_posts_with_full_names_and_is_noted(shipped_app: Flask, lan: Person) -> None:
    lan_id = lan.id
    page = client_of(shipped_app, make_officer(unit("08869"))).get(f"/people/{lan_id}")
    assert "Thôn Đông, Xã Tam Dương, Tỉnh Phú Thọ" in page.text
    assert "0900 000 556" in page.text
    assert db.session.scalars(select(AccessLogEntry.person_id)).all() == [lan_id]


def test_a_record_outside_ones_units_is_absent(shipped_app: Flask, lan: Person) -> None:
    lan_id = lan.id
    officer = client_of(shipped_app, make_officer(unit("08905")))
    assert officer.get(f"/people/{lan_id}").status_code == 404
    assert officer.get("/people/999999").status_code == 404


def test_a_collaborator_sees_her_own_record_and_no_list(shipped_app: Flask, lan: Person) -> None:
    client = client_of(shipped_app, lan)
    assert "Trần Thị Lan" in client.get("/people/me").text
    assert client.get("/people").status_code == 403


def test_a_stranger_is_asked_to_sign_in(shipped_app: Flask) -> None:
    assert shipped_app.test_client().get("/people/me").status_code == 302

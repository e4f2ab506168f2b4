"""Statements that go the short way to the database say the same, and whoever listens hears them."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import bindparam, select
from sqlalchemy.exc import DBAPIError

from lms.account.models import SignInSession
from lms.account.rules.keeping_sessions import open_session
from lms.base import clock
from lms.base.database import db
from lms.base.prepared import Prepared
from tests.factories.people import make_person
from tests.factories.statements import statements

LASTING = select(SignInSession.person_id, SignInSession.expires_at, SignInSession.by_card).where(
    SignInSession.expires_at > bindparam("now"), SignInSession.device.in_(("Chrome", bindparam("name")))
)


def test_the_short_way_reads_what_the_ordinary_way_reads(both_app: Flask) -> None:
    for name in ("Trần Thị Lan", "Bùi Thị Thanh Nhàn"):
        open_session(make_person(name).id, "Firefox")
    db.session.commit()
    prepared = Prepared(LASTING)
    for now in (clock.now(), clock.now() + timedelta(days=4000)):
        given = {"now": now, "name": "Firefox"}
        assert sorted(prepared.rows(given)) == sorted(
            tuple(row) for row in db.session.execute(LASTING, given)
        )
    assert prepared.first({"now": now, "name": "Firefox"}) is None
    assert len(prepared.rows({"now": clock.now(), "name": "Firefox"})) == 2


def test_whoever_listens_for_statements_hears_it(both_app: Flask) -> None:
    with statements() as asked:
        Prepared(LASTING).rows({"now": clock.now(), "name": "Firefox"})
    assert [each.split()[0] for each in asked] == ["SELECT"]


def test_what_cannot_be_read_is_said_by_the_ordinary_error(both_app: Flask) -> None:
    db.session.execute(SignInSession.__table__.delete())
    db.session.commit()
    SignInSession.__table__.drop(db.engine)  # type: ignore[attr-defined]
    with pytest.raises(DBAPIError):
        Prepared(LASTING).rows({"now": clock.now(), "name": "Firefox"})

"""Two people change the same row at the same time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from lms.base.database import db, lock_for_writing
from lms.people.models import Person


def test_no_change_is_lost_when_eight_write_at_once(both_app: Flask) -> None:
    db.session.add(Person(code="counter", full_name="Đếm", phone="0"))
    db.session.commit()

    def add_one(_: int) -> None:
        with both_app.app_context():
            person = db.session.query(Person).one()  # read before: forgotten by the lock
            lock_for_writing("counter")
            person.phone = str(int(person.phone or 0) + 1)
            db.session.commit()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add_one, range(80)))
    db.session.expire_all()
    db.session.rollback()
    assert db.session.query(Person).one().phone == "80"


def test_who_fails_gives_the_turn_back(app: Flask) -> None:
    lock_for_writing("counter")
    db.session.add(Person(code="twice", full_name="Một"))
    db.session.flush()
    db.session.add(Person(code="twice", full_name="Hai"))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()

    def write() -> None:
        with app.app_context():
            lock_for_writing("counter")
            db.session.add(Person(code="after", full_name="Ba"))
            db.session.commit()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(write).result(timeout=5)
    db.session.rollback()
    assert db.session.query(Person).one().code == "after"

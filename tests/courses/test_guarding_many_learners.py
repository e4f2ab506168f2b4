"""Several thousand people are guarded by one lock, each of few by her own."""

from flask import Flask
from sqlalchemy import func, select, text

from courses.rules.enrolling import lock_learning, lock_learning_of
from lms.base.database import db, lock_for_writing


def test_one_lock_guards_all_that_is_part_of_something(both_app: Flask) -> None:
    def held() -> int:
        found = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        return int(db.session.execute(found).scalar_one())

    if db.engine.dialect.name != "postgresql":
        lock_for_writing("learning")  # SQLite knows one lock for everything
        return
    lock_learning_of(range(1, 10_000))
    lock_learning(7)
    assert held() == 1
    part = select(func.pg_try_advisory_xact_lock_shared(func.hashtextextended("learning", 0)))
    with db.engine.connect() as other:
        assert other.execute(part).scalar_one() is False
    db.session.rollback()
    lock_learning_of({7, 8})
    assert held() == 3
    with db.engine.connect() as other:
        assert other.execute(part).scalar_one() is True


def test_what_was_taken_in_a_part_that_was_rolled_back_is_taken_again(both_app: Flask) -> None:
    lock_for_writing("counter")
    trial = db.session.begin_nested()
    lock_for_writing("learning")
    trial.rollback()
    lock_learning(7)
    if db.engine.dialect.name == "postgresql":
        found = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert db.session.execute(found).scalar_one() == 3

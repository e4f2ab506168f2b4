"""Somebody who shows the product starts over; nobody loses real data by it."""

from flask import Flask
from sqlalchemy import func, select

from lms.base.database import db, lock_for_writing
from lms.people.models import Person
from lms.people.rules.joining import add_person


def people() -> int:
    count = db.session.scalar(select(func.count()).select_from(Person)) or 0
    db.session.rollback()
    return count


def test_a_reset_brings_back_the_first_day_and_asks_before_it_takes_guests_along(demo_app: Flask) -> None:
    before = people()
    lock_for_writing("people")
    add_person(full_name="Khách Đến Chơi")
    db.session.commit()
    shell = demo_app.test_cli_runner()
    refused = shell.invoke(args=["demo", "reset"])
    assert refused.exit_code == 1
    assert "1 người không thuộc dữ liệu minh họa" in refused.output
    assert people() == before + 1
    result = shell.invoke(args=["demo", "reset", "--with-guests"])
    assert result.exit_code == 0, result.output
    assert people() == before


def test_a_database_with_real_people_is_left_alone(shipped_app: Flask) -> None:
    lock_for_writing("people")
    add_person(full_name="Nguyễn Thị Thật")
    db.session.commit()
    result = shipped_app.test_cli_runner().invoke(args=["demo", "reset"])
    assert result.exit_code == 1
    assert "không" in result.output
    assert people() == 1

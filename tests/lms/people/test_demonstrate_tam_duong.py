"""The demonstration organisation gives the numbers of Tam Dương on every date."""

from collections import Counter
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.base.database import db
from lms.people.demo import load_demo
from lms.people.models import Level, Person, Post, Role, StaffKind
from lms.people.policies import may_see, scope_of
from lms.people.queries import people_with_phone, person_by_code, posting_rows
from lms.places.models import Unit, UnitKind
from lms.places.rules.naming import short_name
from lms.web.access import Permission

YEAR_END_2022 = date(2022, 12, 31)
AFTER_FIRST_MERGER = date(2025, 6, 30)
MERGER = date(2025, 7, 1)
TODAY = date(2026, 11, 22)


def somebody(code: str) -> Person:
    person = person_by_code(code)
    assert person
    return person


def staff(day: date) -> list[tuple[int, str, Level, Unit]]:
    """(person, staff kind, level, unit) of everybody whom the head may see on ``day``."""
    scope = scope_of(somebody("DEMO-LD"), Permission.PEOPLE_SEE, day)
    assert scope is not None
    rows = posting_rows(scope, day).subquery()
    query = (
        select(rows.c.person_id, StaffKind.code, Role.level, Unit)
        .join(Role, Role.id == rows.c.role_id)
        .join(StaffKind, StaffKind.id == Role.staff_kind_id)
        .join(Unit, Unit.id == rows.c.unit_id)
    )
    return [(person, kind, level, unit) for person, kind, level, unit in db.session.execute(query)]


def commune_staff(day: date) -> set[int]:
    return {person for person, _, level, _ in staff(day) if level in (Level.COMMUNE, Level.HAMLET)}


def communes(day: date) -> set[str]:
    return {short_name(unit) for *_, unit in staff(day) if unit.kind is UnitKind.COMMUNE}


def test_the_head_sees_214_people_in_2022(both_demo_app: Flask) -> None:
    kinds = Counter((kind, level) for _, kind, level, _ in staff(YEAR_END_2022))
    assert kinds == {
        ("vien_chuc_ds", Level.DISTRICT): 4,
        ("vien_chuc_ds", Level.COMMUNE): 13,
        ("ctv_ds", Level.HAMLET): 197,
    }


def test_the_same_210_stand_in_13_then_12_then_4_communes(both_demo_app: Flask) -> None:
    in_2022 = commune_staff(YEAR_END_2022)
    assert len(in_2022) == 210
    assert commune_staff(AFTER_FIRST_MERGER) == commune_staff(MERGER) == commune_staff(TODAY) == in_2022
    assert [len(communes(day)) for day in (YEAR_END_2022, AFTER_FIRST_MERGER, TODAY)] == [13, 12, 4]
    assert communes(TODAY) == {"Tam Dương", "Tam Dương Bắc", "Hoàng An", "Hội Thịnh"}


def test_the_district_ended_with_its_four_posts(demo_app: Flask) -> None:
    assert sum(level is Level.DISTRICT for _, _, level, _ in staff(AFTER_FIRST_MERGER)) == 4
    assert sum(level is Level.DISTRICT for _, _, level, _ in staff(MERGER)) == 0
    assert may_see(somebody("DEMO-LD"), somebody("TD-H01"))


def test_an_officer_answers_for_her_commune_only(demo_app: Flask) -> None:
    officer = somebody("TD-X01")
    assert may_see(officer, somebody("TD-C001"))
    assert may_see(officer, somebody("TD-X04"))  # of Kim Long, in the same commune today
    assert not may_see(officer, somebody("TD-C197"))
    assert not may_see(officer, somebody("DEMO-LD"))


@pytest.mark.parametrize(
    ("code", "permission"),
    [
        ("DEMO-LD", Permission.AWARDS_APPROVE),
        ("DEMO-QT", Permission.SYSTEM_ADMINISTER),
        ("DEMO-GV", Permission.EXERCISES_WRITE),
        ("TD-X01", Permission.COVERAGE_SEE),
    ],
)
def test_there_is_somebody_for_every_role(demo_app: Flask, code: str, permission: Permission) -> None:
    assert somebody(code).may(permission)


def test_nobody_is_real(demo_app: Flask) -> None:
    people = db.session.scalars(select(Person)).all()
    assert len(people) == 218
    assert all(person.phone and person.phone.startswith("0900000") for person in people)
    assert len(people_with_phone(somebody("TD-C004").phone or "")) == 2


def test_loading_it_again_changes_nothing(demo_app: Flask) -> None:
    load_demo()
    assert db.session.scalar(select(func.count(Person.id))) == 218
    assert db.session.scalar(select(func.count(Post.id))) == 218

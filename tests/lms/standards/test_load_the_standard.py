"""The shipped standard is loaded."""

from datetime import date
from decimal import Decimal

from flask import Flask
from sqlalchemy import func, select

from lms.base.database import Base, db
from lms.people.models import Level
from lms.standards.models import Document, Requirement, Target, Validity
from lms.standards.queries import (
    clause_of,
    document_by_number,
    requirement_by_code,
    requirements_on,
    targets_on,
)
from lms.standards.rules.loading import load_standard

TODAY = date(2026, 11, 22)


def counts() -> dict[str, int]:
    tables = ("document", "clause", "competency", "competency_clause", "requirement", "target", "scale_level")
    return {
        name: db.session.scalar(select(func.count()).select_from(Base.metadata.tables[name])) or 0
        for name in (*tables, "requirement_role", "target_role")
    }


def test_loading_again_changes_nothing(both_shipped_app: Flask) -> None:
    before = counts()
    load_standard()
    db.session.commit()
    assert counts() == before
    assert all(before.values())


def test_what_an_administrator_changed_stays(shipped_app: Flask) -> None:
    requirement = requirement_by_code("bao_ve_tre_em")
    assert requirement
    requirement.months = 12
    requirement.valid_until = date(2027, 1, 1)
    db.session.commit()
    load_standard()
    db.session.commit()
    db.session.expire_all()
    assert (requirement.months, requirement.valid_until) == (12, date(2027, 1, 1))


def test_the_targets_of_decision_520_have_their_thresholds(shipped_app: Flask) -> None:
    found = [(each.code, each.requirement.code, each.threshold) for each in targets_on(TODAY)]
    assert sorted(found, key=lambda row: (row[0], row[1])) == [
        ("T1", "kien_thuc_ds_co_ban", Decimal(80)),
        ("T2", "chuan_chuc_danh", Decimal(100)),
        ("T2", "dat_chuan_dsv_hang_iv", Decimal(100)),
        ("T3", "dich_vu_dsptt", Decimal(90)),
        ("T4", "quan_ly_dsptt", Decimal(80)),
        ("T5", "tap_huan_ctv_hang_nam", None),
    ]


def test_nothing_was_asked_by_decision_520_before_it_was_made(shipped_app: Flask) -> None:
    asked = {each.code for each in requirements_on(date(2021, 3, 31))}
    assert asked == {"chuan_chuc_danh", "dat_chuan_dsv_hang_iv", "bao_ve_tre_em"}
    assert not targets_on(date(2021, 3, 31))


def test_basic_knowledge_is_asked_of_civil_servants_and_of_district_staff(shipped_app: Flask) -> None:
    requirement = requirement_by_code("kien_thuc_ds_co_ban")
    assert requirement
    roles = {(role.staff_kind.code, role.level) for role in requirement.roles}
    assert ("vien_chuc_ds", Level.DISTRICT) in roles
    assert {level for kind, level in roles if kind == "cong_chuc_ds"} == set(Level) - {Level.HAMLET}


def test_child_protection_rests_on_the_law_on_children_not_on_decision_520(shipped_app: Flask) -> None:
    requirement = requirement_by_code("bao_ve_tre_em")
    assert requirement
    assert requirement.document.number == "102/2016/QH13"
    assert (requirement.validity, requirement.months) == (Validity.MONTHS, 24)
    assert requirement.note
    assert not db.session.scalar(select(Target).where(Target.requirement_id == requirement.id))


def test_a_requirement_may_change_from_a_day_on(shipped_app: Flask) -> None:
    old = requirement_by_code("bao_ve_tre_em")
    assert old
    old.valid_until = date(2027, 1, 1)
    columns = [column.name for column in Requirement.__table__.columns if column.name != "id"]
    new = Requirement(**{name: getattr(old, name) for name in columns})
    new.valid_from, new.valid_until, new.months = date(2027, 1, 1), None, 12
    db.session.add(new)
    db.session.commit()
    assert requirement_by_code("bao_ve_tre_em", date(2026, 12, 31)) is old
    assert requirement_by_code("bao_ve_tre_em", date(2027, 1, 1)) is new


def test_an_article_is_found_in_the_version_of_the_day(shipped_app: Flask) -> None:
    assert clause_of("56/2017/NĐ-CP", "Điều 26", TODAY)
    assert clause_of("56/2017/NĐ-CP", "Điều 26", date(2017, 6, 30)) is None


def test_the_ordinance_ends_where_the_population_law_begins(shipped_app: Flask) -> None:
    ordinance, law = document_by_number("06/2003/PL-UBTVQH11"), document_by_number("113/2025/QH15")
    assert ordinance
    assert law
    assert (ordinance.replaced_by_id, ordinance.ended_on) == (law.id, law.effective_on)
    assert all(row.confidence in "HML" for row in db.session.scalars(select(Document)))

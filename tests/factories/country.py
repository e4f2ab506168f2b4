"""The country in its real size, to measure with: every commune of today, filled with people in bulk."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from lms.base import clock
from lms.base.bulk import insert_rows, new_ids
from lms.base.database import LONG_AGO, db, lock_for_writing
from lms.people.models import Level, Role
from lms.places.models import Unit, UnitKind
from lms.standards.models import Evidence, EvidenceKind, EvidenceStatus, Holding, Mode, Requirement, Target
from lms.standards.queries import requirements_on
from tests.factories.coverage import country, insert_people, insert_posts, requirement, role, unit

DAY = date(2026, 6, 30)
REQUIREMENTS = 12


def build_country(people: int = 180_000, communes: int | None = None) -> tuple[Unit, Unit]:
    """The country with its shipped units and so many people in its communes; and its first province.

    Twelve things are asked of everybody. Committed; two minutes for 180,000.
    """
    lock_for_writing("test")
    found = select(Unit).where(Unit.kind == UnitKind.COMMUNE, Unit.holding_on(DAY)).order_by(Unit.code)
    wards = db.session.scalars(found.limit(communes)).all()
    _fill(wards, people)
    vietnam, first = country(), wards[0].parent
    assert first
    return vietnam, first


def build_busy_province(people: int = 8_000, communes: int = 129) -> Unit:
    """One province of so many communes and people, of whom twelve things are asked."""
    lock_for_writing("test")
    province = unit("99", "Tỉnh Thử Tải", UnitKind.PROVINCE, country())
    wards = [
        unit(f"99{number:03}", f"Xã Thử {number:03}", UnitKind.COMMUNE, province, LONG_AGO)
        for number in range(1, communes + 1)
    ]
    _fill(wards, people)
    return province


def _fill(wards: Sequence[Unit], people: int) -> None:
    collaborator = role("ctv_ds", Level.HAMLET, "Cộng tác viên dân số")
    officer = role("vien_chuc_ds", Level.COMMUNE, "Viên chức dân số")
    asked = _twelve([collaborator, officer])
    person_ids = insert_people(people)
    insert_posts(person_ids, wards, collaborator, officer)
    _insert_showings(person_ids, asked)
    db.session.commit()


def _twelve(roles: list[Role]) -> list[Requirement]:
    """What is asked of these roles already, asked of both, and more until there are twelve. Nothing counts
    by the year, so that one interval says all."""
    asked = [each for each in requirements_on(DAY) if set(each.roles) & set(roles)][:REQUIREMENTS]
    for each in asked:
        each.roles = list({*each.roles, *roles})
        for target in db.session.scalars(select(Target).where(Target.requirement_id == each.id)):
            target.valid_until = date(2026, 1, 1)
    asked += [
        requirement(f"yeu_cau_{number}", f"Yêu cầu {number}", roles, threshold=80)
        for number in range(len(asked), REQUIREMENTS)
    ]
    db.session.flush()
    return asked


def _insert_showings(person_ids: list[int], asked: list[Requirement]) -> None:
    """Seven in ten have shown each, one more in ten declares it; what they hold is what the fold says."""
    for place, each in enumerate(asked):
        shown = [
            (person_id, EvidenceStatus.DECLARED if turn == 7 else EvidenceStatus.CONFIRMED)
            for number, person_id in enumerate(person_ids)
            if (turn := (number * 7 + place * 3) % 10) < 8
        ]
        ids = new_ids(Evidence, len(shown))
        on = date(2025, 1 + place % 12, 5)
        insert_rows(
            Evidence,
            [
                {
                    "id": key,
                    "person_id": person_id,
                    "competency_id": each.competency_id,
                    "level": 1,
                    "kind": EvidenceKind.WORKSHOP,
                    "status": status,
                    "mode": Mode.SELF,
                    "occurred_on": on,
                    "recorded_at": clock.now(),
                    "source": f"bulk:{each.id}:{person_id}",
                    "revision": 1,
                }
                for key, (person_id, status) in zip(ids, shown, strict=True)
            ],
        )
        insert_rows(
            Holding,
            [
                {
                    "person_id": person_id,
                    "requirement_id": each.id,
                    "status": status,
                    "evidence_id": key,
                    "valid_from": on,
                }
                for key, (person_id, status) in zip(ids, shown, strict=True)
            ],
        )

"""Proposals of what is to be asked: fixed, speaking values."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from lms.base.database import db
from lms.standards.models import Requirement, Target, Validity, Window
from lms.standards.rules.proposing import RequirementFacts, TargetFacts
from tests.factories.documents import shipped
from tests.factories.standards import competency, requirement

SO_A0 = "so_a0"


def asked_of(*codes: str) -> tuple[int, ...]:
    """The roles of which these shipped requirements are asked."""
    return tuple(sorted({role.id for code in codes for role in requirement(code).roles}))


def proposal(**more: Any) -> RequirementFacts:
    """Keeping the A0 book, asked of collaborators from 2027 on; ``more`` replaces its facts."""
    told = {
        "code": SO_A0,
        "name_vi": "Ghi chép sổ A0",
        "name_en": "Keeping the A0 book",
        "competency_id": competency("ctv_nv5").id,
        "document_id": shipped("520/QĐ-TTg").id,
        "role_ids": asked_of("tap_huan_ctv_hang_nam"),
        "validity": Validity.NONE,
        "kinds": ("workshop", "outside"),
        "modes": ("self", "paper"),
        "valid_from": date(2027, 1, 1),
    }
    return RequirementFacts(**{**told, **more})


def otherwise(row: Requirement, **more: Any) -> RequirementFacts:
    """What a row asks, from 2027 on; ``more`` replaces its facts."""
    told = {
        "code": row.code,
        "name_vi": row.name_vi,
        "name_en": row.name_en,
        "competency_id": row.competency_id,
        "document_id": row.document_id,
        "role_ids": tuple(role.id for role in row.roles),
        "validity": row.validity,
        "kinds": tuple(row.kinds_accepted),
        "modes": tuple(row.modes_accepted),
        "months": row.months,
        "window_days": row.window_days,
        "valid_from": date(2027, 1, 1),
    }
    return RequirementFacts(**{**told, **more})


def aimed(row: Requirement, **more: Any) -> TargetFacts:
    """A share of 80 % of what a row asks, from 2027 on; ``more`` replaces its facts."""
    told = {
        "code": "CT1",
        "requirement_id": row.id,
        "role_ids": (),
        "unit_id": None,
        "year": None,
        "threshold": Decimal(80),
        "number": None,
        "window": Window.ON_DATE,
        "document_id": row.document_id,
        "valid_from": date(2027, 1, 1),
    }
    return TargetFacts(**{**told, **more})


def targets_on_record(code: str) -> list[tuple[str, date, date | None]]:
    """The targets of what is asked under a code: indicator, first day, end."""
    found = select(Target).join(Requirement).where(Requirement.code == code).order_by(Target.valid_from)
    return [(each.code, each.valid_from, each.valid_until) for each in db.session.scalars(found)]

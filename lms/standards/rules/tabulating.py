"""The whole standard as rows of the workbook's sheets."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lms.base.database import db
from lms.people.models import Role
from lms.places.queries import units_with_ids
from lms.standards.models import Clause, Document, EvidenceKind, Mode, Requirement, Target
from lms.standards.models.document import CERTAIN
from lms.standards.queries import clauses_kept, competencies_kept, requirements_kept, scale_levels
from lms.standards.rules.sheets import (
    BETWEEN,
    CLAUSES,
    COMPETENCIES,
    DOCUMENTS,
    KIND_WORDS,
    LEVELS,
    MODE_WORDS,
    REQUIREMENTS,
    TARGETS,
    VALIDITY_WORDS,
    WINDOW_WORDS,
    Row,
)


def standard_rows() -> dict[str, list[Row]]:
    """All of the standard that is on record, by the name of the sheet, in a fixed order."""
    return {
        DOCUMENTS.name: _documents(),
        CLAUSES.name: [
            {
                "document": each.document.number,
                "article": each.article,
                "version": each.version,
                "effective_on": each.effective_on,
                "summary": each.summary,
            }
            for each in clauses_kept()
        ],
        LEVELS.name: [
            {"scale": each.scale, "ordinal": each.ordinal, "name_vi": each.name_vi, "name_en": each.name_en}
            for each in scale_levels()
        ],
        COMPETENCIES.name: _competencies(),
        REQUIREMENTS.name: [_requirement(each) for each in reversed(requirements_kept())],
        TARGETS.name: _targets(),
    }


def clause_words(clause: Clause) -> str:
    """A clause as a cell names it: document, article and version."""
    return f"{clause.document.number}, {clause.article}, bản {clause.version}"


def role_words(role: Role) -> str:
    """A role as a cell names it: ``ctv_ds/hamlet``."""
    return f"{role.staff_kind.code}/{role.level}"


def _documents() -> list[Row]:
    found = select(Document).options(joinedload(Document.replaced_by)).order_by(Document.number)
    return [
        {
            "number": each.number,
            "name_vi": each.name_vi,
            "name_en": each.name_en or None,
            "issued_on": each.issued_on,
            "effective_on": each.effective_on,
            "ended_on": each.ended_on,
            "replaced_by": each.replaced_by.number if each.replaced_by else None,
            "unconfirmed": "x" if each.confidence != CERTAIN else None,
        }
        for each in db.session.scalars(found)
    ]


def _competencies() -> list[Row]:
    return [
        {
            "code": each.code,
            "name_vi": each.name_vi,
            "name_en": each.name_en or None,
            "scale": each.scale,
            "document": each.document.number if each.document else None,
            "valid_from": each.valid_from,
            "valid_until": each.valid_until,
            "clauses": BETWEEN.join(sorted(clause_words(clause) for clause in each.clauses)) or None,
        }
        for each in competencies_kept()
    ]


def _requirement(row: Requirement) -> Row:
    end = row.fixed_end.split("-") if row.fixed_end else None
    return {
        "code": row.code,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "name_vi": row.name_vi,
        "name_en": row.name_en or None,
        "roles": _roles(row.roles),
        "competency": row.competency.code,
        "minimum_level": row.minimum_level,
        "validity": VALIDITY_WORDS[row.validity],
        "months": row.months,
        "fixed_end": f"{end[1]}/{end[0]}" if end else None,
        "window_days": row.window_days,
        "kinds": BETWEEN.join(
            word for kind, word in KIND_WORDS.items() if kind in map(EvidenceKind, row.kinds_accepted)
        ),
        "modes": BETWEEN.join(
            word for mode, word in MODE_WORDS.items() if mode in map(Mode, row.modes_accepted)
        ),
        "document": row.document.number,
        "note": row.note,
    }


def _targets() -> list[Row]:
    found = select(Target).options(
        joinedload(Target.requirement), joinedload(Target.document), selectinload(Target.roles)
    )
    targets = db.session.scalars(found.order_by(Target.code, Target.valid_from, Target.id)).all()
    units = units_with_ids({each.unit_id for each in targets if each.unit_id})
    return [
        {
            "code": each.code,
            "requirement": each.requirement.code,
            "unit": units[each.unit_id].code if each.unit_id else None,
            "year": each.year,
            "valid_from": each.valid_from,
            "valid_until": each.valid_until,
            "threshold": each.threshold,
            "number": each.number,
            "window": WINDOW_WORDS[each.window],
            "roles": _roles(each.roles),
            "document": each.document.number,
            "note": each.note,
        }
        for each in targets
    ]


def _roles(roles: Iterable[Role]) -> str:
    return BETWEEN.join(sorted(role_words(role) for role in roles))

"""Competencies: a new one, another name or other clauses for one, the end of one."""

from datetime import date

from sqlalchemy import func, select

from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.messages import message
from lms.base.text import clean
from lms.standards.models import Clause, Competency, Evidence, Requirement
from lms.standards.rules.documenting import UnfitValue
from lms.standards.rules.fitting import check_competency, check_end
from lms.standards.rules.holding import refold
from lms.standards.rules.proposing import CompetencyFacts


def add_competency(facts: CompetencyFacts, *, by: int | None) -> Competency:
    """Name something that can be shown. Raises :class:`UnfitValue`."""
    _lock()
    check_competency(facts)
    competency = Competency(code=facts.code, valid_from=facts.valid_from)
    competency.position = (db.session.scalar(select(func.max(Competency.position))) or 0) + 1
    db.session.add(competency)
    _write(competency, facts)
    audit.record("competency:added", competency, by=by, facts={"code": competency.code})
    return competency


def change_competency(competency_id: int, facts: CompetencyFacts, *, by: int | None) -> Competency:
    """Say otherwise what a competency is called, rests on and must know. Its code and its first day stand
    fast; its scale does once somebody has shown it. Raises :class:`UnfitValue`."""
    _lock()
    competency = db.session.get_one(Competency, competency_id)
    if (facts.code, facts.valid_from) != (competency.code, competency.valid_from):
        raise UnfitValue("code", message("A code and a first day stand fast: evidence rests on them."))
    check_competency(facts, competency)
    shown = select(Evidence.id).where(Evidence.competency_id == competency.id).limit(1)
    if facts.scale != competency.scale and db.session.scalar(shown) is not None:
        raise UnfitValue(
            "scale", message("Somebody has shown it on the scale that it has: the scale stands fast.")
        )
    before = sorted(each.id for each in competency.clauses)
    _write(competency, facts)
    after = sorted(each.id for each in competency.clauses)
    facts_told = {"code": competency.code, "clauses_before": before, "clauses": after}
    audit.record("competency:changed", competency, by=by, facts=facts_told)
    if before != after:
        refold([competency.id])
    return competency


def retire_competency(competency_id: int, day: date, *, by: int | None) -> Competency:
    """Use a competency no longer from ``day`` on. Raises :class:`UnfitValue` while something asks for it."""
    _lock()
    competency = db.session.get_one(Competency, competency_id)
    check_end(competency, day)
    still = (Requirement.valid_until.is_(None)) | (Requirement.valid_until > day)
    asking = db.session.scalar(
        select(Requirement.code).where(Requirement.competency_id == competency.id, still).limit(1)
    )
    if asking:
        raise UnfitValue(
            "valid_until",
            message("The requirement %(code)s still asks for it then: end that first.", code=asking),
        )
    competency.valid_until = day
    db.session.flush()
    audit.record("competency:ended", competency, by=by, facts={"code": competency.code, "until": str(day)})
    return competency


def _lock() -> None:
    lock_for_writing("standard", "evidence")  # as loading does: both write the same rows


def _write(competency: Competency, facts: CompetencyFacts) -> None:
    competency.name_vi, competency.name_en = clean(facts.name_vi), clean(facts.name_en)
    competency.scale, competency.document_id = facts.scale, facts.document_id
    competency.clauses = list(db.session.scalars(select(Clause).where(Clause.id.in_(facts.clause_ids))))
    db.session.flush()

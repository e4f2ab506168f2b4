"""Writes one row of the standard's workbook by the rules that the pages use."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from sqlalchemy import select

from lms.base import audit
from lms.base.database import db
from lms.base.messages import message
from lms.base.text import clean
from lms.standards.models import Clause, Competency, Requirement, ScaleLevel, Target
from lms.standards.rules.asking import ask, ask_otherwise, stop_asking
from lms.standards.rules.comparing_standard import Change
from lms.standards.rules.documenting import (
    DocumentFacts,
    UnfitValue,
    add_document,
    change_document,
    end_document,
)
from lms.standards.rules.mastering import add_competency, change_competency, retire_competency
from lms.standards.rules.meaning import (
    competency_meant,
    day_or_none,
    document_meant,
    requirement_meant,
    target_meant,
)
from lms.standards.rules.quoting import ClauseFacts, add_clause, correct_clause, renew_clause
from lms.standards.rules.sheets import CLAUSES, COMPETENCIES, DOCUMENTS, LEVELS, REQUIREMENTS, TARGETS, Row
from lms.standards.rules.targeting import aim, aim_otherwise, stop_aiming


def _document_facts(row: Row) -> DocumentFacts:
    return DocumentFacts(
        number=str(row["number"]),
        name_vi=str(row["name_vi"]),
        name_en=str(row["name_en"] or ""),
        issued_on=day_or_none(row, "issued_on"),
        effective_on=day_or_none(row, "effective_on"),
        unconfirmed=bool(row["unconfirmed"]),
    )


def _add_document(row: Row, by: int) -> None:
    added = add_document(_document_facts(row), by=by)
    if row["ended_on"] or row["replaced_by"]:
        _end_document(added.id, row, by)


def _change_document(change: Change, by: int) -> None:
    row = change.row.values
    document = document_meant(row, "number")
    if set(change.fields) - {"ended_on", "replaced_by"}:
        change_document(document.id, _document_facts(row), by=by)
    if set(change.fields) & {"ended_on", "replaced_by"}:
        _end_document(document.id, row, by)


def _end_document(document_id: int, row: Row, by: int) -> None:
    successor = document_meant(row, "replaced_by").id if row["replaced_by"] else None
    end_document(document_id, day_or_none(row, "ended_on"), successor, by=by)


def _clause_facts(row: Row) -> ClauseFacts:
    return ClauseFacts(str(row["article"]), day_or_none(row, "effective_on") or date.min, str(row["summary"]))


def _add_clause(row: Row, by: int) -> None:
    document, facts = document_meant(row, "document"), _clause_facts(row)
    same = (Clause.document_id == document.id) & (Clause.article == clean(facts.article))
    newest = db.session.scalar(select(Clause).where(same).order_by(Clause.version.desc()).limit(1))
    if row["version"] != (newest.version + 1 if newest else 1):
        raise UnfitValue("version", message("Versions are counted from 1, one after the other."))
    if newest:
        renew_clause(newest.id, facts.effective_on, facts.summary, by=by)
    else:
        add_clause(document.id, facts, by=by)


def _change_clause(change: Change, by: int) -> None:
    row = change.row.values
    document = document_meant(row, "document")
    same = (Clause.document_id == document.id) & (Clause.article == row["article"])
    clause = db.session.scalars(select(Clause).where(same, Clause.version == row["version"])).one()
    correct_clause(clause.id, _clause_facts(row), by=by)


def _add_level(row: Row, by: int) -> None:
    top = select(ScaleLevel.ordinal).where(ScaleLevel.scale == row["scale"])
    ordinals = set(db.session.scalars(top))
    if row["ordinal"] != len(ordinals) + 1:
        raise UnfitValue("ordinal", message("Levels are counted from 1, one after the other."))
    level = ScaleLevel(
        scale=row["scale"], ordinal=row["ordinal"], name_vi=row["name_vi"], name_en=row["name_en"] or ""
    )
    db.session.add(level)
    db.session.flush()
    audit.record("scale_level:added", level, by=by)


def _change_level(change: Change, by: int) -> None:
    row = change.row.values
    same = (ScaleLevel.scale == row["scale"]) & (ScaleLevel.ordinal == row["ordinal"])
    level = db.session.scalars(select(ScaleLevel).where(same)).one()
    level.name_vi, level.name_en = str(row["name_vi"]), str(row["name_en"] or "")
    db.session.flush()
    audit.record("scale_level:changed", level, by=by)


def _add_competency(row: Row, by: int) -> None:
    added = add_competency(competency_meant(row), by=by)
    if day := day_or_none(row, "valid_until"):
        retire_competency(added.id, day, by=by)


def _change_competency(change: Change, by: int) -> None:
    row = change.row.values
    competency = db.session.scalars(select(Competency).where(Competency.code == row["code"])).one()
    if set(change.fields) - {"valid_until"}:
        change_competency(competency.id, competency_meant(row), by=by)
    if "valid_until" in change.fields:
        retire_competency(competency.id, _end(change), by=by)


def _add_requirement(row: Row, by: int) -> None:
    facts = requirement_meant(row)
    running = (Requirement.valid_until.is_(None)) | (Requirement.valid_until > facts.valid_from)
    same = (Requirement.code == facts.code) & (Requirement.valid_from < facts.valid_from)
    before = db.session.scalar(select(Requirement).where(same, running))
    if before is None:
        ask(facts, by=by)
    else:
        ask_otherwise(before.id, facts, by=by)


def _change_requirement(change: Change, by: int) -> None:
    _stays(change, ("name_vi", "name_en", "note", "valid_until"))
    row = change.row.values
    same = (Requirement.code == row["code"]) & (Requirement.valid_from == row["valid_from"])
    requirement = db.session.scalars(select(Requirement).where(same)).one()
    requirement.name_vi, requirement.name_en = str(row["name_vi"]), str(row["name_en"] or "")
    requirement.note = str(row["note"]) if row["note"] else None
    db.session.flush()
    audit.record("requirement:renamed", requirement, by=by, facts={"code": requirement.code})
    if "valid_until" in change.fields:
        stop_asking(requirement.id, _end(change), by=by)


def _add_target(row: Row, by: int) -> None:
    facts = target_meant(row)
    alike = (
        select(Target)
        .join(Requirement, Requirement.id == Target.requirement_id)
        .where(Target.code == facts.code, Requirement.code == row["requirement"])
        .where(Target.unit_id.is_not_distinct_from(facts.unit_id))
        .where(Target.year.is_not_distinct_from(facts.year), Target.holding_on(facts.valid_from))
    )
    before = db.session.scalar(alike)
    if before is not None and before.valid_from == facts.valid_from:
        db.session.delete(before)  # carried on a moment ago, when what it aims at was asked otherwise
        db.session.flush()
        before = None
    if before is None:
        aim(facts, by=by)
    else:
        aim_otherwise(before.id, facts, by=by)


def _change_target(change: Change, by: int) -> None:
    _stays(change, ("valid_until", "note"))
    row = change.row.values
    facts = target_meant({**row, "valid_until": None})
    same = (
        select(Target)
        .join(Requirement, Requirement.id == Target.requirement_id)
        .where(Target.code == facts.code, Requirement.code == row["requirement"])
        .where(Target.unit_id.is_not_distinct_from(facts.unit_id))
        .where(Target.year.is_not_distinct_from(facts.year), Target.valid_from == facts.valid_from)
    )
    target = db.session.scalars(same).one()
    target.note = facts.note or None
    db.session.flush()
    if "valid_until" in change.fields and target.valid_until != row["valid_until"]:
        stop_aiming(target.id, _end(change), by=by)


def _stays(change: Change, free: Collection[str]) -> None:
    """Refuse to rewrite what was asked or aimed at: history stays."""
    for name in change.fields:
        if name not in free:
            raise UnfitValue(
                name,
                message("What held stays as it was: end this row, and add one below it from the new day on."),
            )


def _end(change: Change) -> date:
    day = day_or_none(change.row.values, "valid_until")
    if day is None:
        raise UnfitValue("valid_until", message("What has ended does not begin again: add a new row."))
    return day


ADD: Mapping[str, Callable[[Row, int], None]] = {
    DOCUMENTS.name: _add_document,
    CLAUSES.name: _add_clause,
    LEVELS.name: _add_level,
    COMPETENCIES.name: _add_competency,
    REQUIREMENTS.name: _add_requirement,
    TARGETS.name: _add_target,
}
"""How a row that is not on record is written, by sheet."""

CHANGE: Mapping[str, Callable[[Change, int], None]] = {
    DOCUMENTS.name: _change_document,
    CLAUSES.name: _change_clause,
    LEVELS.name: _change_level,
    COMPETENCIES.name: _change_competency,
    REQUIREMENTS.name: _change_requirement,
    TARGETS.name: _change_target,
}
"""How a row that is on record otherwise is written, by sheet."""

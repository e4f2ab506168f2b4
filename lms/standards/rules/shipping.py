"""Brings the shipped documents and clauses into the database, and corrects there what nobody here wrote.

A row that the office added stays as it is, also where a later version of the product ships one with its
number; so does what the office said of the end of a shipped document.
"""

import hashlib
from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete, select

from lms.base.database import db
from lms.standards.library import rows
from lms.standards.models import Clause, Competency, CompetencyClause, Document
from lms.standards.rules.numbering import number_key

Line = Mapping[str, str]


def load_documents() -> dict[str, Document]:
    """The shipped documents by number, each as it is shipped or as the office has it."""
    known = {number_key(row.number): row for row in db.session.scalars(select(Document))}
    lines = list(rows("documents"))
    found: dict[str, Document] = {}
    for line in lines:
        document = known.get(number_key(line["number"])) or Document()
        db.session.add(document)
        if not document.is_local:
            _say(document, line)
        found[line["number"]] = document
    db.session.flush()
    for line in lines:
        _say_how_it_ended(found[line["number"]], line, found)
    db.session.flush()
    return found


def _say(document: Document, line: Line) -> None:
    document.number = line["number"]
    document.name_vi, document.name_en = line["name_vi"], line["name_en"]
    document.issued_on, document.effective_on = _day(line["issued_on"]), _day(line["effective_on"])
    document.confidence = line["confidence"]


def _say_how_it_ended(document: Document, line: Line, found: Mapping[str, Document]) -> None:
    if document.is_local or document.end_noted_at:
        return
    document.ended_on = _day(line["ended_on"])
    document.replaced_by_id = found[line["replaced_by"]].id if line["replaced_by"] else None


def load_clauses(documents: Mapping[str, Document], competencies: Mapping[str, Competency]) -> bool:
    """Bring in the shipped clauses with the competencies they belong to.

    Answers whether a day or a competency changed: what evidence has to cover may then be something else.
    """
    known = {(row.document_id, row.article, row.version): row for row in db.session.scalars(select(Clause))}
    wanted: dict[int, set[int]] = {}
    moved = False
    for line in rows("clauses"):
        key = (documents[line["document"]].id, line["article"], int(line["version"]))
        clause = known.get(key) or Clause(document_id=key[0], article=key[1], version=key[2])
        if clause.is_local:
            continue
        db.session.add(clause)
        moved |= clause.effective_on != date.fromisoformat(line["effective_on"])
        _say_what_it_says(clause, line)
        db.session.flush()
        wanted[clause.id] = {competencies[code].id for code in line["competencies"].split()}
    return _belong(wanted) or moved


def _say_what_it_says(clause: Clause, line: Line) -> None:
    clause.effective_on = date.fromisoformat(line["effective_on"])
    clause.summary = line["summary"]
    clause.text_hash = hash_of(line["summary"])
    clause.confidence = line["confidence"]


def _belong(wanted: Mapping[int, set[int]]) -> bool:
    """Make these clauses belong to exactly these competencies; answers whether anything changed."""
    pairs = select(CompetencyClause.clause_id, CompetencyClause.competency_id)
    there = {(clause_id, key) for clause_id, key in db.session.execute(pairs) if clause_id in wanted}
    asked = {(clause_id, key) for clause_id, keys in wanted.items() for key in keys}
    for clause_id, key in sorted(there - asked):
        belongs = (CompetencyClause.clause_id == clause_id) & (CompetencyClause.competency_id == key)
        db.session.execute(delete(CompetencyClause).where(belongs))
    for clause_id, key in sorted(asked - there):
        db.session.add(CompetencyClause(clause_id=clause_id, competency_id=key))
    db.session.flush()
    return there != asked


def hash_of(summary: str) -> str:
    """SHA-256 of a summary."""
    return hashlib.sha256(summary.encode()).hexdigest()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

"""Reading documents and their passages."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from lms.base.database import db
from lms.base.text import fold
from lms.standards.models import Clause, Document, DocumentState, Requirement, Target


def clauses_kept() -> Sequence[Clause]:
    """All clauses of all versions with their documents, by document."""
    found = select(Clause).join(Document).options(joinedload(Clause.document))
    return db.session.scalars(found.order_by(Document.number, Clause.article, Clause.version)).all()


def clause_of(number: str, article: str, day: date) -> Clause | None:
    """The version in force on ``day`` of an article, e.g. ``("102/2016/QH13", "Điều 51")``."""
    found = (
        select(Clause)
        .join(Document, Document.id == Clause.document_id)
        .where(Document.number == number, Clause.article == article, Clause.effective_on <= day)
    )
    return db.session.scalar(found.order_by(Clause.version.desc()).limit(1))


def document_by_number(number: str) -> Document | None:
    """The document with this number, e.g. "520/QĐ-TTg"."""
    return db.session.scalar(select(Document).where(Document.number == number))


def documents_with(words: str, state: DocumentState | None, day: date) -> list[Document]:
    """The documents that have all these words in number or name (without diacritics too) and are in this
    state on ``day``: the latest first, what never had a day last. A province has some dozens of its own."""
    asked = fold(words).split()
    found = db.session.scalars(select(Document).options(joinedload(Document.replaced_by)))
    fitting = [
        each
        for each in found
        if state in (None, each.state_on(day))
        and all(word in fold(f"{each.number} {each.name_vi} {each.name_en}") for word in asked)
    ]
    return sorted(fitting, key=lambda each: (_began(each), each.number), reverse=True)


def _began(document: Document) -> date:
    return document.effective_on or document.issued_on or date.min


def other_documents(document_id: int) -> Sequence[Document]:
    """All documents but one, by number."""
    return db.session.scalars(
        select(Document).where(Document.id != document_id).order_by(Document.number)
    ).all()


class Passage(NamedTuple):
    """A version of a clause, and the day from which the next version holds; None for the newest."""

    clause: Clause
    until: date | None


def passages_of(document_id: int) -> list[Passage]:
    """The clauses of a document: articles in the order of their numbers, then subjects; of each the newest
    version first."""
    clauses = db.session.scalars(
        select(Clause).where(Clause.document_id == document_id).order_by(Clause.version.desc())
    )
    found: list[Passage] = []
    for clause in sorted(clauses, key=_place):
        newer = found[-1].clause if found and found[-1].clause.article == clause.article else None
        found.append(Passage(clause, newer.effective_on if newer else None))
    return found


def _place(clause: Clause) -> tuple[bool, int, str]:
    number = re.match(r"Điều (\d{1,6})", clause.article)
    return number is None, int(number[1]) if number else 0, fold(clause.article)


def requirements_resting_on(document_id: int, day: date) -> Sequence[Requirement]:
    """What a document asks on ``day`` or later, in the order of the coverage table."""
    found = select(Requirement).where(Requirement.document_id == document_id, _not_over(Requirement, day))
    return db.session.scalars(found.order_by(Requirement.position, Requirement.valid_from)).all()


def targets_resting_on(document_id: int, day: date) -> Sequence[Target]:
    """The targets that a document sets for ``day`` or later, for every unit; what it hands to single units
    stands in their plans."""
    found = select(Target).where(Target.document_id == document_id, _not_over(Target, day))
    found = found.where(Target.unit_id.is_(None))
    return db.session.scalars(found.options(joinedload(Target.requirement)).order_by(Target.code)).all()


def _not_over(model: type[Requirement] | type[Target], day: date) -> ColumnElement[bool]:
    return (model.valid_until.is_(None)) | (model.valid_until > day)

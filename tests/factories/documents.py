"""Documents and passages of an office: fixed, speaking values."""

from datetime import date
from typing import Any

from lms.base.database import db
from lms.people.models import Person
from lms.standards.models import Clause, Document
from lms.standards.queries import document_by_number
from lms.standards.rules.documenting import DocumentFacts, add_document
from lms.standards.rules.quoting import ClauseFacts, add_clause

PLAN = DocumentFacts(
    number="89/KH-UBND",
    name_vi="Kế hoạch nâng cao chất lượng dân số năm 2026",
    name_en="Plan to raise the quality of the population in 2026",
    issued_on=date(2026, 2, 10),
    effective_on=date(2026, 3, 1),
)


def a_keeper() -> Person:
    """Somebody at whose hand documents are kept. Committed."""
    person = Person(code="CC-1", full_name="Phạm Thị Dung")
    db.session.add(person)
    db.session.commit()
    return person


def a_plan(by: Person, **more: Any) -> Document:
    """The province's plan; ``more`` replaces its facts. Committed."""
    document = add_document(DocumentFacts(**{**vars(PLAN), **more}), by=by.id)
    db.session.commit()
    return document


def a_passage(document: Document, by: Person, article: str = "Mục 3") -> Clause:
    """A passage of a document, from its first day on. Committed."""
    day = document.effective_on or date(2026, 3, 1)
    clause = add_clause(document.id, ClauseFacts(article, day, "Mỗi thôn có một cộng tác viên."), by=by.id)
    db.session.commit()
    return clause


def shipped(number: str) -> Document:
    """The document with this number."""
    found = document_by_number(number)
    assert found
    return found

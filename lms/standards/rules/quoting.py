"""Keeping the passages of the office's own documents: adding, correcting, and a new version from a day on."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import message
from lms.base.text import clean, fold
from lms.standards.models import Clause, CompetencyClause, Document
from lms.standards.policies import may_rewrite
from lms.standards.rules.documenting import NotOurs, UnfitValue, check_plausible
from lms.standards.rules.holding import rebuild
from lms.standards.rules.shipping import hash_of


@dataclass(frozen=True)
class ClauseFacts:
    """What the office says of a passage; the fields mean what the columns mean."""

    article: str
    effective_on: date
    summary: str


def add_clause(document_id: int, facts: ClauseFacts, *, by: int | None) -> Clause:
    """Add a passage to a document of the office. Raises :class:`UnfitValue`, :class:`NotOurs`."""
    document = _opened(document_id)
    _check_article(document, facts.article, [])
    _check_day(document, facts.effective_on, [], version=1)
    clause = _new(document, clean(facts.article), 1, by)
    _write(clause, facts)
    db.session.flush()
    audit.record("clause:added", clause, by=by, facts={"document_id": document.id})
    return clause


def correct_clause(clause_id: int, facts: ClauseFacts, *, by: int) -> Clause:
    """Mend what is said of a passage, its name in all its versions. Raises :class:`UnfitValue`,
    :class:`NotOurs`."""
    clause = _clause(clause_id)
    versions = _versions(clause)
    _check_article(clause.document, facts.article, versions)
    _check_day(clause.document, facts.effective_on, versions, clause.version)
    for version in versions:
        version.article = clean(facts.article)
    _write(clause, facts)
    db.session.flush()
    audit.record("clause:corrected", clause, by=by, facts={"document_id": clause.document_id})
    _refold(clause)
    return clause


def renew_clause(clause_id: int, effective_on: date, summary: str, *, by: int) -> Clause:
    """Add what a passage says from a day on; what it said before stays. Raises :class:`UnfitValue`,
    :class:`NotOurs`."""
    before = _clause(clause_id)
    versions = _versions(before)
    number = versions[-1].version + 1
    _check_day(before.document, effective_on, versions, number)
    clause = _new(before.document, before.article, number, by)
    _write(clause, ClauseFacts(before.article, effective_on, summary))
    db.session.flush()
    facts = {"document_id": clause.document_id, "version": number, "effective_on": str(effective_on)}
    audit.record("clause:renewed", clause, by=by, facts=facts)
    _refold(clause)
    return clause


def _opened(document_id: int) -> Document:
    lock_for_writing("standard", "evidence")
    document = db.session.get_one(Document, document_id)
    if not may_rewrite(document):
        raise NotOurs(message("This comes with the product and is corrected by its next version only."))
    return document


def _clause(clause_id: int) -> Clause:
    lock_for_writing("standard", "evidence")
    clause = db.session.get_one(Clause, clause_id)
    if not (clause.is_local and may_rewrite(clause.document)):
        raise NotOurs(message("This comes with the product and is corrected by its next version only."))
    return clause


def _versions(clause: Clause) -> list[Clause]:
    """All versions of a passage, the oldest first."""
    same = (Clause.document_id == clause.document_id) & (Clause.article == clause.article)
    return list(db.session.scalars(select(Clause).where(same).order_by(Clause.version)))


def _new(document: Document, article: str, version: int, by: int | None) -> Clause:
    clause = Clause(
        document_id=document.id,
        article=article,
        version=version,
        confidence=document.confidence,
        added_by_id=by,
        added_at=clock.now(),
    )
    db.session.add(clause)
    return clause


def _write(clause: Clause, facts: ClauseFacts) -> None:
    clause.effective_on = facts.effective_on
    clause.summary = clean(facts.summary)
    clause.text_hash = hash_of(clause.summary)


def _check_article(document: Document, article: str, own: list[Clause]) -> None:
    for clause in db.session.scalars(select(Clause).where(Clause.document_id == document.id)):
        if clause not in own and fold(clause.article) == fold(clean(article)):
            raise UnfitValue(
                "article",
                message(
                    "%(article)s is there already. Add a new version of it instead.", article=clause.article
                ),
            )


def _check_day(document: Document, day: date, versions: list[Clause], version: int) -> None:
    """A passage holds while its document does, and its versions follow one another."""
    check_plausible("effective_on", day)
    if document.effective_on and day < document.effective_on:
        raise UnfitValue(
            "effective_on",
            message("The document is in force since %(day)s only.", day=f"{document.effective_on:%d/%m/%Y}"),
        )
    if document.ended_on and day >= document.ended_on:
        raise UnfitValue(
            "effective_on",
            message("The document is no longer in force since %(day)s.", day=f"{document.ended_on:%d/%m/%Y}"),
        )
    for other in versions:
        if (other.version < version and other.effective_on >= day) or (
            other.version > version and other.effective_on <= day
        ):
            raise UnfitValue(
                "effective_on",
                message(
                    "Version %(number)s holds from %(day)s on: versions follow one another.",
                    number=other.version,
                    day=f"{other.effective_on:%d/%m/%Y}",
                ),
            )


def _refold(clause: Clause) -> None:
    """Reckon everybody's holdings again where a competency names the passage."""
    same = (Clause.document_id == clause.document_id) & (Clause.article == clause.article)
    named = select(CompetencyClause.clause_id).join(Clause, Clause.id == CompetencyClause.clause_id)
    if db.session.scalar(named.where(same).limit(1)) is not None:
        rebuild()

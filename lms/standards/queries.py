"""Reading the standard, evidence and holdings."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload, selectinload

from lms.base import clock
from lms.base.database import db
from lms.base.text import fold
from lms.people.models import Post, Posting
from lms.people.queries import merged_into
from lms.standards.models import (
    Clause,
    Competency,
    Document,
    DocumentState,
    Evidence,
    EvidenceKind,
    EvidenceStatus,
    Holding,
    Requirement,
    RequirementRole,
    ScaleLevel,
    Target,
)


def requirement_by_code(code: str, day: date | None = None) -> Requirement | None:
    """The requirement in force on ``day`` (today when not said) under this code."""
    found = select(Requirement).where(Requirement.code == code, Requirement.holding_on(day or clock.today()))
    return db.session.scalar(found)


def requirements_on(day: date) -> Sequence[Requirement]:
    """The requirements in force on ``day``, with their roles, in the order of the coverage table."""
    found = select(Requirement).where(Requirement.holding_on(day))
    return db.session.scalars(
        found.options(selectinload(Requirement.roles)).order_by(Requirement.position, Requirement.id)
    ).all()


def requirements_asked_of(person_id: int, day: date) -> Sequence[Requirement]:
    """What the roles that a person holds on ``day`` ask of her then, each once."""
    return requirements_asked_of_each([person_id], day).get(person_id, [])


def requirements_asked_of_each(person_ids: Collection[int], day: date) -> dict[int, list[Requirement]]:
    """The same for many people (at most as many as one query can name); of whom nothing is asked is not
    listed."""
    found = (
        select(Posting.person_id, Requirement)
        .join(Post, Post.id == Posting.post_id)
        .join(RequirementRole, RequirementRole.role_id == Post.role_id)
        .join(Requirement, Requirement.id == RequirementRole.requirement_id)
        .where(Posting.person_id.in_(person_ids), Posting.holding_on(day), Requirement.holding_on(day))
        .options(joinedload(Requirement.document))
        .order_by(Requirement.position, Requirement.id)
    )
    asked: dict[int, dict[int, Requirement]] = {}
    for person_id, requirement in db.session.execute(found):
        asked.setdefault(person_id, {})[requirement.id] = requirement
    return {person_id: list(each.values()) for person_id, each in asked.items()}


def asked_among(person_ids: Collection[int], requirement_id: int, day: date) -> set[int]:
    """Which of these people hold a post on ``day`` whose role is asked for the requirement."""
    found = (
        select(Posting.person_id)
        .join(Post, Post.id == Posting.post_id)
        .join(RequirementRole, RequirementRole.role_id == Post.role_id)
        .where(Posting.person_id.in_(person_ids), Posting.holding_on(day))
        .where(RequirementRole.requirement_id == requirement_id)
    )
    return set(db.session.scalars(found))


def targets_on(day: date) -> Sequence[Target]:
    """The targets in force on ``day`` that coverage is held against, with requirements and roles; general
    ones before a unit's own. A number of people without a share is none of them."""
    found = aims_on(day).where(Target.threshold.is_not(None) | Target.number.is_(None))
    return db.session.scalars(
        found.options(joinedload(Target.requirement), selectinload(Target.roles)).order_by(
            Target.unit_id.is_not(None), Target.year.is_not(None), Target.code, Target.id
        )
    ).all()


def aims_on(day: date) -> Select[Target]:
    """All targets in force on ``day``, numbers of people among them."""
    return select(Target).where(Target.holding_on(day), (Target.year.is_(None)) | (Target.year == day.year))


def requirements_kept() -> Sequence[Requirement]:
    """All requirements of all days with their roles, in the order of the coverage table; of each code the
    newest first."""
    found = select(Requirement).options(
        selectinload(Requirement.roles), joinedload(Requirement.document), joinedload(Requirement.competency)
    )
    return db.session.scalars(
        found.order_by(Requirement.position, Requirement.code, Requirement.valid_from.desc())
    ).all()


def history_of(code: str) -> Sequence[Requirement]:
    """What was, is and will be asked under a code, the newest first."""
    found = select(Requirement).where(Requirement.code == code).options(joinedload(Requirement.document))
    return db.session.scalars(found.order_by(Requirement.valid_from.desc())).all()


def targets_of(code: str) -> Sequence[Target]:
    """The targets of all days for what is asked under a code: those of every unit first, the newest first."""
    found = (
        select(Target)
        .join(Requirement, Requirement.id == Target.requirement_id)
        .where(Requirement.code == code)
        .options(joinedload(Target.document), joinedload(Target.requirement))
    )
    return db.session.scalars(
        found.order_by(Target.unit_id.is_not(None), Target.valid_from.desc(), Target.code, Target.id)
    ).all()


def competencies_kept() -> Sequence[Competency]:
    """All competencies of all days in their order, with their clauses."""
    found = select(Competency).options(
        selectinload(Competency.clauses).joinedload(Clause.document), joinedload(Competency.document)
    )
    return db.session.scalars(found.order_by(Competency.position, Competency.id)).all()


def scale_levels() -> Sequence[ScaleLevel]:
    """The levels of all scales, the lowest of each first."""
    return db.session.scalars(select(ScaleLevel).order_by(ScaleLevel.scale, ScaleLevel.ordinal)).all()


def clauses_kept() -> Sequence[Clause]:
    """All clauses of all versions with their documents, by document."""
    found = select(Clause).join(Document).options(joinedload(Clause.document))
    return db.session.scalars(found.order_by(Document.number, Clause.article, Clause.version)).all()


def competency_by_code(code: str) -> Competency | None:
    """The competency with this code."""
    return db.session.scalar(select(Competency).where(Competency.code == code))


def competencies_on(day: date) -> Sequence[Competency]:
    """The competencies that are in use on ``day``, in their order."""
    found = select(Competency).where(Competency.holding_on(day))
    return db.session.scalars(found.order_by(Competency.position, Competency.id)).all()


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


def holdings_of(person_id: int) -> Sequence[Holding]:
    """The intervals during which a person meets requirements, with both ends of the story."""
    found = select(Holding).where(Holding.person_id == person_id)
    return db.session.scalars(
        found.options(joinedload(Holding.requirement), joinedload(Holding.evidence)).order_by(
            Holding.requirement_id, Holding.valid_from
        )
    ).all()


def waiting_for_confirmation(person_id: int) -> Sequence[Evidence]:
    """What is declared of a person, or of whom she was merged with, neither confirmed nor voided, by day."""
    records = [person_id, *merged_into([person_id])]
    voided = select(Evidence.voids_id).where(Evidence.person_id.in_(records), Evidence.voids_id.is_not(None))
    found = (
        select(Evidence)
        .where(Evidence.person_id.in_(records), Evidence.status == EvidenceStatus.DECLARED)
        .where(Evidence.kind.not_in([EvidenceKind.VOID, EvidenceKind.LAPSE]), Evidence.id.not_in(voided))
    )
    return db.session.scalars(
        found.options(joinedload(Evidence.competency)).order_by(Evidence.occurred_on, Evidence.id)
    ).all()


def evidence_of(person_id: int) -> Sequence[Evidence]:
    """All evidence of a person, voids and lapses among it, by day."""
    found = select(Evidence).where(Evidence.person_id == person_id)
    return db.session.scalars(
        found.options(joinedload(Evidence.competency)).order_by(Evidence.occurred_on, Evidence.id)
    ).all()

"""Reading lessons: their words, what they rest on, and their pictures."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from courses.models import Edition, Media, Section, Step, StepClause, StepText
from courses.policies import offered
from lms.base.database import db
from lms.standards.models import Clause, Document


def lessons_of(edition_id: int) -> list[Step]:
    """The lessons of an edition in their order, with all their words and what they rest on."""
    return list(
        db.session.scalars(
            select(Step)
            .join(Section)
            .where(Section.edition_id == edition_id, Step.lesson.is_not(None))
            .options(
                selectinload(Step.texts).undefer(StepText.html),
                joinedload(Step.section).selectinload(Section.texts),
            )
            .order_by(Section.ordinal, Step.ordinal)
        )
    )


def lessons_with_tasks(edition_id: int) -> list[Step]:
    """The lessons of an edition with the competencies and the clauses that each teaches."""
    found = select(Step).join(Section).where(Section.edition_id == edition_id, Step.lesson.is_not(None))
    with_both = found.options(selectinload(Step.competencies), selectinload(Step.clauses))
    return list(db.session.scalars(with_both.execution_options(populate_existing=True)))


def kept_pictures(digests: Collection[str]) -> dict[str, Media]:
    """Pictures with their content, by their digests."""
    found = select(Media).where(Media.sha256.in_(digests)).options(undefer(Media.body))
    return {each.sha256: each for each in db.session.scalars(found)}


def kept_picture(digest: str) -> Media | None:
    """The picture of this digest."""
    return db.session.scalar(select(Media).where(Media.sha256 == digest).options(undefer(Media.body)))


def documents_of(edition_id: int) -> list[Document]:
    """The documents that the lessons of an edition rest on, the newest first; those without a day last."""
    taught = (
        select(Clause.document_id)
        .join(StepClause, StepClause.clause_id == Clause.id)
        .join(Step, Step.id == StepClause.step_id)
        .join(Section, Section.id == Step.section_id)
        .where(Section.edition_id == edition_id)
    )
    found = select(Document).where(Document.id.in_(taught))
    return list(
        db.session.scalars(
            found.order_by(Document.effective_on.is_(None), Document.effective_on.desc(), Document.number)
        )
    )


def lessons_resting_on(document_id: int, article: str | None = None) -> list[Step]:
    """The lessons that somebody begins today and that rest on a document, by course and place; with
    ``article`` only those that teach it, in whichever version."""
    taught = (
        select(StepClause.step_id)
        .join(Clause, Clause.id == StepClause.clause_id)
        .where(Clause.document_id == document_id)
    )
    if article is not None:
        taught = taught.where(Clause.article == article)
    newest = select(func.max(Edition.id)).where(offered()).group_by(Edition.course_id)
    found = (
        select(Step)
        .join(Section)
        .join(Edition)
        .where(Step.id.in_(taught), Edition.id.in_(newest), Step.lesson.is_not(None))
        .options(selectinload(Step.texts), joinedload(Step.section).joinedload(Section.edition))
    )
    return list(db.session.scalars(found.order_by(Edition.position, Edition.course_id, Step.lesson)))


class Review(NamedTuple):
    """A course with steps past the day by which somebody should have looked at them again."""

    edition: Edition
    steps: int


def to_review(day: date) -> list[Review]:
    """The newest editions with steps to be reviewed by a day before ``day``, by course."""
    newest = select(func.max(Edition.id)).where(offered()).group_by(Edition.course_id)
    overdue = (
        select(Section.edition_id, func.count(Step.id).label("steps"))
        .join(Step, Step.section_id == Section.id)
        .where(Section.edition_id.in_(newest), Step.review_by < day)
        .group_by(Section.edition_id)
        .subquery()
    )
    found = select(Edition, overdue.c.steps).join(overdue, overdue.c.edition_id == Edition.id)
    rows = db.session.execute(found.options(joinedload(Edition.course)).order_by(Edition.course_id))
    return [Review(*row) for row in rows]

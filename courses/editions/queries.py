"""Reading editions with their words, who is in them, who published them, and what is proposed."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from courses.models import (
    OPEN,
    Course,
    Edition,
    EditionCompetency,
    Enrolment,
    JobAid,
    OwnChange,
    OwnCourse,
    OwnFile,
    Proposal,
    ProposalState,
    Section,
    Step,
    StepText,
    Withdrawal,
)
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.people.models import Person

_STEPS = selectinload(Edition.sections).selectinload(Section.steps)
_WORDS = (
    joinedload(Edition.course),
    selectinload(Edition.competencies).joinedload(EditionCompetency.competency),
    selectinload(Edition.job_aids).undefer(JobAid.source),
    selectinload(Edition.sections).selectinload(Section.texts),
    _STEPS.selectinload(Step.texts).options(undefer(StepText.source), undefer(StepText.html)),
    _STEPS.selectinload(Step.competencies),
    _STEPS.selectinload(Step.clauses),
)


def editions_with_words(course_id: int) -> Select[Edition]:
    """The published editions of a course with all their words, the newest first."""
    found = select(Edition).where(Edition.course_id == course_id, Edition.published_at.is_not(None))
    return found.options(*_WORDS).order_by(Edition.number.desc())


def edition_with_words(course_id: int, number: int) -> Edition | None:
    """One published edition of a course with all its words."""
    found = select(Edition).where(
        Edition.course_id == course_id, Edition.number == number, Edition.published_at.is_not(None)
    )
    return db.session.scalar(found.options(*_WORDS))


def newest_with_words(slug: str) -> Edition | None:
    """The newest edition of a course, offered or withdrawn, with all its words; None where there is none."""
    found = select(Edition).join(Course).where(Course.slug == slug, Edition.published_at.is_not(None))
    return db.session.scalar(found.options(*_WORDS).order_by(Edition.number.desc()).limit(1))


class Standing(NamedTuple):
    """A course in the list of courses."""

    newest: Edition
    """Its newest edition, offered or withdrawn."""
    offered: int | None
    """The number of the edition that somebody begins today; None where the course is withdrawn."""
    open: int
    """How many proposals of it wait, for a look or for their hour."""


def courses_published() -> list[Standing]:
    """Every course that was ever published, in the order of courses."""
    numbers = (
        select(
            func.max(Edition.id).label("id"),
            func.max(case((Edition.withdrawn_at.is_(None), Edition.number))).label("offered"),
        )
        .where(Edition.published_at.is_not(None))
        .group_by(Edition.course_id)
        .subquery()
    )
    waiting = select(Proposal.slug, func.count()).where(Proposal.state.in_(OPEN)).group_by(Proposal.slug)
    number_open: dict[str, int] = dict(iter(db.session.execute(waiting)))
    found = select(Edition, numbers.c.offered).join(numbers, numbers.c.id == Edition.id)
    rows = db.session.execute(
        found.options(joinedload(Edition.course)).order_by(
            Edition.position.is_(None), Edition.position, Edition.course_id
        )
    )
    return [Standing(edition, offered, number_open.get(edition.course.slug, 0)) for edition, offered in rows]


class Learners(NamedTuple):
    """How many people are in an edition, and how many have completed it."""

    learning: int = 0
    completed: int = 0


def learners(course_id: int) -> dict[int, Learners]:
    """By edition of a course, how many are in it today and how many have ever completed it."""
    person = Enrolment.person_id
    found = (
        select(
            Enrolment.edition_id,
            func.count(case((Enrolment.going_on(), person)).distinct()),
            func.count(case((Enrolment.completed_on.is_not(None), person)).distinct()),
        )
        .join(Edition)
        .where(Edition.course_id == course_id)
        .group_by(Enrolment.edition_id)
    )
    return {edition_id: Learners(*counts) for edition_id, *counts in db.session.execute(found)}


def in_the_middle(edition_ids: Collection[int]) -> list[int]:
    """Who is in one of these editions today."""
    found = select(Enrolment.person_id).where(Enrolment.edition_id.in_(edition_ids), Enrolment.going_on())
    return list(db.session.scalars(found.distinct().order_by(Enrolment.person_id)))


def publishers(edition_ids: Collection[int]) -> dict[int, Person]:
    """By edition who published it; what came with the product has nobody."""
    found = (
        select(AuditEntry.object_id, Person)
        .join(Person, Person.id == AuditEntry.actor_id)
        .where(
            AuditEntry.object_kind == "edition",
            AuditEntry.action == "edition:published",
            AuditEntry.object_id.in_([str(each) for each in edition_ids]),
        )
    )
    return {int(edition_id): person for edition_id, person in db.session.execute(found)}


def published_of(edition_ids: Collection[int]) -> dict[int, Proposal]:
    """By edition the proposal of which it was published, where there was one."""
    found = select(Proposal).where(Proposal.edition_id.in_(edition_ids))
    with_people = found.options(joinedload(Proposal.asked_by), joinedload(Proposal.decided_by))
    return {each.edition_id: each for each in db.session.scalars(with_people) if each.edition_id}


def withdrawals_of(course_id: int) -> list[Withdrawal]:
    """What was withdrawn of a course, also what was taken back, the latest first."""
    found = select(Withdrawal).where(Withdrawal.course_id == course_id)
    people = (joinedload(Withdrawal.withdrawn_by), joinedload(Withdrawal.undone_by))
    return list(
        db.session.scalars(
            found.options(*people, joinedload(Withdrawal.edition)).order_by(Withdrawal.id.desc())
        )
    )


def proposals(slug: str | None = None) -> Select[Proposal]:
    """All proposals, or those of a course: what waits first, then the latest."""
    found = select(Proposal).options(
        joinedload(Proposal.asked_by), joinedload(Proposal.decided_by), joinedload(Proposal.edition)
    )
    if slug:
        found = found.where(Proposal.slug == slug)
    order = case((Proposal.state == ProposalState.WAITING, 0), (Proposal.state.in_(OPEN), 1), else_=2)
    return found.order_by(order, Proposal.id.desc())


def proposal(proposal_id: int) -> Proposal | None:
    """One proposal with its people."""
    return db.session.scalar(proposals().where(Proposal.id == proposal_id))


def waiting_for(person_id: int) -> list[Proposal]:
    """What waits for a second look by anybody but who asked, the oldest first."""
    found = select(Proposal).where(Proposal.state == ProposalState.WAITING, Proposal.asked_by_id != person_id)
    return list(db.session.scalars(found.options(joinedload(Proposal.asked_by)).order_by(Proposal.id)))


def due(now: datetime) -> list[int]:
    """The approved proposals whose hour has come, in its order."""
    found = select(Proposal.id).where(
        Proposal.state == ProposalState.APPROVED, Proposal.publish_at.is_not(None), Proposal.publish_at <= now
    )
    return list(db.session.scalars(found.order_by(Proposal.publish_at, Proposal.id)))


def names_of(slugs: Collection[str]) -> dict[str, Edition]:
    """By course of these the newest edition, for its names; a course that was never published has none."""
    newest = select(func.max(Edition.id)).join(Course).where(Course.slug.in_(slugs)).group_by(Course.id)
    found = select(Edition).where(Edition.id.in_(newest)).options(joinedload(Edition.course))
    return {edition.course.slug: edition for edition in db.session.scalars(found)}


def has_written_since(slug: str, person_ids: Collection[int], moment: datetime) -> bool:
    """Whether one of them changed a course of our own after a moment."""
    course = select(OwnCourse.id).where(OwnCourse.slug == slug).scalar_subquery()
    changed = select(OwnChange.id).where(
        OwnChange.own_course_id == course,
        OwnChange.made_at > moment,
        OwnChange.made_by_id.in_(person_ids),
    )
    saved = select(OwnFile.id).where(
        OwnFile.own_course_id == course, OwnFile.saved_at > moment, OwnFile.saved_by_id.in_(person_ids)
    )
    return bool(db.session.scalar(select(changed.exists() | saved.exists())))

"""Reading courses, their editions and their steps."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload, selectinload

from courses.models import Course, Edition, EditionCompetency, Proposal, Section, Step
from courses.policies import offered, open_to_learners
from lms.base.database import db

# What every attempt asks is composed once: composing takes longer than reading.
_STEP = (
    select(Step)
    .where(Step.id == bindparam("step"))
    .options(joinedload(Step.section).joinedload(Section.edition).joinedload(Edition.course))
)


def step(step_id: int) -> Step | None:
    """The step with its section, edition and course."""
    return db.session.scalar(_STEP, {"step": step_id})


def course_by_slug(slug: str) -> Course | None:
    """The course with this part of an address."""
    return db.session.scalar(select(Course).where(Course.slug == slug))


def newest_edition(course_id: int) -> Edition | None:
    """The edition that somebody begins today; None while none is published, or all are withdrawn."""
    return db.session.scalar(
        select(Edition)
        .where(Edition.course_id == course_id, offered())
        .order_by(Edition.number.desc())
        .limit(1)
    )


def published_edition(slug: str, number: int) -> Edition | None:
    """The edition of this number, old or new, also when it is withdrawn."""
    return db.session.scalar(
        select(Edition).join(Course).where(Course.slug == slug, Edition.number == number, open_to_learners())
    )


def newest_editions() -> list[Edition]:
    """Of every course the edition that somebody begins today, in the order of courses."""
    newest = (
        select(Edition.course_id, func.max(Edition.number).label("number"))
        .where(offered())
        .group_by(Edition.course_id)
        .subquery()
    )
    return list(
        db.session.scalars(
            select(Edition)
            .join(newest, (Edition.course_id == newest.c.course_id) & (Edition.number == newest.c.number))
            .options(
                joinedload(Edition.course),
                selectinload(Edition.competencies).joinedload(EditionCompetency.competency),
            )
            .order_by(Edition.position.is_(None), Edition.position, Edition.course_id)
        )
    )


def proposed_courses(person_id: int, moment: datetime) -> list[Edition]:
    """The newest edition of each course of which somebody proposed another one at this moment."""
    asked = select(Proposal.slug).where(Proposal.asked_by_id == person_id, Proposal.asked_at == moment)
    newest = select(func.max(Edition.id)).join(Course).where(Course.slug.in_(asked)).group_by(Course.id)
    return list(db.session.scalars(select(Edition).where(Edition.id.in_(newest)).order_by(Edition.id)))


def steps_of(edition_id: int) -> list[Step]:
    """The steps of an edition in their order, with their titles, sections and way up."""
    return steps_of_editions([edition_id])[edition_id]


def steps_of_editions(edition_ids: Collection[int]) -> dict[int, list[Step]]:
    """The same of several editions."""
    way = joinedload(Step.section).joinedload(Section.edition).joinedload(Edition.course)
    found = db.session.scalars(
        select(Step)
        .join(Section)
        .where(Section.edition_id.in_(edition_ids))
        .options(selectinload(Step.texts), way)
        .order_by(Section.edition_id, Section.ordinal, Step.ordinal)
    )
    steps: dict[int, list[Step]] = {edition_id: [] for edition_id in edition_ids}
    for each in found:
        steps[each.section.edition_id].append(each)
    return steps

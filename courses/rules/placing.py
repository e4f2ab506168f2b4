"""Steps that an office adds to a shipped course: kept beside its source, and taken up with every edition."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from courses.models import Course, LocalStep
from courses.queries import course_by_slug
from courses.source.course import CourseSource, SectionSource, StepSource
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message

LAST_OF_ALL = "assessment"  # the role of the steps that a course ends with


_ADDED = "local_step "


class NoSuchPlace(Refusal):
    """A step was to be added to a course or section that is not there."""


def add_step(
    slug: str, section: int, kind: str, reference: dict[str, Any], *, by: int, now: datetime
) -> LocalStep:
    """Add a step to a section of a course, from its next edition on; the same step again changes nothing.

    It stands behind the section's practice, before an assessment that ends it. Refuses a course or section
    that is not there (:class:`NoSuchPlace`).
    """
    lock_for_writing(f"course:{slug}")
    course = course_by_slug(slug)
    if course is None or not course.editions or not 1 <= section <= len(course.editions[-1].sections):
        raise NoSuchPlace(message("There is no such section any more. Choose another one."))
    known = next(
        (step for step in added_steps(course) if step.kind == kind and step.reference == reference), None
    )
    if known:
        return known
    step = LocalStep(
        course=course, section=section, kind=kind, reference=reference, added_at=now, added_by_id=by
    )
    db.session.add(step)
    db.session.flush()
    record("local_step:added", step, by=by, facts={"course": slug, "section": section, **reference})
    return step


def is_added(step: StepSource) -> bool:
    """Whether a step was added here."""
    return step.place.startswith(_ADDED)


def placed(source: CourseSource) -> CourseSource:
    """The course with the steps that were added here."""
    course = course_by_slug(source.slug)
    steps = added_steps(course) if course else []
    if not steps:
        return source
    last = len(source.sections)
    sections = [
        _with(section, [step for step in steps if min(step.section, last) == number])
        for number, section in enumerate(source.sections, 1)
    ]
    return replace(source, sections=tuple(sections))


def added_steps(course: Course) -> Sequence[LocalStep]:
    """The steps that an office added to a course, in their order."""
    return db.session.scalars(
        select(LocalStep).where(LocalStep.course_id == course.id).order_by(LocalStep.id)
    ).all()


def _with(section: SectionSource, added: Sequence[LocalStep]) -> SectionSource:
    steps = list(section.steps)
    end = len(steps)
    while end and steps[end - 1].reference.get("role") == LAST_OF_ALL:
        end -= 1
    steps[end:end] = [StepSource(step.kind, step.reference, place=f"{_ADDED}{step.id}") for step in added]
    return replace(section, steps=tuple(steps))

"""Reading where in her own edition each of several people does what is done together."""

from collections.abc import Collection

from sqlalchemy import select

from courses.models import Edition, Enrolment, Step
from courses.queries import steps_of_editions
from lms.base.database import db


def own_steps(step: Step, person_ids: Collection[int]) -> dict[int, Step]:
    """By person, the step that asks the same exercise in the edition in which she has begun this course and
    not completed it; the step itself for whoever is in no other edition, or in one that does not ask it."""
    here = step.section.edition
    begun = db.session.execute(
        select(Enrolment.person_id, Enrolment.edition_id)
        .join(Edition)
        .where(
            Edition.course_id == here.course_id,
            Enrolment.going_on(),
            Enrolment.person_id.in_(person_ids),
        )
        .order_by(Enrolment.id)
    )
    edition_of: dict[int, int] = dict(iter(begun))
    others = steps_of_editions(set(edition_of.values()) - {here.id})
    same = {
        edition_id: each
        for edition_id, steps in others.items()
        for each in steps
        if each.kind == step.kind and each.reference == step.reference
    }
    return {person_id: same.get(edition_of.get(person_id, here.id), step) for person_id in person_ids}

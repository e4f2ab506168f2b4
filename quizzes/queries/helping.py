"""Reading whom somebody may help, and where in her own edition each of them does what is done together."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from courses.models import Edition, Enrolment, Step
from courses.queries import steps_of_editions
from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import seen_by
from lms.people.queries import find_people
from lms.web.access import Permission


def people_to_help(asker: Person, commune: str, day: date, most: int) -> list[Person]:
    """Whom the asker may help to learn on ``day``, by name; where words name communes, only those there."""
    hers = seen_by(asker, day, Permission.STAFFING_IMPORT)
    found = find_people(asker, "", commune, day).where(hers, Person.id != asker.id)
    return list(db.session.scalars(found.limit(most)))


def own_steps(step: Step, person_ids: Collection[int]) -> dict[int, Step]:
    """By person, the step that asks the same exercise in the edition in which she has begun this course and
    not completed it; the step itself for whoever is in no other edition, or in one that does not ask it."""
    here = step.section.edition
    begun = db.session.execute(
        select(Enrolment.person_id, Enrolment.edition_id)
        .join(Edition)
        .where(
            Edition.course_id == here.course_id,
            Enrolment.completed_on.is_(None),
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

"""Carrying what somebody had begun to the record that is kept when two records turn out to be one person.

The merged record stays as it is: what was done there is copied, and the copy names where it came from. Taking
the merging back takes a copy back in which nothing has been done since; what she learned meanwhile is never
lost.
"""

from sqlalchemy import delete, insert, literal, select

from courses.models import Enrolment, StepCompletion
from courses.queries import done_in, latest_enrolments
from courses.rules.enrolling import lock_learning
from lms.base.audit import record
from lms.base.database import db


def carry_over(merged_id: int, kept_id: int, *, by: int | None) -> None:
    """Copy each course that is open on a merged record to the kept one, unless she takes or took it there."""
    lock_learning(kept_id)
    taken = _own(kept_id)
    for course_id, begun in _own(merged_id).items():
        if begun.completed_on is None and course_id not in taken:
            _copy(begun, kept_id, by)


def give_back(merged_id: int, kept_id: int, *, by: int | None) -> None:
    """Take back what :func:`carry_over` copied, where nothing has been done in the copy since."""
    lock_learning(kept_id)
    origins = select(Enrolment.id).where(Enrolment.person_id == merged_id)
    copies = select(Enrolment).where(
        Enrolment.person_id == kept_id,
        Enrolment.carried_from_id.in_(origins),
        Enrolment.completed_on.is_(None),
    )
    for copy in db.session.scalars(copies).all():
        origin = copy.carried_from_id or 0
        done = done_in([copy.id, origin])
        if done[copy.id] <= done[origin]:
            record("enrolment:given_back", copy, by=by, facts={"from": origin})
            db.session.execute(delete(StepCompletion).where(StepCompletion.enrolment_id == copy.id))
            db.session.delete(copy)
    db.session.flush()


def _own(person_id: int) -> dict[int, Enrolment]:
    """By course, the latest enrolment on this very record."""
    found = latest_enrolments(person_id)
    return {course_id: each for course_id, each in found.items() if each.person_id == person_id}


def _copy(begun: Enrolment, kept_id: int, by: int | None) -> None:
    copy = Enrolment(
        person_id=kept_id,
        edition_id=begun.edition_id,
        started_at=begun.started_at,
        set_aside_at=begun.set_aside_at,
        carried_from_id=begun.id,
    )
    db.session.add(copy)
    db.session.flush()
    done = [each for each in StepCompletion.__table__.columns if each.name != "enrolment_id"]
    rows = select(literal(copy.id), *done).where(StepCompletion.enrolment_id == begun.id)
    names = ["enrolment_id", *(each.name for each in done)]
    db.session.execute(insert(StepCompletion).from_select(names, rows))
    record("enrolment:carried", copy, by=by, facts={"from": begun.id})

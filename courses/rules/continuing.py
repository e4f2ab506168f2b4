"""Going on in a newer edition of a course, with what is the same in both."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import selectinload

from courses.models import Course, Enrolment, Section, Step, StepCompletion, StepText
from courses.queries import done_in, newest_edition
from courses.queries import enrolment as enrolment_in
from courses.rules.enrolling import begin_edition, lock_learning
from lms.base.audit import record
from lms.base.database import db


def go_on_in_newer(person_id: int, course: Course, *, now: datetime) -> Enrolment | None:
    """Her enrolment in the newest edition, begun now with what she has done of the same words and exercises
    in the one that was withdrawn, which keeps all of it. None where hers is offered, or no other is.
    """
    lock_learning(person_id)
    before, newest = enrolment_in(person_id, course.id), newest_edition(course.id)
    if before is None or before.completed_on or before.edition.withdrawn_at is None or newest is None:
        return None
    after = begin_edition(person_id, newest.id, now=now)
    after.carried_from_id, before.continued_at = before.id, now
    db.session.flush()
    carry_steps(before, after)
    record("enrolment:continued", after, by=person_id, facts={"from": before.id})
    return after


def continued_in(enrolment: Enrolment) -> Enrolment | None:
    """The enrolment in which somebody goes on who was in this one."""
    found = select(Enrolment).where(
        Enrolment.carried_from_id == enrolment.id, Enrolment.person_id == enrolment.person_id
    )
    return db.session.scalar(found.order_by(Enrolment.id.desc()).limit(1))


def carry_steps(before: Enrolment, after: Enrolment) -> None:
    """Note in the later enrolment the steps done in the earlier one that say the same in both editions."""
    same = _same_steps(before.edition_id, after.edition_id)
    there = done_in([after.id])[after.id]
    done = db.session.scalars(select(StepCompletion).where(StepCompletion.enrolment_id == before.id)).all()
    rows = [
        {
            "enrolment_id": after.id,
            "step_id": same[each.step_id],
            "occurred_on": each.occurred_on,
            "mode": each.mode,
            "source": each.source,
            "recorded_at": each.recorded_at,
            "recorded_by_id": each.recorded_by_id,
        }
        for each in done
        if each.step_id in same and same[each.step_id] not in there
    ]
    if rows:
        db.session.execute(insert(StepCompletion), rows)


def _same_steps(before_id: int, after_id: int) -> dict[int, int]:
    """By step of one edition, the step of the other that says the same."""
    found = db.session.scalars(
        select(Step)
        .join(Section)
        .where(Section.edition_id.in_((before_id, after_id)))
        .options(selectinload(Step.texts).undefer(StepText.html), selectinload(Step.section))
        .order_by(Step.id)
    ).all()
    after = {_content(step): step.id for step in found if step.section.edition_id == after_id}
    before = [step for step in found if step.section.edition_id == before_id]
    return {step.id: after[_content(step)] for step in before if _content(step) in after}


def _content(step: Step) -> tuple[str, str]:
    """What of a step makes it the same: the words of a lesson, the pinned version of anything else."""
    if step.lesson is None:
        return step.kind, repr(sorted(step.frozen.items()))
    return step.kind, repr(sorted((text.language, text.title, text.html) for text in step.texts))

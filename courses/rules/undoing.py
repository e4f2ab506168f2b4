"""Taking back that a step is done, where what said so was a mistake."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from courses.models import Enrolment, StepCompletion
from courses.rules.enrolling import lock_learning_of
from lms.base import audit
from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.standards.models import Mode
from lms.standards.rules.recording import settle


def undo_steps(sources: Collection[str], *, by: int, note: str) -> list[Enrolment]:
    """Take back every step that rests on one of ``sources`` (e.g. ``attempt:`` and its key); returns the
    enrolments that were completed by it and are open again.

    What completing them showed is voided, with ``note``; what is done again by another source completes them
    anew. A certificate that was issued stays as it is: whoever revokes it decides that.
    """
    found = [each for piece in in_pieces(sorted(sources)) for each in _resting_on(piece)]
    lock_learning_of({each.enrolment.person_id for each in found})
    reopened = {}
    for completion in found:
        enrolment = completion.enrolment
        facts = {"step": completion.step_id, "source": completion.source}
        db.session.delete(completion)
        audit.record("enrolment:step_undone", enrolment, by=by, facts=facts)
        if enrolment.completed_on is not None and not completion.step.is_optional:
            reopened[enrolment.id] = enrolment
            enrolment.completed_on = enrolment.completed_at = None
            audit.record("enrolment:reopened", enrolment, by=by)
    db.session.flush()
    settle([source for each in reopened for source in _sources(each)], [], by=by, note=note)
    return list(reopened.values())


def _resting_on(sources: Sequence[str]) -> Sequence[StepCompletion]:
    found = select(StepCompletion).where(StepCompletion.source.in_(sources))
    return db.session.scalars(
        found.options(joinedload(StepCompletion.enrolment), joinedload(StepCompletion.step))
    ).all()


def _sources(enrolment_id: int) -> list[str]:
    """As what completing an enrolment is evidence: once, and again for each way with less help."""
    return [f"enrolment:{enrolment_id}", *(f"enrolment:{enrolment_id}:{mode}" for mode in Mode)]

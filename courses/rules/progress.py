"""Doing steps, and what follows when the last one is done: evidence, and the announcement."""

from datetime import date, datetime

from sqlalchemy import bindparam, select

from courses.models import EditionCompetency, Enrolment, Section, Step, StepClause, StepCompletion
from courses.rules.enrolling import enrol, lock_learning
from courses.signals import course_completed
from lms.base import audit
from lms.base.clock import day_of
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.standards.models import EvidenceKind, EvidenceStatus, Mode
from lms.standards.rules.recording import NewEvidence, record_many

# From working alone to writing on paper; evidence names the one furthest from working alone.
_MODES = (Mode.SELF, Mode.READ_ALOUD, Mode.TOGETHER, Mode.PAPER)

# What every step asks is composed once: composing takes longer than reading.
_EDITION = select(Section.edition_id).join(Step).where(Step.id == bindparam("step"))
_COMPLETION = select(StepCompletion).where(
    StepCompletion.enrolment_id == bindparam("enrolment"), StepCompletion.step_id == bindparam("step")
)


class UnknownStep(Refusal):
    """There is no such step."""


class FutureStep(Refusal):
    """A step cannot be done on a day that has not come."""


def complete_step(
    *,
    person_id: int,
    step_id: int,
    occurred_on: date,
    mode: Mode,
    source: str,
    by: int | None = None,
    now: datetime,
) -> StepCompletion:
    """Note that a person did a step, enrolling her if need be; the same step again changes nothing.

    With the last step of the edition the enrolment is completed, evidence recorded for each of the
    edition's competencies and ``course_completed`` sent, all in this transaction. ``now`` is the moment of
    recording, ``occurred_on`` the day in Vietnam on which she did it. Refuses a step that does not exist
    (:class:`UnknownStep`), whose edition is not published (``NotPublished``), and a future day.
    """
    lock_learning(person_id)
    edition_id = _edition_of(step_id)
    if occurred_on > day_of(now):
        raise FutureStep(message("A step cannot be done on a future day."))
    enrolment = enrol(person_id, edition_id, now=now, by=by)
    known = db.session.scalar(_COMPLETION, {"enrolment": enrolment.id, "step": step_id})
    if known:
        return known
    completion = StepCompletion(
        enrolment_id=enrolment.id,
        step_id=step_id,
        occurred_on=occurred_on,
        mode=mode,
        source=source,
        recorded_at=now,
        recorded_by_id=by,
    )
    db.session.add(completion)
    db.session.flush()
    _complete_when_all_done(enrolment, by, now)
    return completion


def _edition_of(step_id: int) -> int:
    edition_id = db.session.scalar(_EDITION, {"step": step_id})
    if edition_id is None:
        raise UnknownStep(message("This step does not exist."))
    return edition_id


def _complete_when_all_done(enrolment: Enrolment, by: int | None, now: datetime) -> None:
    steps = set(
        db.session.scalars(select(Step.id).join(Section).where(Section.edition_id == enrolment.edition_id))
    )
    done = db.session.execute(
        select(StepCompletion.step_id, StepCompletion.occurred_on, StepCompletion.mode).where(
            StepCompletion.enrolment_id == enrolment.id
        )
    ).all()
    if enrolment.completed_on or steps - {row.step_id for row in done}:
        return
    enrolment.completed_on = max(row.occurred_on for row in done)
    enrolment.completed_at = now
    db.session.flush()
    facts = {"edition": enrolment.edition_id, "day": enrolment.completed_on.isoformat()}
    audit.record("enrolment:completed", enrolment, by=by or enrolment.person_id, facts=facts)
    _record_evidence(enrolment, enrolment.completed_on, max((row.mode for row in done), key=_MODES.index), by)
    course_completed.send(enrolment)


def _record_evidence(enrolment: Enrolment, day: date, mode: Mode, by: int | None) -> None:
    clause_ids = db.session.scalars(
        select(StepClause.clause_id)
        .join(Step, Step.id == StepClause.step_id)
        .join(Section)
        .where(Section.edition_id == enrolment.edition_id)
        .distinct()
        .order_by(StepClause.clause_id)
    ).all()
    given = db.session.scalars(
        select(EditionCompetency)
        .where(EditionCompetency.edition_id == enrolment.edition_id)
        .order_by(EditionCompetency.competency_id)
    ).all()
    record_many(
        NewEvidence(
            person_id=enrolment.person_id,
            competency_id=each.competency_id,
            occurred_on=day,
            kind=EvidenceKind.COURSE,
            status=EvidenceStatus.CONFIRMED,
            source=f"enrolment:{enrolment.id}",
            mode=mode,
            level=each.level,
            by=by,
            clause_ids=tuple(clause_ids),
        )
        for each in given
    )

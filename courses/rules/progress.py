"""Doing steps, and what follows when the last one is done: evidence, and the announcement."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Self

from sqlalchemy import Row, and_, bindparam, insert, select, update

from courses.models import Course, EditionCompetency, Enrolment, Section, Step, StepClause, StepCompletion
from courses.queries import open_with_nothing_left
from courses.queries.standing import MODES, Standing, standing_of
from courses.rules.continuing import carry_steps, continued_in, go_on_in_newer
from courses.rules.enrolling import enrol, lock_learning, lock_learning_of
from courses.signals import course_completed
from lms.base import audit
from lms.base.clock import day_of
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.people.queries import merged_people
from lms.standards.models import EvidenceKind, EvidenceStatus, Mode
from lms.standards.rules.recording import NewEvidence, record_many, settle

# What every step asks is composed once: composing takes longer than reading.
_NEEDED = (
    select(Step.id, StepCompletion.occurred_on, StepCompletion.mode)
    .join(Section, Section.id == Step.section_id)
    .outerjoin(
        StepCompletion,
        and_(StepCompletion.step_id == Step.id, StepCompletion.enrolment_id == bindparam("enrolment")),
    )
    .where(Section.edition_id == bindparam("edition"), Step.needed())
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
) -> int:
    """Note that a person did a step, enrolling her if need be; returns the key of her enrolment.

    The same step again changes nothing, unless she needed less help this time: then that is noted in its
    place. With the last step that is needed the enrolment is completed, evidence recorded for each of the
    edition's competencies and ``course_completed`` sent, all in this transaction. ``now`` is the moment of
    recording, ``occurred_on`` the day in Vietnam on which she did it. Refuses a step that does not exist
    (:class:`UnknownStep`), whose edition is not published (``NotPublished``), and a future day.
    """
    if occurred_on > day_of(now):
        raise FutureStep(message("A step cannot be done on a future day."))
    known = _known(person_id, step_id)
    if known.is_merged:
        person_id = merged_people()[person_id]
        known = _known(person_id, step_id)
    if not known.stands(mode):
        lock_learning(person_id)
        known = _known(person_id, step_id)
    if known.enrolment_id and known.stands(mode):
        return known.enrolment_id
    enrolment = enrol(person_id, known.edition_id, now=now, by=by)
    done = {"occurred_on": occurred_on, "mode": mode, "source": source}
    _note(enrolment, step_id, known.mode, {**done, "recorded_at": now, "recorded_by_id": by})
    if enrolment.continued_at is not None:
        _carry_on(enrolment, by, now)
    if enrolment.completed_on is None:
        _complete_when_all_done(enrolment, by, now)
    elif known.mode is not None:
        _show_with_less_help(enrolment, step_id, known.mode, by)
    return enrolment.id


def continue_in_newer(person_id: int, course: Course, *, now: datetime) -> Enrolment | None:
    """Go on in the newest edition, see :func:`courses.rules.continuing.go_on_in_newer`; completed at once
    where all that it needs is done."""
    enrolment = go_on_in_newer(person_id, course, now=now)
    if enrolment:
        _complete_when_all_done(enrolment, None, now)
    return enrolment


def _carry_on(enrolment: Enrolment, by: int | None, now: datetime) -> None:
    """What arrives of an edition that she has left counts also where she goes on."""
    later = continued_in(enrolment)
    if later is None or later.completed_on is not None:
        return
    carry_steps(enrolment, later)
    _complete_when_all_done(later, by, now)


def _note(enrolment: Enrolment, step_id: int, before: Mode | None, done: dict[str, Any]) -> None:
    """Write that a step is done; where it was done with more help ``before``, in the place of what stood."""
    if before is None:
        key = {"enrolment_id": enrolment.id, "step_id": step_id}
        db.session.execute(insert(StepCompletion).values(**key, **done))
        return
    here = StepCompletion.enrolment_id == enrolment.id, StepCompletion.step_id == step_id
    db.session.execute(
        update(StepCompletion).where(*here).values(**done), execution_options={"synchronize_session": False}
    )
    facts = {"step": step_id, "before": before.value, "mode": done["mode"].value}
    by = done["recorded_by_id"] or enrolment.person_id
    audit.record("enrolment:less_helped", enrolment, by=by, facts=facts)


def _known(person_id: int, step_id: int) -> Standing:
    known = standing_of(person_id, step_id)
    if known is None:
        raise UnknownStep(message("This step does not exist."))
    return known


def complete_what_waits(now: datetime) -> int:
    """Complete each enrolment of which nothing is left that is needed, and say how many those were.

    Whoever had done all but what a course does not need any more has no step left to complete it by.
    """
    waiting = db.session.execute(open_with_nothing_left()).all()
    lock_learning_of({row.person_id for row in waiting})
    for row in waiting:
        enrolment = db.session.get_one(Enrolment, row.id, populate_existing=True)
        if enrolment.completed_on is None:
            _complete_when_all_done(enrolment, None, now)
    return len(waiting)


def _complete_when_all_done(enrolment: Enrolment, by: int | None, now: datetime) -> None:
    needed = _needed(enrolment)
    if not needed or any(row.occurred_on is None for row in needed):
        return
    enrolment.completed_on = max(row.occurred_on for row in needed)
    enrolment.completed_at = now
    db.session.flush()
    facts = {"edition": enrolment.edition_id, "day": enrolment.completed_on.isoformat()}
    audit.record("enrolment:completed", enrolment, by=by or enrolment.person_id, facts=facts)
    source, mode = f"enrolment:{enrolment.id}", furthest(row.mode for row in needed)
    # What was shown before it was taken back (rules.undoing) is shown again, so it is settled, not recorded.
    shown = Shown.by(enrolment.edition_id)
    settle([source], shown.evidence(enrolment.person_id, source, enrolment.completed_on, mode, by), by=by)
    course_completed.send(enrolment)


def _show_with_less_help(enrolment: Enrolment, step_id: int, before: Mode, by: int | None) -> None:
    """Where no step of a completed edition needs as much help any more, record that beside what was shown
    with help: that stands for its own days."""
    needed = _needed(enrolment)
    mode = furthest(row.mode for row in needed)
    if mode is furthest([mode, before]) or step_id not in {row.id for row in needed}:
        return
    day = max(row.occurred_on for row in needed)
    source, shown = f"enrolment:{enrolment.id}:{mode}", Shown.by(enrolment.edition_id)
    record_many(shown.evidence(enrolment.person_id, source, day, mode, by))


def _needed(enrolment: Enrolment) -> Sequence[Row[int, date, Mode]]:
    """The steps that complete an edition, with day and mode; both None where she has not done one."""
    here = {"enrolment": enrolment.id, "edition": enrolment.edition_id}
    return db.session.execute(_NEEDED, here).all()


def furthest(modes: Iterable[Mode]) -> Mode:
    """The mode furthest from working alone."""
    return max(modes, key=MODES.index)


class Shown(NamedTuple):
    """What completing an edition shows."""

    levels: tuple[tuple[int, int], ...]
    """Each competency with its level."""
    clause_ids: tuple[int, ...]

    @classmethod
    def by(cls, edition_id: int) -> Self:
        """As an edition says."""
        clause_ids = db.session.scalars(
            select(StepClause.clause_id)
            .join(Step, Step.id == StepClause.step_id)
            .join(Section)
            .where(Section.edition_id == edition_id)
            .distinct()
            .order_by(StepClause.clause_id)
        )
        given = db.session.execute(
            select(EditionCompetency.competency_id, EditionCompetency.level)
            .where(EditionCompetency.edition_id == edition_id)
            .order_by(EditionCompetency.competency_id)
        )
        return cls(tuple((row.competency_id, row.level) for row in given), tuple(clause_ids))

    def evidence(
        self, person_id: int, source: str, day: date, mode: Mode, by: int | None
    ) -> list[NewEvidence]:
        """The same of a person who completed it on a day."""
        return [
            NewEvidence(
                person_id=person_id,
                competency_id=competency_id,
                occurred_on=day,
                kind=EvidenceKind.COURSE,
                status=EvidenceStatus.CONFIRMED,
                source=source,
                mode=mode,
                level=level,
                by=by,
                clause_ids=self.clause_ids,
            )
            for competency_id, level in self.levels
        ]

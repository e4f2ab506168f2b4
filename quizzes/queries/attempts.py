"""Reading what somebody has begun to play and what she handed in; how often each exercise was passed."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from courses.models import Section, Step
from lms.base.database import db
from lms.people.queries import merged_into
from quizzes.exercise.graph import Kind
from quizzes.models import Attempt, Draft, ExerciseVersion
from quizzes.queries.results import passed_now

# Of whom and of what an attempt is, where it is told of.
TOLD = (
    joinedload(Attempt.person),
    joinedload(Attempt.helper),
    joinedload(Attempt.form),
    joinedload(Attempt.version).selectinload(ExerciseVersion.texts),
)


def draft_of(person_id: int, step_id: int) -> Draft | None:
    """What she has begun to play in a step without script, and not finished."""
    return db.session.scalar(select(Draft).where(Draft.person_id == person_id, Draft.step_id == step_id))


def attempt_of(attempt_id: str, person_id: int) -> Attempt | None:
    """The attempt, if it is hers, or of a record that was merged into hers."""
    hers = Attempt.person_id.in_([person_id, *merged_into([person_id])])
    return db.session.scalar(select(Attempt).where(Attempt.id == attempt_id, hers).options(*TOLD))


def attempts_at(person_id: int, step_id: int) -> list[Attempt]:
    """Her attempts at a step, in the order in which they arrived."""
    return list(
        db.session.scalars(
            select(Attempt)
            .where(Attempt.person_id == person_id, Attempt.step_id == step_id)
            .order_by(Attempt.received_at, Attempt.id)
        )
    )


def latest_orientation(person_id: int, edition_id: int) -> Attempt | None:
    """Her latest attempt at the orientation test of an edition, with its version."""
    return db.session.scalar(
        select(Attempt)
        .join(Attempt.version)
        .join(Step, Step.id == Attempt.step_id)
        .join(Section, Section.id == Step.section_id)
        .where(
            Attempt.person_id == person_id,
            Section.edition_id == edition_id,
            ExerciseVersion.kind == Kind.ORIENTATION,
        )
        .options(contains_eager(Attempt.version).selectinload(ExerciseVersion.texts))
        .order_by(Attempt.received_at.desc(), Attempt.id)
        .limit(1)
    )


class Tally(NamedTuple):
    """Attempts at an exercise, and how many of them passed."""

    attempts: int
    passed: int


def tallies_since(moment: datetime) -> dict[int, Tally]:
    """By exercise, the attempts that arrived since ``moment``, whatever its version."""
    found = (
        select(ExerciseVersion.exercise_id, func.count(), func.count().filter(passed_now()))
        .join(Attempt, Attempt.version_id == ExerciseVersion.id)
        .where(Attempt.received_at >= moment)
        .group_by(ExerciseVersion.exercise_id)
    )
    return {exercise: Tally(attempts, passed) for exercise, attempts, passed in db.session.execute(found)}

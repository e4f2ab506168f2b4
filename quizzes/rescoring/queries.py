"""Reading the attempts at earlier versions, what is known of them, and who was judged again before."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.people.models import Person
from lms.people.policies import seen_by
from lms.people.queries import merged_people
from lms.web.access import Permission
from quizzes.exercise.graph import Kind
from quizzes.models import (
    HAS_ANSWERS,
    AssessmentForm,
    Attempt,
    AttemptRescore,
    Exercise,
    ExerciseText,
    ExerciseVersion,
    Rescoring,
    Scored,
)
from quizzes.rescoring.models import Stood


def versions_of(code: str) -> Sequence[ExerciseVersion]:
    """The versions of an exercise with their texts, the newest first."""
    found = select(ExerciseVersion).join(Exercise).where(Exercise.code == code)
    return db.session.scalars(
        found.options(selectinload(ExerciseVersion.texts)).order_by(ExerciseVersion.number.desc())
    ).all()


def earlier_versions(newest: Collection[ExerciseVersion]) -> dict[int, list[ExerciseVersion]]:
    """By the key of each of these newest versions, the earlier ones, with all that they ask."""
    found = select(ExerciseVersion).where(
        ExerciseVersion.exercise_id.in_({each.exercise_id for each in newest})
    )
    words = selectinload(ExerciseVersion.texts).undefer(ExerciseText.words)
    rows = db.session.scalars(found.options(undefer(ExerciseVersion.graph), words)).all()
    return {
        each.id: [row for row in rows if row.exercise_id == each.exercise_id and row.number < each.number]
        for each in newest
    }


def attempts_at_versions(version_ids: Collection[int]) -> list[Stood]:
    """The attempts at some versions with what counts of them, in the order in which they arrived; those of
    who was merged as of who is kept."""
    found = (
        select(
            Attempt.id,
            Attempt.person_id,
            Attempt.step_id,
            Attempt.version_id,
            Attempt.mode,
            Attempt.path,
            AssessmentForm.scenes,
            Attempt.finished_at,
            Attempt.received_at,
            AssessmentForm.fetched_at,
            Attempt.score,
            Attempt.regret,
            Attempt.passed,
            Attempt.critical,
        )
        .outerjoin(AssessmentForm, AssessmentForm.id == Attempt.form_id)
        .where(Attempt.version_id.in_(version_ids), HAS_ANSWERS)
        .order_by(Attempt.received_at, Attempt.id)
    )
    again, read_as = _rescored(version_ids), merged_people()
    attempts = []
    for *about, score, regret, passed, critical in db.session.execute(found):
        first = Scored(score, regret, passed, critical)
        scored, judged = again.get(about[0], (first, first))
        stood = Stood._make([*about, scored, judged])
        attempts.append(stood._replace(person_id=read_as.get(stood.person_id, stood.person_id)))
    return attempts


def _rescored(version_ids: Collection[int]) -> dict[str, tuple[Scored, Scored]]:
    """By attempt, what counts by its latest correction, and what it is worth by that key alone."""
    found = (
        select(AttemptRescore)
        .join(Attempt, Attempt.id == AttemptRescore.attempt_id)
        .where(Attempt.version_id.in_(version_ids))
        .order_by(AttemptRescore.rescoring_id)
    )
    return {
        each.attempt_id: (each.counts, Scored(each.score, each.regret, each.passed, each.critical))
        for each in db.session.scalars(found)
    }


def rescorings_of(code: str) -> Sequence[Rescoring]:
    """What was applied to an exercise before, the latest first."""
    found = (
        select(Rescoring)
        .join(ExerciseVersion, ExerciseVersion.id == Rescoring.version_id)
        .join(Exercise, Exercise.id == ExerciseVersion.exercise_id)
        .where(Exercise.code == code)
        .options(joinedload(Rescoring.version), joinedload(Rescoring.by))
    )
    return db.session.scalars(found.order_by(Rescoring.id.desc())).all()


def corrected_lately(since: datetime) -> list[ExerciseVersion]:
    """The newest versions published here since a moment, whose earlier versions somebody has played, and to
    which nobody has applied anything yet."""
    newest = select(func.max(ExerciseVersion.id)).group_by(ExerciseVersion.exercise_id)
    other = ExerciseVersion.__table__.alias("other")
    played = (
        select(Attempt.id)
        .join(other, other.c.id == Attempt.version_id)
        .where(other.c.exercise_id == ExerciseVersion.exercise_id, other.c.number < ExerciseVersion.number)
        .correlate(ExerciseVersion)
    )
    applied = select(Rescoring.id).where(Rescoring.version_id == ExerciseVersion.id)
    found = select(ExerciseVersion).where(
        ExerciseVersion.id.in_(newest),
        ExerciseVersion.kind != Kind.ORIENTATION,
        ExerciseVersion.published_by_id.is_not(None),
        ExerciseVersion.published_at >= since,
        played.exists(),
        ~applied.exists(),
    )
    return list(
        db.session.scalars(
            found.options(joinedload(ExerciseVersion.exercise), selectinload(ExerciseVersion.texts))
        )
    )


def people(person_ids: Collection[int], asker: Person | None = None) -> dict[int, Person]:
    """These people by their keys; with ``asker`` only those whom she teaches."""
    found: dict[int, Person] = {}
    for piece in in_pieces(sorted(person_ids)):
        query = select(Person).where(Person.id.in_(piece))
        if asker is not None:
            query = query.where(seen_by(asker, None, Permission.EXERCISES_WRITE))
        found.update((each.id, each) for each in db.session.scalars(query))
    return found

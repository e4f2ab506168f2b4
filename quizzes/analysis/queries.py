"""Reading answers: the attempts at an exercise, what was left unfinished, and how all exercises did.

Nothing that names anybody is read; a person's number only tells her attempts from those of others.
"""

from datetime import date, datetime, time

from sqlalchemy import ColumnElement, DateTime, Select, Text, cast, distinct, func, or_, select, type_coerce
from sqlalchemy.orm import selectinload

from courses.models import Course, Edition, Section, Step
from lms.base import clock
from lms.base.database import db
from lms.people.queries import kept_persons, posting_rows
from lms.places.queries import subtree_ids
from lms.standards.models import Mode
from quizzes.analysis.models import By, Overall, Question, Row, Stopped
from quizzes.models import HAS_ANSWERS, AssessmentForm, Attempt, Draft, Exercise, ExerciseVersion
from quizzes.queries.results import critical_now, passed_now, score_now

HUNDREDTHS = 10_000  # as scores are kept
PLAIN = DateTime(timezone=True)
"""A moment as the driver gives it: of thousands of rows only the time between two is asked."""
BY_MODE = {
    Mode.SELF: By.ALONE,
    Mode.READ_ALOUD: By.HELPED,
    Mode.TOGETHER: By.HELPED,
    Mode.PAPER: By.PAPER,
}


def versions_of(code: str) -> list[ExerciseVersion]:
    """All versions of an exercise with their texts, the newest first; none where there is none."""
    return list(
        db.session.scalars(
            select(ExerciseVersion)
            .join(Exercise)
            .where(Exercise.code == code)
            .options(selectinload(ExerciseVersion.texts))
            .order_by(ExerciseVersion.number.desc())
        )
    )


def attempts_at(exercise_id: int, question: Question, today: date) -> list[Row]:
    """The attempts at an exercise in the order in which they arrived, whoever helped and since whenever:
    which of somebody's attempts is the first is known from all of them."""
    narrow = Question(until=question.until, unit_id=question.unit_id, course=question.course)
    found = (
        select(
            Attempt.person_id,
            Attempt.version_id,
            Attempt.mode,
            cast(Attempt.path, Text),
            type_coerce(Attempt.started_at, PLAIN),
            type_coerce(Attempt.finished_at, PLAIN),
            Attempt.received_at,
        )
        .join(ExerciseVersion, ExerciseVersion.id == Attempt.version_id)
        .where(ExerciseVersion.exercise_id == exercise_id, HAS_ANSWERS, *_narrowed(narrow, today))
        .order_by(Attempt.received_at, Attempt.id)
    )
    return [
        Row(person, version, BY_MODE[mode], path, started, finished, received)
        for person, version, mode, path, started, finished, received in db.session.execute(found)
    ]


def stopped_at(code: str, before: datetime) -> list[Stopped]:
    """What was begun without script before a moment and not finished since."""
    asks: ColumnElement[str] = Step.reference["exercise"].as_string()
    found = db.session.execute(
        select(Step.frozen, Draft.path)
        .join(Step, Step.id == Draft.step_id)
        .where(Step.kind == "exercise", asks == code, Draft.started_at < before)
    )
    return [Stopped(frozen["version"], path) for frozen, path in found]


def forms_not_answered(exercise_id: int, before: datetime) -> int:
    """How many forms of a test were drawn before a moment and never handed in."""
    found = (
        select(func.count())
        .select_from(AssessmentForm)
        .join(ExerciseVersion, ExerciseVersion.id == AssessmentForm.version_id)
        .outerjoin(Attempt, Attempt.form_id == AssessmentForm.id)
        .where(
            ExerciseVersion.exercise_id == exercise_id,
            AssessmentForm.fetched_at < before,
            Attempt.id.is_(None),
        )
    )
    return db.session.scalar(found) or 0


def overall(question: Question, today: date) -> list[Overall]:
    """How every exercise did that somebody played."""
    found = (
        select(
            ExerciseVersion.exercise_id,
            func.count(),
            func.count(distinct(Attempt.person_id)),
            func.avg(score_now()),
            func.count().filter(passed_now()),
            func.count().filter(critical_now()),
        )
        .join(Attempt, Attempt.version_id == ExerciseVersion.id)
        .where(*_narrowed(question, today))
        .group_by(ExerciseVersion.exercise_id)
    )
    return [
        Overall(exercise, attempts, people, float(average) / HUNDREDTHS, passed, critical)
        for exercise, attempts, people, average, passed, critical in db.session.execute(found)
    ]


def _narrowed(question: Question, today: date) -> list[ColumnElement[bool]]:
    """Conditions on ``Attempt``."""
    conditions: list[ColumnElement[bool]] = []
    if question.since:
        conditions.append(Attempt.received_at >= _midnight(question.since))
    if question.until:
        conditions.append(Attempt.received_at < _midnight(question.until))
    if question.course:
        conditions.append(Attempt.step_id.in_(_steps_of(question.course)))
    if question.unit_id is not None:
        posted = select(posting_rows(subtree_ids([question.unit_id], today), today).subquery().c.person_id)
        kept = kept_persons()
        merged = select(kept.c.merged_id).where(kept.c.kept_id.in_(posted))
        conditions.append(or_(Attempt.person_id.in_(posted), Attempt.person_id.in_(merged)))
    return conditions


def _steps_of(slug: str) -> Select[int]:
    return (
        select(Step.id)
        .join(Section, Section.id == Step.section_id)
        .join(Edition, Edition.id == Section.edition_id)
        .join(Course, Course.id == Edition.course_id)
        .where(Course.slug == slug)
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.VIETNAM)

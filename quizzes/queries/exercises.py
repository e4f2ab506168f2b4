"""Reading exercises and their versions: the newest, who asks them, who learns with them."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import contains_eager, selectinload

from courses.models import Edition, Enrolment
from courses.queries import newest_editions, steps_of
from lms.base.database import db
from lms.standards.models import Competency
from quizzes.models import Exercise, ExerciseVersion, Origin

# What every attempt asks is composed once: composing takes longer than reading.
_VERSION = select(ExerciseVersion).where(ExerciseVersion.id == bindparam("version"))


def newest_version(code: str) -> ExerciseVersion | None:
    """The newest version of the exercise with this code, with its texts."""
    return db.session.scalar(
        select(ExerciseVersion)
        .join(Exercise)
        .where(Exercise.code == code)
        .options(selectinload(ExerciseVersion.texts))
        .order_by(ExerciseVersion.number.desc())
        .limit(1)
    )


def version(version_id: int) -> ExerciseVersion:
    """The version; it must exist. What it says is read when it is asked for."""
    return db.session.scalars(_VERSION, {"version": version_id}).one()


def newest_versions() -> list[ExerciseVersion]:
    """Of every exercise its newest version, with exercise and titles, by code."""
    newest = (
        select(ExerciseVersion.exercise_id, func.max(ExerciseVersion.number).label("number"))
        .group_by(ExerciseVersion.exercise_id)
        .subquery()
    )
    return list(
        db.session.scalars(
            select(ExerciseVersion)
            .join(
                newest,
                (ExerciseVersion.exercise_id == newest.c.exercise_id)
                & (ExerciseVersion.number == newest.c.number),
            )
            .join(ExerciseVersion.exercise)
            .options(contains_eager(ExerciseVersion.exercise), selectinload(ExerciseVersion.texts))
            .order_by(Exercise.code)
        )
    )


def newest_made_here(codes: Collection[str]) -> dict[str, int]:
    """The key of the newest version of each of these exercises, as far as that was written here."""
    newest = (
        select(func.max(ExerciseVersion.number))
        .where(ExerciseVersion.exercise_id == Exercise.id)
        .correlate(Exercise)
        .scalar_subquery()
    )
    found = select(Exercise.code, ExerciseVersion.id).join(Exercise).where(Exercise.code.in_(codes))
    rows = found.where(ExerciseVersion.number == newest, ExerciseVersion.origin == Origin.LOCAL)
    return dict(iter(db.session.execute(rows)))


def competencies_on(day: date) -> list[Competency]:
    """What an exercise may show, by code."""
    return list(
        db.session.scalars(select(Competency).where(Competency.holding_on(day)).order_by(Competency.code))
    )


def courses_by_exercise() -> dict[str, list[Edition]]:
    """By the code of an exercise, the editions begun today that ask it."""
    found: dict[str, list[Edition]] = {}
    for edition in newest_editions():
        codes = {step.reference["exercise"] for step in steps_of(edition.id) if step.kind == "exercise"}
        for code in codes:
            found.setdefault(code, []).append(edition)
    return found


def learners_in(edition_id: int) -> int:
    """How many people have begun an edition and not finished it."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Enrolment)
            .where(Enrolment.edition_id == edition_id, Enrolment.going_on())
        )
        or 0
    )

"""Reading what is being written."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, undefer

from lms.base.database import db
from quizzes.authoring.models import Manuscript, ManuscriptMedia
from quizzes.models import Exercise, ExerciseText, ExerciseVersion


def manuscript_of(person_id: int, code: str, language: str) -> Manuscript | None:
    """What she is writing under a code in a language, read afresh."""
    return db.session.scalar(
        select(Manuscript)
        .where(Manuscript.person_id == person_id, Manuscript.code == code, Manuscript.language == language)
        .options(joinedload(Manuscript.based_on))
        .execution_options(populate_existing=True)
    )


def manuscripts_of(person_id: int) -> list[Manuscript]:
    """All that she is writing."""
    return list(
        db.session.scalars(
            select(Manuscript).where(Manuscript.person_id == person_id).order_by(Manuscript.saved_at.desc())
        )
    )


def other_writers(person_id: int, code: str) -> list[Manuscript]:
    """What others are writing under a code, with who they are; who says what is published writes no more."""
    return list(
        db.session.scalars(
            select(Manuscript)
            .where(Manuscript.person_id != person_id, Manuscript.code == code, ~_says_its_version())
            .options(joinedload(Manuscript.person))
            .order_by(Manuscript.saved_at.desc())
        )
    )


def following(version: ExerciseVersion) -> list[Manuscript]:
    """Texts that say no more than an earlier version of the same exercise."""
    earlier = select(ExerciseVersion.id).where(
        ExerciseVersion.exercise_id == version.exercise_id, ExerciseVersion.id != version.id
    )
    found = select(Manuscript).where(Manuscript.based_on_id.in_(earlier), _says_its_version())
    return list(db.session.scalars(found.order_by(Manuscript.id).execution_options(populate_existing=True)))


def _says_its_version() -> ColumnElement[bool]:
    """Of a text: that it is the one that was published as the version that it changes."""
    return (
        select(ExerciseText.version_id)
        .where(
            ExerciseText.version_id == Manuscript.based_on_id,
            ExerciseText.language == Manuscript.language,
            ExerciseText.source == Manuscript.text,
        )
        .exists()
    )


def version_numbered(code: str, number: int) -> ExerciseVersion | None:
    """A version of an exercise by its number."""
    found = select(ExerciseVersion).join(Exercise).where(Exercise.code == code)
    return db.session.scalar(found.where(ExerciseVersion.number == number))


def is_code_taken(code: str) -> bool:
    """Whether an exercise, or what somebody writes, is called so."""
    taken = select(Exercise.id).where(Exercise.code == code)
    written = select(Manuscript.id).where(Manuscript.code == code)
    return db.session.scalar(taken.limit(1)) is not None or db.session.scalar(written.limit(1)) is not None


def manuscript_by_id(manuscript_id: int) -> Manuscript | None:
    """A text that somebody is writing, with who she is."""
    return db.session.scalar(
        select(Manuscript).where(Manuscript.id == manuscript_id).options(joinedload(Manuscript.person))
    )


def media_of(person_id: int, code: str) -> list[ManuscriptMedia]:
    """The pictures and sounds that she has added to an exercise, by name, without their content."""
    found = select(ManuscriptMedia).where(
        ManuscriptMedia.person_id == person_id, ManuscriptMedia.code == code
    )
    return list(db.session.scalars(found.order_by(ManuscriptMedia.name)))


def media_with_bodies(person_id: int, code: str, names: Collection[str]) -> list[ManuscriptMedia]:
    """Those of these names with their content."""
    found = select(ManuscriptMedia).where(
        ManuscriptMedia.person_id == person_id,
        ManuscriptMedia.code == code,
        ManuscriptMedia.name.in_(names),
    )
    return list(db.session.scalars(found.options(undefer(ManuscriptMedia.body))))

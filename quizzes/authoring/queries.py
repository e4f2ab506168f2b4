"""Reading what is being written."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from lms.base.database import db
from quizzes.authoring.models import Manuscript, ManuscriptMedia
from quizzes.models import Exercise


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
    """What others are writing under a code, with who they are."""
    return list(
        db.session.scalars(
            select(Manuscript)
            .where(Manuscript.person_id != person_id, Manuscript.code == code)
            .options(joinedload(Manuscript.person))
            .order_by(Manuscript.saved_at.desc())
        )
    )


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

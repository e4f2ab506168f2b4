"""Publishing exercises: a new version when, and only when, graph or words changed.

What was changed here is kept: an upgrade of the product overwrites no local version.
"""

from datetime import datetime

from sqlalchemy import select

from courses.rules.freezing_media import freeze_media
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from quizzes.exercise.graph import graph_of, words_of
from quizzes.exercise.keywords import LANGUAGES
from quizzes.library import ExerciseSource, shipped
from quizzes.models import Exercise, ExerciseText, ExerciseVersion, Origin
from quizzes.queries.exercises import newest_version
from quizzes.signals import exercise_published


def take_up(source: ExerciseSource, now: datetime) -> ExerciseVersion | None:
    """Take up an exercise as it is shipped; None when nothing changed, or when it was changed here."""
    lock_for_writing(f"exercise:{source.code}")
    latest = newest_version(source.code)
    if latest and latest.origin is Origin.LOCAL:
        return None
    return publish(source, now)


def publish(source: ExerciseSource, now: datetime, *, by: int | None = None) -> ExerciseVersion | None:
    """Publish an exercise that was read without errors; None when its newest version says the same.

    ``by`` is who wrote it here; what she published is local, unless it says what is shipped.
    """
    lock_for_writing(f"exercise:{source.code}")
    latest = newest_version(source.code)
    content_hash = source.content_hash()
    shipped_hash = _shipped_hash(source) if by else content_hash
    if latest and latest.content_hash == content_hash:
        _keep_layout(latest, source, shipped_hash)
        return None
    freeze_media(source.media.values())
    version = _version(source, content_hash, latest.number + 1 if latest else 1, now)
    version.origin = Origin.SHIPPED if shipped_hash == content_hash else Origin.LOCAL
    version.shipped_hash, version.published_by_id = shipped_hash, by
    db.session.add(version)
    db.session.flush()
    facts = {"exercise": source.code, "number": version.number}
    record("exercise:published", version, by=by, facts=facts)
    exercise_published.send(version)
    return version


def _shipped_hash(source: ExerciseSource) -> str | None:
    known = shipped(source.code)
    return known.content_hash() if known else None


def _keep_layout(latest: ExerciseVersion, source: ExerciseSource, shipped_hash: str | None) -> None:
    """Remember how the text is laid out now, and which shipped text its author has seen."""
    latest.shipped_hash = shipped_hash
    for text in latest.texts:
        text.source = source.texts.get(text.language, text.source)
    db.session.flush()


def _version(source: ExerciseSource, content_hash: str, number: int, now: datetime) -> ExerciseVersion:
    first = source.languages[LANGUAGES[0]]
    return ExerciseVersion(
        exercise=_exercise(source.code),
        number=number,
        content_hash=content_hash,
        kind=first.kind,
        graph=graph_of(first),
        pass_mark=first.pass_mark,
        attempts_allowed=first.attempts,
        wait_hours=first.wait_hours,
        questions_drawn=first.draw,
        published_at=now,
        texts=[
            ExerciseText(
                language=language,
                title=exercise.title,
                words=words_of(exercise),
                source=source.texts.get(language),
            )
            for language, exercise in source.languages.items()
        ],
    )


def _exercise(code: str) -> Exercise:
    known = db.session.scalar(select(Exercise).where(Exercise.code == code))
    return known or Exercise(code=code)

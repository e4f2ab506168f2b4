"""Taking up exercises: a new version when, and only when, graph or words changed."""

import hashlib
import json
from datetime import datetime

from sqlalchemy import select

from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from quizzes.exercise.graph import graph_of, words_of
from quizzes.library import LANGUAGES, ExerciseSource
from quizzes.models import Exercise, ExerciseText, ExerciseVersion
from quizzes.queries import newest_version


def publish(source: ExerciseSource, now: datetime) -> ExerciseVersion | None:
    """Take up an exercise that was read without errors; None when its newest version says the same."""
    lock_for_writing(f"exercise:{source.code}")
    first = source.languages[LANGUAGES[0]]
    graph = graph_of(first)
    words = {language: words_of(exercise) for language, exercise in source.languages.items()}
    content = json.dumps((graph, words), sort_keys=True, ensure_ascii=False)
    content_hash = hashlib.sha256(content.encode()).hexdigest()
    latest = newest_version(source.code)
    if latest and latest.content_hash == content_hash:
        return None
    version = ExerciseVersion(
        exercise=_exercise(source.code),
        number=latest.number + 1 if latest else 1,
        content_hash=content_hash,
        kind=first.kind,
        graph=graph,
        pass_mark=first.pass_mark,
        attempts_allowed=first.attempts,
        wait_hours=first.wait_hours,
        questions_drawn=first.draw,
        published_at=now,
        texts=[
            ExerciseText(language=language, title=said["title"], words=said)
            for language, said in words.items()
        ],
    )
    db.session.add(version)
    db.session.flush()
    facts = {"exercise": source.code, "number": version.number}
    record("exercise_version:published", version, by=None, facts=facts)
    return version


def _exercise(code: str) -> Exercise:
    known = db.session.scalar(select(Exercise).where(Exercise.code == code))
    return known or Exercise(code=code)

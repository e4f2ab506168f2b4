"""Keeping the bank in line with what is published."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from lms.base.bulk import insert_rows, new_ids
from lms.base.database import db, lock_for_writing
from quizzes.bank.formats import answers_of, digest_of, labels_of, searched
from quizzes.bank.models import BankLabel, BankQuestion
from quizzes.exercise.graph import Exercise
from quizzes.exercise.keywords import LANGUAGES
from quizzes.models import ExerciseVersion
from quizzes.queries.exercises import newest_versions


def index_version(version: ExerciseVersion) -> int:
    """Take the questions of a version into the bank in place of those of the version before; a story has
    none. Returns how many there are."""
    lock_for_writing("bank")
    known = select(BankQuestion.id).where(BankQuestion.exercise_id == version.exercise_id)
    db.session.execute(delete(BankLabel).where(BankLabel.question_id.in_(known)))
    db.session.execute(delete(BankQuestion).where(BankQuestion.exercise_id == version.exercise_id))
    texts = [version.exercise_in(language) for language in _languages(version)]
    first = texts[0]
    if first.is_scenario:
        return 0
    ids = new_ids(BankQuestion, len(first.scenes))
    rows = [_row(version, texts, ordinal) | {"id": row_id} for ordinal, row_id in enumerate(ids)]
    insert_rows(BankQuestion, rows)
    labels = [
        {"question_id": row_id, "kind": kind, "value": value}
        for row_id, scene in zip(ids, first.scenes, strict=True)
        for kind, values in labels_of(scene, first).items()
        for value in dict.fromkeys(values)
    ]
    insert_rows(BankLabel, labels)
    return len(ids)


def _row(version: ExerciseVersion, texts: Sequence[Exercise], ordinal: int) -> dict[str, object]:
    """A question, read from its text in each language."""
    first = texts[0]
    scene = first.scenes[ordinal]
    return {
        "exercise_id": version.exercise_id,
        "version_id": version.id,
        "scene": ordinal,
        "type": scene.type.value,
        "role": first.kind.value,
        "name": scene.name,
        "text": scene.text,
        "answers": answers_of(scene),
        "folded": searched([text.scenes[ordinal] for text in texts], first.title),
        "digest": digest_of(scene),
        "asked": 0,
        "right": 0,
    }


def index_all() -> int:
    """Take up every newest version afresh; returns how many questions there are."""
    return sum(index_version(version) for version in newest_versions())


def index_missing() -> int:
    """Take up the newest versions that the bank does not know: those of before there was one."""
    lock_for_writing("bank")
    known = set(db.session.scalars(select(BankQuestion.version_id).distinct()))
    return sum(
        index_version(version)
        for version in newest_versions()
        if version.id not in known and not version.exercise_in(LANGUAGES[0]).is_scenario
    )


def _languages(version: ExerciseVersion) -> list[str]:
    """Those in which it has words, Vietnamese first."""
    return sorted((text.language for text in version.texts), key=LANGUAGES.index)

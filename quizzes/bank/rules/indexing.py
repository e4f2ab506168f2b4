"""Keeping the bank in line with what is published."""

from sqlalchemy import delete, select

from lms.base.bulk import insert_rows, new_ids
from lms.base.database import db, lock_for_writing
from quizzes.bank.formats import answers_of, digest_of, labels_of, searched
from quizzes.bank.models import BankLabel, BankQuestion
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
    insert_rows(
        BankQuestion,
        [
            {
                "id": row_id,
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
            for ordinal, (row_id, scene) in enumerate(zip(ids, first.scenes, strict=True))
        ],
    )
    insert_rows(
        BankLabel,
        [
            {"question_id": row_id, "kind": kind, "value": value}
            for row_id, scene in zip(ids, first.scenes, strict=True)
            for kind, values in labels_of(scene, first).items()
            for value in dict.fromkeys(values)
        ],
    )
    return len(first.scenes)


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

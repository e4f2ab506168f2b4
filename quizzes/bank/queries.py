"""Searching the bank: each question with its labels, in as many statements for ten as for five thousand."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, selectinload

from lms.base.database import db
from lms.base.text import fold
from quizzes.bank.models import BankLabel, BankQuestion
from quizzes.exercise.keywords import LANGUAGES
from quizzes.models import Exercise, ExerciseText
from quizzes.queries.exercises import courses_by_exercise

MOST_WORDS = 12  # of one search
MOST_DOUBLES = 200  # that one page names


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; empty where she did not say."""

    words: str = ""
    tag: str = ""
    competency: str = ""
    clause: str = ""
    type: str = ""
    course: str = ""
    doubles: bool = False
    """Only questions that stand in the bank more than once."""

    @property
    def labels(self) -> dict[str, str]:
        """The labels asked for, by their kind."""
        asked = {"tag": self.tag, "competency": self.competency, "clause": self.clause}
        return {kind: value for kind, value in asked.items() if value}


def questions_wanted(wanted: Wanted) -> Select[BankQuestion]:
    """The questions that fit, by exercise and place; doubles beside each other."""
    found = (
        select(BankQuestion)
        .join(BankQuestion.exercise)
        .options(contains_eager(BankQuestion.exercise), selectinload(BankQuestion.labels))
    )
    for word in fold(wanted.words).split()[:MOST_WORDS]:
        found = found.where(BankQuestion.folded.contains(word, autoescape=True))
    for kind, value in wanted.labels.items():
        having = select(BankLabel.question_id).where(
            BankLabel.kind == kind, BankLabel.value.in_(_spellings(kind, value))
        )
        found = found.where(BankQuestion.id.in_(having))
    if wanted.type:
        found = found.where(BankQuestion.type == wanted.type)
    if wanted.course:
        found = found.where(Exercise.code.in_(_codes_in(wanted.course)))
    if wanted.doubles:
        twice = select(BankQuestion.digest).group_by(BankQuestion.digest).having(func.count() > 1)
        return found.where(BankQuestion.digest.in_(twice)).order_by(
            BankQuestion.digest, Exercise.code, BankQuestion.scene
        )
    return found.order_by(Exercise.code, BankQuestion.scene)


def questions_by_id(ids: Collection[int]) -> list[BankQuestion]:
    """Those of the bank, by exercise and place, with their exercises."""
    return list(
        db.session.scalars(
            select(BankQuestion)
            .join(BankQuestion.exercise)
            .where(BankQuestion.id.in_(ids))
            .options(contains_eager(BankQuestion.exercise))
            .order_by(Exercise.code, BankQuestion.scene)
        )
    )


def labels_known() -> dict[str, list[str]]:
    """By kind, every label that a question has, the most frequent first; of those that differ only by case
    or accents the most frequent one."""
    found = db.session.execute(
        select(BankLabel.kind, BankLabel.value)
        .group_by(BankLabel.kind, BankLabel.value)
        .order_by(BankLabel.kind, func.count().desc(), BankLabel.value)
    )
    known: dict[str, dict[str, str]] = {}
    for kind, value in found:
        known.setdefault(kind, {}).setdefault(fold(value), value)
    return {kind: list(values.values()) for kind, values in known.items()}


def _spellings(kind: str, value: str) -> list[str]:
    """The ways in which a label is written."""
    known = db.session.scalars(select(BankLabel.value).where(BankLabel.kind == kind).distinct())
    return [each for each in known if fold(each) == fold(value)]


def titles_of(version_ids: Collection[int]) -> dict[int, str]:
    """By version, its Vietnamese title."""
    found = select(ExerciseText.version_id, ExerciseText.title).where(
        ExerciseText.version_id.in_(version_ids), ExerciseText.language == LANGUAGES[0]
    )
    return {row.version_id: row.title for row in db.session.execute(found)}


def doubles_of(questions: Sequence[BankQuestion]) -> dict[int, list[BankQuestion]]:
    """By question, the others that ask the same."""
    asked = Counter(question.digest for question in questions)
    alike: dict[str, list[BankQuestion]] = {}
    for other in db.session.scalars(
        select(BankQuestion)
        .join(BankQuestion.exercise)
        .where(BankQuestion.digest.in_(asked))
        .options(contains_eager(BankQuestion.exercise))
        .order_by(Exercise.code, BankQuestion.scene)
        .limit(MOST_DOUBLES)
    ):
        alike.setdefault(other.digest, []).append(other)
    return {
        question.id: [other for other in alike.get(question.digest, ()) if other.id != question.id]
        for question in questions
    }


def _codes_in(slug: str) -> list[str]:
    """The exercises that a course asks today."""
    return [
        code
        for code, editions in courses_by_exercise().items()
        if any(edition.course.slug == slug for edition in editions)
    ]

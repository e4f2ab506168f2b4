"""Counting how often questions were asked and answered rightly, in the words that they have today."""

import json
from collections import Counter
from datetime import datetime

from sqlalchemy import Text, cast, func, select

from lms.base.database import db, lock_for_writing
from quizzes.bank.models import BankQuestion
from quizzes.exercise.answers import is_legal
from quizzes.exercise.graph import Scene
from quizzes.exercise.judging import judge
from quizzes.exercise.keywords import LANGUAGES
from quizzes.models import HAS_ANSWERS, Attempt, ExerciseVersion


def count_answers(now: datetime) -> int:
    """Count every question of the bank anew; returns how many were ever asked.

    Answers to a version before count where the question had the same words, judged by the key of today.
    """
    lock_for_writing("bank")
    rows = list(
        db.session.scalars(select(BankQuestion).order_by(BankQuestion.exercise_id, BankQuestion.scene))
    )
    for question in rows:
        question.asked = question.right = 0
        question.counted_at = now
    by_exercise: dict[int, list[BankQuestion]] = {}
    for question in rows:
        by_exercise.setdefault(question.exercise_id, []).append(question)
    for questions in by_exercise.values():
        _count(questions)
    db.session.flush()
    return sum(bool(question.asked) for question in rows)


def _count(questions: list[BankQuestion]) -> None:
    """Count the questions of one exercise, over all its versions."""
    today = questions[0].version.exercise_in(LANGUAGES[0])
    by_words = {_words(today.scenes[question.scene]): question for question in questions}
    versions = db.session.scalars(
        select(ExerciseVersion).where(ExerciseVersion.exercise_id == questions[0].exercise_id)
    )
    for version in versions:
        scenes = version.exercise_in(LANGUAGES[0]).scenes
        alike = {number: by_words.get(_words(scene)) for number, scene in enumerate(scenes)}
        for (number, given), people in _given(version.id).items():
            question, answer = alike.get(number), json.loads(given)
            if question and is_legal(today.scenes[question.scene], answer):
                question.asked += people
                question.right += people * judge(today.scenes[question.scene], answer).is_right


def _words(scene: Scene) -> object:
    """What a question says, word for word and in its order: answers are known by their ordinals."""
    return scene.type, scene.text, tuple((choice.text, choice.match) for choice in scene.choices)


def _given(version_id: int) -> Counter[tuple[int, str]]:
    """By scene and answer, how often it was given: equal paths are counted by the database."""
    path = cast(Attempt.path, Text)
    found = db.session.execute(
        select(path, func.count()).where(Attempt.version_id == version_id, HAS_ANSWERS).group_by(path)
    )
    given: Counter[tuple[int, str]] = Counter()
    for text, people in found:
        for scene, answer in json.loads(text):
            given[scene, json.dumps(answer)] += people
    return given

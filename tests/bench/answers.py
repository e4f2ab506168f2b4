"""Ten thousand attempts at an exercise, to measure what the analysis of its answers takes."""

import json

from sqlalchemy import select, text

from courses.models import Step
from lms.base import clock
from lms.base.database import db, lock_for_writing
from quizzes.analysis.models import By, Question
from quizzes.analysis.queries import versions_of
from quizzes.analysis.rules.gathering import Gathered, gather
from quizzes.analysis.rules.measuring import measure
from quizzes.models import ExerciseVersion
from tests.factories.analysis import insert_attempts, random_answers, random_walk, ways_of_people
from tests.factories.coverage import insert_people

ATTEMPTS = 10_000
ASKED = 10  # questions of a drawn test
BARE = text("SELECT path FROM attempt WHERE version_id = :version")


def learners() -> list[int]:
    """Ten thousand people; committed."""
    lock_for_writing("test")
    people = insert_people(ATTEMPTS)
    db.session.commit()
    return people


def fill(code: str, people: list[int]) -> ExerciseVersion:
    """An attempt of each of them at an exercise; committed."""
    lock_for_writing("test")
    newest = versions_of(code)[0]
    exercise = newest.exercise_in("vi")
    steps = db.session.scalars(select(Step).where(Step.kind == "exercise"))
    step = next(each for each in steps if each.reference["exercise"] == code)
    asked = min(ASKED, len(exercise.scenes))
    ways = ways_of_people(
        people,
        lambda chance: (
            random_walk(exercise, chance) if exercise.is_scenario else random_answers(exercise, chance, asked)
        ),
    )
    insert_attempts(step, ways, clock.now())
    db.session.commit()
    return newest


def analyse(code: str) -> Gathered:
    """All that the page of an exercise is made of, read afresh."""
    db.session.rollback()
    gathered = gather(versions_of(code), Question(by=By.EVERYBODY), clock.now(), "vi")
    measure(gathered)
    return gathered


def read_bare(version_id: int) -> int:
    """What nothing can beat: the same rows read and their paths decoded."""
    db.session.rollback()
    rows = db.session.connection().exec_driver_sql(
        "SELECT person_id, mode, path, received_at FROM attempt WHERE version_id = ?", (version_id,)
    )
    return sum(len(json.loads(path)) for _, _, path, _ in rows)

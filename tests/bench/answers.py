"""Ten thousand attempts at an exercise, to measure what the analysis of its answers takes."""

import json

from sqlalchemy import select

from courses.models import Step
from lms.base import clock
from lms.base.database import db, lock_for_writing
from quizzes.analysis.models import Question
from quizzes.analysis.queries import versions_of
from quizzes.analysis.rules.showing import Picture, picture_of
from tests.factories.analysis import insert_attempts, random_answers, random_walk, ways_of_people
from tests.factories.coverage import insert_people

ATTEMPTS = 10_000
ASKED = 10  # questions of a drawn test
BARE = "SELECT person_id, mode, path, received_at FROM attempt WHERE version_id = ?"


def learners() -> list[int]:
    """Ten thousand people; committed."""
    lock_for_writing("test")
    people = insert_people(ATTEMPTS)
    db.session.commit()
    return people


def fill(code: str, people: list[int]) -> int:
    """An attempt of each of them at an exercise; committed. Returns the id of its version."""
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
    return newest.id


def analyse(code: str) -> Picture | None:
    """All that the page of an exercise shows, read afresh."""
    db.session.rollback()
    return picture_of(versions_of(code), Question(), clock.now(), "vi")[1]


def read_bare(version_id: int) -> int:
    """What nothing can beat: the same rows read and their paths decoded."""
    db.session.rollback()
    rows = db.session.connection().exec_driver_sql(BARE, (version_id,))
    return sum(len(json.loads(path)) for _, _, path, _ in rows)

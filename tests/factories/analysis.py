"""Attempts in bulk, as people with known habits would have made them."""

import random
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from courses.models import Step
from lms.base.bulk import insert_rows
from lms.base.database import db
from lms.base.receipts import new_receipt
from lms.standards.models import Mode
from quizzes.exercise.answers import Answer
from quizzes.exercise.graph import Exercise
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import score
from quizzes.models import Attempt, ExerciseVersion

Steps = list[tuple[int, Answer]]


def insert_attempts(
    step: Step,
    paths: Sequence[tuple[int, Steps]],
    begun: datetime,
    *,
    mode: Mode = Mode.SELF,
    version_id: int | None = None,
) -> None:
    """Attempts of people at a step, each with who made it and her path; a minute between one and the next,
    four minutes each. Flushed; what they achieve is not written."""
    version = db.session.get_one(ExerciseVersion, version_id or step.frozen["version"])
    exercise = version.exercise_in("vi")
    rows = []
    for number, (person_id, path) in enumerate(paths):
        finished = begun + timedelta(minutes=number)
        order = None if exercise.is_scenario else [scene for scene, _ in path]
        result = score(exercise, path, order)
        rows.append(
            {
                "id": str(uuid.uuid4()),
                "person_id": person_id,
                "step_id": step.id,
                "version_id": version.id,
                "device": "điện thoại",
                "mode": mode,
                "language": "vi",
                "started_at": finished - timedelta(minutes=4),
                "finished_at": finished,
                "received_at": finished,
                "path": [list(each) for each in path],
                "content_hash": "0" * 64,
                "score": round(result.score * 10_000),
                "regret": round(result.regret),
                "passed": result.passed,
                "critical": result.critical or result.missed,
                "receipt": new_receipt(),
            }
        )
    insert_rows(Attempt, rows)


def random_walk(exercise: Exercise, chance: random.Random) -> Steps:
    """A way through a story, any choice as likely as any other, without going back."""
    play, path, here = Play(exercise), Steps(), 0
    while exercise.scenes[here].ending is None:
        ways = [number for number, each in enumerate(exercise.scenes[here].choices) if not each.retry]
        choice = chance.choice(ways)
        path.append((here, choice))
        here = play.after(here, choice) or 0
    return path


def random_answers(exercise: Exercise, chance: random.Random, asked: int) -> Steps:
    """Answers to so many questions drawn from a list of single choices, in any order."""
    drawn = chance.sample(range(len(exercise.scenes)), asked)
    return [(scene, chance.randrange(len(exercise.scenes[scene].choices))) for scene in drawn]


def ways_of_people(
    person_ids: Sequence[int], way: Callable[[random.Random], Steps], seed: int = 520
) -> list[tuple[int, Steps]]:
    """A way for each of them."""
    chance = random.Random(seed)
    return [(person_id, way(chance)) for person_id in person_ids]

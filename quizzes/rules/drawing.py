"""Drawing the questions of an assessment for one attempt of one person; and when the next may be drawn."""

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from courses.models import Step
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from quizzes.exercise.graph import Exercise
from quizzes.exercise.quotas import fill_quotas
from quizzes.models import AssessmentForm, Attempt, ExerciseVersion
from quizzes.queries.attempts import attempts_at
from quizzes.queries.exercises import version
from quizzes.queries.forms import open_form


class WaitFirst(Refusal):
    """Too many failed attempts: the next one comes after a pause for learning."""


@dataclass(frozen=True)
class Allowance:
    """What is left to try."""

    left: int
    """How many attempts may still be drawn now."""
    again_at: datetime | None
    """When the next may be drawn; None when one may be drawn now."""


def allowance(pinned: ExerciseVersion, attempts: Sequence[Attempt], now: datetime) -> Allowance:
    """What is left after these attempts at a step, oldest first.

    Every ``attempts_allowed`` failures in a row are followed by a wait of ``wait_hours`` from the last one
    (by the server's clock); then as many attempts are allowed again. Nobody is locked out for good.
    """
    failed = 0
    for attempt in attempts:
        failed = 0 if attempt.result.passed else failed + 1
    used = failed % pinned.attempts_allowed
    if failed and used == 0:
        again_at = attempts[-1].received_at + timedelta(hours=pinned.wait_hours)
        if now < again_at:
            return Allowance(0, again_at)
    return Allowance(pinned.attempts_allowed - used, None)


def draw_form(person_id: int, step: Step, now: datetime) -> AssessmentForm:
    """The form that she answers next: the open one, else a fresh draw. :class:`WaitFirst` after failures."""
    lock_for_writing(f"assessment:{person_id}:{step.id}")
    known = open_form(person_id, step.id)
    if known:
        return known
    pinned = version(step.frozen["version"])
    left = allowance(pinned, attempts_at(person_id, step.id), now)
    if left.again_at:
        raise WaitFirst(
            message("Please read the lessons again first. The next attempt is possible after a wait.")
        )
    form = AssessmentForm(
        id=str(uuid.uuid4()),
        person_id=person_id,
        step_id=step.id,
        version_id=pinned.id,
        scenes=draw(pinned.exercise_in("vi"), random.SystemRandom()),
        fetched_at=now,
    )
    db.session.add(form)
    db.session.flush()
    return form


def draw(exercise: Exercise, chance: random.Random) -> list[int]:
    """Ordinals of the scenes to ask: all that must be passed, as many of each tag as the head asks for, the
    rest by chance, mixed."""
    ordinals = list(range(len(exercise.scenes)))
    chance.shuffle(ordinals)
    must = [ordinal for ordinal in ordinals if exercise.scenes[ordinal].must_pass]
    drawn = list(dict.fromkeys((*must, *fill_quotas(exercise, ordinals))))
    others = [ordinal for ordinal in ordinals if ordinal not in drawn]
    count = exercise.draw or len(ordinals)
    drawn += others[: max(0, count - len(drawn))]
    chance.shuffle(drawn)
    return drawn

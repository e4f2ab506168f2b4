"""Answers in the demonstration: enough people with habits of their own that the pages show something."""

import random
import uuid
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import select

from courses.demo import LEARNER
from courses.models import Enrolment, Step, StepCompletion
from courses.queries import newest_editions, steps_of
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.standards.models import Mode
from quizzes.exercise.answers import Answer, right_answer
from quizzes.exercise.graph import Exercise, QuestionType
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import regret_of, values
from quizzes.models import Attempt
from quizzes.queries.exercises import version
from quizzes.rules.receiving import Sent, receive

STORY, ORIENTATION = "tinh-huong-be-na", "te-dinh-huong"
DEVICE = "demonstration of answers"
SEED = 520
EVENINGS = 75  # over so many days they are spread
MODES = (Mode.SELF, Mode.SELF, Mode.READ_ALOUD, Mode.SELF, Mode.SELF, Mode.SELF, Mode.SELF)
SURE = (0.92, 0.55, 0.8, 0.7, 0.95, 0.62)  # how often scenes are decided well, one after the other


def load_demo() -> None:
    """Let whoever has learned in the demonstration have answered, and whoever is learning have played the
    story, unless they have done so already."""
    if db.session.scalar(select(Attempt.id).where(Attempt.device == DEVICE).limit(1)):
        return
    steps = {
        step.reference["exercise"]: step
        for edition in newest_editions()
        for step in steps_of(edition.id)
        if step.kind == "exercise"
    }
    chance = random.Random(SEED)  # noqa: S311 - the same answers every time
    for code in (STORY, ORIENTATION):
        step = steps.get(code)
        if step:
            people = [*_done(step), *(_in_the_middle(step) if code == STORY else ())]
            _answer(step, people, chance)
    db.session.commit()


def _done(step: Step) -> list[int]:
    """Who has done a step without an attempt on record."""
    answered = select(Attempt.person_id).where(Attempt.step_id == step.id)
    done = (
        select(Enrolment.person_id)
        .join(StepCompletion, StepCompletion.enrolment_id == Enrolment.id)
        .where(StepCompletion.step_id == step.id, Enrolment.person_id.not_in(answered))
    )
    return list(db.session.scalars(done.order_by(Enrolment.person_id)))


def _in_the_middle(step: Step) -> list[int]:
    """Who is learning its course and has not come to it; but for her whose start page goes on with a
    lesson."""
    done = select(StepCompletion.enrolment_id).where(StepCompletion.step_id == step.id)
    learning = (
        select(Enrolment.person_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Enrolment.edition_id == step.section.edition_id,
            Enrolment.completed_on.is_(None),
            Enrolment.id.not_in(done),
            Person.code != LEARNER,
        )
    )
    return list(db.session.scalars(learning.order_by(Enrolment.person_id)))


def _answer(step: Step, people: Sequence[int], chance: random.Random) -> None:
    exercise = version(step.frozen["version"]).exercise_in("vi")
    for number, person_id in enumerate(people):
        finished = _evening(2 + number * EVENINGS // len(people))
        sent = Sent(
            id=str(uuid.UUID(int=chance.getrandbits(128), version=4)),
            step_id=step.id,
            form_id=None,
            language="vi",
            mode=MODES[number % len(MODES)],
            device=DEVICE,
            started_at=finished - timedelta(minutes=chance.randint(3, 14)),
            finished_at=finished,
            path=_path(exercise, chance),
        )
        receive(person_id, sent, now=finished)


def _evening(days_ago: int) -> datetime:
    return datetime.combine(clock.today() - timedelta(days=days_ago), time(20, 15), clock.VIETNAM)


def _path(exercise: Exercise, chance: random.Random) -> list[tuple[int, Answer]]:
    """A way of somebody who decides some scenes well more often than others, and errs by habit."""
    play, path = Play(exercise), []
    found, here = values(play), play.start
    while here is not None and exercise.scenes[here].ending is None:
        scene = exercise.scenes[here]
        ways = [number for number, choice in enumerate(scene.choices) if not choice.retry]
        if scene.type is QuestionType.SINGLE:
            costs = {number: regret_of(play, found, here, number) for number in ways}
            ways.sort(key=costs.__getitem__)
            well = chance.random() < SURE[here % len(SURE)] or len(ways) == 1
            answer: Answer = ways[0] if well else min(chance.choice(ways[1:]), chance.choice(ways[1:]))
        else:
            answer = right_answer(scene)
        path.append((here, answer))
        here = play.after(here, answer)
    return path

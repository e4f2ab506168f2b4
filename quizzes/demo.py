"""Attempts in the demonstration: stories played well and badly, tests failed and passed; some with help."""

import uuid
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import select

from courses.models import Step
from courses.queries import newest_editions, steps_of
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.standards.models import Mode
from quizzes.exercise.answers import Answer, right_answer, worst_answer
from quizzes.exercise.asking import is_single
from quizzes.exercise.graph import Exercise
from quizzes.exercise.paper import LETTERS, book_of
from quizzes.exercise.playing import Path, Play
from quizzes.exercise.scoring import Values, regret_of, values
from quizzes.models import AssessmentForm, Attempt
from quizzes.queries.exercises import version
from quizzes.rules.drawing import draw_form
from quizzes.rules.entering_paper import Written, enter
from quizzes.rules.receiving import Sent, receive

OFFICER = "TD-X01"
EVERY = 24  # of so many collaborators one has played; none of those whose learning courses demonstrate


def load_demo() -> None:
    """Let a few collaborators of Tam Dương play the shipped exercises, unless somebody has played already."""
    if db.session.scalar(select(Attempt.id).limit(1)):
        return
    players = db.session.scalars(
        select(Person.id).where(Person.code.like("TD-C%")).order_by(Person.code)
    ).all()[7::EVERY]
    exercises = [
        step for edition in newest_editions() for step in steps_of(edition.id) if step.kind == "exercise"
    ]
    for number, person_id in enumerate(players):
        for after, step in enumerate(exercises):
            _attempt(person_id, step, _evening(max(2, 2 + 3 * number - after)), well=number % 2 == 0)
    _meet(players, next(step for step in exercises if exercise_of(step).is_scenario))
    db.session.commit()


def _meet(players: Sequence[int], story: Step) -> None:
    """At the last meeting the officer read a story to somebody; another had it on paper."""
    officer = db.session.scalars(select(Person.id).where(Person.code == OFFICER)).one()
    exercise, when = exercise_of(story), _evening(1)
    path = _path(exercise, None, well=True)
    receive(players[0], _sent(story, path, when, mode=Mode.READ_ALOUD), helper_id=officer, now=when)
    book = book_of(exercise, version(story.frozen["version"]).content_hash)
    ending = Play(exercise).walk(path).scene or 0
    letters = "".join(LETTERS[choice] for _, choice in path if isinstance(choice, int))
    reader = db.session.get_one(Person, players[1])
    enter(Written(reader, f"{letters}{book.checks[ending]}", when.date()), story, officer, when)


def exercise_of(step: Step) -> Exercise:
    """What a step lets play, in Vietnamese."""
    return version(step.frozen["version"]).exercise_in("vi")


def _evening(days_ago: int) -> datetime:
    day = clock.today() - timedelta(days=days_ago)
    return datetime.combine(day, time(19, 40), clock.VIETNAM)


def _attempt(person_id: int, step: Step, finished: datetime, *, well: bool) -> None:
    exercise = exercise_of(step)
    form = draw_form(person_id, step, finished) if exercise.kind.must_be_passed else None
    path = _path(exercise, form.scenes if form else None, well=well)
    receive(person_id, _sent(step, path, finished, form=form), now=finished)


def _sent(
    step: Step, path: Path, finished: datetime, *, form: AssessmentForm | None = None, mode: Mode = Mode.SELF
) -> Sent:
    return Sent(
        id=form.id if form else str(uuid.uuid4()),
        step_id=step.id,
        form_id=form.id if form else None,
        language="vi",
        mode=mode,
        device="demonstration",
        started_at=finished - timedelta(minutes=6),
        finished_at=finished,
        path=path,
    )


def _path(exercise: Exercise, order: list[int] | None, *, well: bool) -> list[tuple[int, Answer]]:
    """The path of somebody who always takes the best choice, or the worst one that is no critical error."""
    play = Play(exercise, order)
    found, path, here = values(play), [], play.start
    while here is not None and exercise.scenes[here].ending is None:
        answer = _answer(play, found, here, well=well)
        path.append((here, answer))
        here = play.after(here, answer)
    return path


def _answer(play: Play, found: Values, here: int, *, well: bool) -> Answer:
    scene = play.exercise.scenes[here]
    if not is_single(scene):
        return right_answer(scene) if well else worst_answer(scene)
    choices = [number for number, choice in enumerate(scene.choices) if not choice.critical]
    regrets = {number: regret_of(play, found, here, number) for number in choices}
    return min(choices, key=regrets.__getitem__) if well else max(choices, key=regrets.__getitem__)

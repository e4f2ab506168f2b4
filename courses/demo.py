"""A year of learning in the demonstration: some have finished, some have begun, most have not."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from courses.models import Step, StepCompletion
from courses.queries import newest_editions, steps_of
from courses.rules.progress import complete_step
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.standards.models import Mode

LEARNER = "TD-C001"  # has an account, and is in the middle: her start page has something to go on with
SOURCE = "demonstration"
EVERY = 12  # of so many collaborators one has finished and one has begun
MODES = (Mode.SELF, Mode.SELF, Mode.READ_ALOUD)


def load_demo() -> None:
    """Let collaborators of Tam Dương learn the shipped courses, unless they have done so already."""
    done = select(StepCompletion.step_id).where(StepCompletion.source == SOURCE)
    if db.session.scalar(done.limit(1)):
        return
    learners = db.session.execute(
        select(Person.id, Person.code).where(Person.code.like("TD-C%")).order_by(Person.code)
    ).all()
    courses = [steps_of(edition.id) for edition in newest_editions()]
    for number, (person_id, code) in enumerate(learners, 1):
        for steps in courses:
            _learn(person_id, _share(steps, number, code), number)
    db.session.commit()


def _share(steps: Sequence[Step], number: int, code: str) -> Sequence[Step]:
    """What she has done: everything, the first two steps, or nothing."""
    if code == LEARNER or number % EVERY == 5:
        return steps[:2]
    return steps if number % EVERY == 3 else ()


def _learn(person_id: int, steps: Sequence[Step], number: int) -> None:
    """Do a step a day, ending some time within the last year."""
    first = clock.today() - timedelta(days=2 + number * 37 % 340 + len(steps))
    for after, step in enumerate(steps):
        day = first + timedelta(days=after)
        complete_step(
            person_id=person_id,
            step_id=step.id,
            occurred_on=day,
            mode=MODES[number % len(MODES)],
            source=SOURCE,
            now=_evening_of(day),
        )


def _evening_of(day: date) -> datetime:
    return datetime.combine(day, time(19, 30), clock.VIETNAM)

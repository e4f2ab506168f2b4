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
FIRST = "bao-ve-tre-em"  # asked of every collaborator; the others come after it
BEGUN = 5  # steps of a course that is begun
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
    editions = sorted(newest_editions(), key=lambda edition: edition.course.slug != FIRST)
    courses = [steps_of(edition.id) for edition in editions]
    for number, (person_id, code) in enumerate(learners, 1):
        for after, steps in enumerate(courses):
            _learn(person_id, _share(steps, after, number, code), number + after)
    db.session.commit()


def _share(steps: Sequence[Step], after: int, number: int, code: str) -> Sequence[Step]:
    """What she has done of a course that follows so many others: everything, its beginning, or nothing."""
    if after == 0 and (code == LEARNER or number % EVERY == 5):
        return steps[:BEGUN]
    diligent = number % EVERY == 3 and after <= number // EVERY % 3
    return steps if diligent else ()


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

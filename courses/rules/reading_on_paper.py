"""Noting which lessons somebody has read: on a screen, or in the printed booklet for an officer to enter."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from courses.models import Course, Edition, Enrolment, Step
from courses.queries import step as find_step
from courses.queries import steps_of
from courses.rules.enrolling import NotPublished, begin, lock_learning
from courses.rules.helping import Learner
from courses.rules.planning import Entry, entries_in
from courses.rules.progress import UnknownStep, complete_step
from lms.base.clock import day_of
from lms.base.messages import Refusal, message
from lms.people.models import Person
from lms.people.queries import merged_people
from lms.standards.models import Mode, Requirement

SOURCE = "page"


class NotInHerEdition(Refusal):
    """The edition that she has begun has no such lesson."""


class Reader(NamedTuple):
    """Somebody who learns from the booklet, and how far she is."""

    person: Person
    edition: Edition
    """The one she takes, or would begin."""
    lessons: list[Step]
    done: frozenset[int]
    """Those of them, and other steps, that are done in the round she is in or would begin."""
    finished_on: date | None
    """When she finished the course, where nothing asks her to take it again."""
    not_for: list[Requirement]
    """What is asked of her that this course shows, but not to whoever reads on paper."""


def readers(course: Course, people: Sequence[Person], day: date) -> list[Reader]:
    """How far each of these people is in the lessons of a course; nobody while no edition is published."""
    entries = entries_in(course.id, [each.id for each in people], day)
    return [_reader(each, entries[each.id]) for each in people if each.id in entries]


def _reader(person: Person, entry: Entry) -> Reader:
    return Reader(
        person,
        entry.edition,
        [each for each in entry.steps if each.lesson],
        frozenset() if entry.due else entry.done,
        entry.enrolment.completed_on if entry.enrolment and entry.finished else None,
        [each for each in entry.asked_by if Mode.PAPER not in each.modes_accepted],
    )


def note_read(learner: Learner, step_id: int, *, on: date, mode: Mode, now: datetime) -> None:
    """Note that somebody read a lesson ``on`` a day. What a helper enters from a booklet counts in the
    edition in which she is: :func:`enter_read`. Refuses what ``complete_step`` refuses."""
    if mode is Mode.PAPER and learner.helper_id is not None:
        step = find_step(step_id)
        if step is None or step.lesson is None:
            raise UnknownStep(message("This step does not exist."))
        enter_read(learner, step.section.edition.course, [step.lesson], on, now)
        return
    complete_step(
        person_id=learner.person_id,
        step_id=step_id,
        occurred_on=on,
        mode=mode,
        source=SOURCE,
        by=learner.helper_id,
        now=now,
    )


def enter_read(learner: Learner, course: Course, numbers: Collection[int], on: date, now: datetime) -> None:
    """Note which lessons of a course somebody has read in its booklet ``on`` a day, by their numbers in the
    edition in which she is; where a requirement asks for the course again, in a new round. What is done stays
    as it is.

    The caller has checked that the helper may help her. Raises :class:`NotInHerEdition`, and what
    ``complete_step`` raises.
    """
    person_id = merged_people().get(learner.person_id, learner.person_id)
    lock_learning(person_id)
    enrolment = _enrolment(person_id, course, on, learner.helper_id, now)
    own = {each.lesson: each.id for each in steps_of(enrolment.edition_id) if each.lesson}
    for number in numbers:
        if number not in own:
            raise NotInHerEdition(
                message("The edition of the course in which she is has no lesson %(number)d.", number=number)
            )
        complete_step(
            person_id=person_id,
            step_id=own[number],
            occurred_on=on,
            mode=Mode.PAPER,
            source=SOURCE,
            by=learner.helper_id,
            now=now,
        )


def _enrolment(person_id: int, course: Course, on: date, by: int | None, now: datetime) -> Enrolment:
    """In which she read on this day: not in a new round what she read before she finished the last one."""
    entry = entries_in(course.id, [person_id], day_of(now)).get(person_id)
    last = entry.enrolment.completed_on if entry and entry.enrolment else None
    again = entry is not None and entry.due and (last is None or on > last)
    enrolment = begin(person_id, course, again=again, now=now, by=by)
    if enrolment is None:
        raise NotPublished(message("This course is not open yet."))
    return enrolment

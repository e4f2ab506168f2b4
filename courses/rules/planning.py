"""What somebody is to learn: the courses that give what is asked of her and what she does not hold."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from courses.models import Edition, Enrolment, Step
from courses.queries import (
    done_in,
    enrolments_in,
    latest_enrolments,
    newest_edition,
    newest_editions,
    steps_of_editions,
)
from lms.assignments.rules.assigning import current
from lms.assignments.rules.queueing import Turn
from lms.base.database import db
from lms.people.queries import merged_into, staff_kinds_of
from lms.standards.models import Holding, Requirement
from lms.standards.queries import requirements_asked_of_each


@dataclass(frozen=True)
class Entry:
    """One course in somebody's plan."""

    edition: Edition
    """The one she takes, or would begin today."""
    enrolment: Enrolment | None
    asked_by: tuple[Requirement, ...]
    """The requirements asked of her, not held, that completing it would meet."""
    steps: tuple[Step, ...]
    """Everything in it, in its order."""
    done: frozenset[int]
    """The steps that she has done in the round she is in, or was in."""
    offered: bool = False
    """Whether it is meant for one of the kinds of staff that she is."""
    due_on: date | None = None
    """The last of the days that she was given for it; None where it is not what she was asked to do now."""

    @property
    def group(self) -> str:
        """Where it stands in her list: one of :data:`GROUPS`."""
        if self.open and self.is_withdrawn:
            return "withdrawn"
        if self.open:
            return "aside" if self.set_aside else "open"
        if self.due:
            return "due"
        if self.finished:
            return "finished"
        return "offered" if self.offered else "other"

    @property
    def open(self) -> bool:
        """Whether she has begun it and not finished."""
        return self.enrolment is not None and self.enrolment.completed_on is None

    @property
    def is_withdrawn(self) -> bool:
        """Whether the edition that she takes, or took, is not offered any more."""
        return self.edition.withdrawn_at is not None

    @property
    def elective(self) -> bool:
        """Whether nothing asks it of her: she may begin it, and set it aside, as she likes."""
        return not self.asked_by

    @property
    def set_aside(self) -> bool:
        """Whether she has begun it by choice and put it aside."""
        return self.elective and self.enrolment is not None and self.enrolment.set_aside_at is not None

    @property
    def finished(self) -> bool:
        """Whether she has finished it, and nothing asks her to take it again."""
        return self.enrolment is not None and not self.open and not self.asked_by

    @property
    def due(self) -> bool:
        """Whether a requirement asks for it and she has not begun."""
        return bool(self.asked_by) and not self.open

    @property
    def needed(self) -> list[Step]:
        """The steps that complete it."""
        return [step for step in self.steps if not step.is_optional]

    @property
    def left(self) -> list[Step]:
        """Those of them still to be done in the round she is in, or would begin."""
        if self.due:
            return self.needed
        return [step for step in self.needed if step.id not in self.done]

    @property
    def done_of_needed(self) -> int:
        """How many of them are done in that round."""
        return len(self.needed) - len(self.left)

    @property
    def skips(self) -> Step | None:
        """The step that tells what she may skip, as long as she has done nothing in that round; None where
        there is none, or a round has to be begun first."""
        if self.done or self.finished or (self.due and self.enrolment):
            return None
        return next((step for step in self.steps if step.is_optional), None)

    @property
    def minutes_left(self) -> int:
        """How long they take."""
        return sum(step.minutes for step in self.left)


GROUPS = ("open", "due", "withdrawn", "offered", "aside", "finished", "other")


Taken = tuple[Edition, Enrolment | None, tuple[Requirement, ...]]
"""The edition that somebody takes or would begin, her enrolment, and what asks her for the course."""


def plan(person_id: int, day: date) -> list[Entry]:
    """Every course that is offered as it stands for her, and those that she takes or took although they are
    withdrawn, by group; within a group what she was asked to do now, then the others in the order of
    courses."""
    lacking = _lacking_of_each([person_id], day)[person_id]
    kinds = staff_kinds_of(person_id, day)
    turn = current(person_id, day)
    enrolments = latest_enrolments(person_id)
    taken: dict[int, Taken] = {
        newest.id: _taken(newest, enrolments.get(newest.course_id), lacking) for newest in newest_editions()
    }
    there = {edition.course_id for edition, *_ in taken.values()}
    for course_id, enrolment in enrolments.items():
        if course_id not in there:
            taken[enrolment.edition_id] = enrolment.edition, enrolment, ()
    steps = steps_of_editions([edition.id for edition, *_ in taken.values()])
    done = done_in([enrolment.id for enrolment in enrolments.values()])
    entries = [
        Entry(
            edition,
            enrolment,
            asked_by,
            tuple(steps[edition.id]),
            done[enrolment.id] if enrolment else frozenset(),
            offered=bool(kinds & set(edition.audience or ())),
            due_on=_due_on(turn, asked_by),
        )
        for edition, enrolment, asked_by in taken.values()
    ]
    return sorted(
        entries, key=lambda entry: (GROUPS.index(entry.group), entry.due_on is None, _order(entry.edition))
    )


def entry_for(person_id: int, course_id: int, day: date) -> Entry | None:
    """One course of her plan; None while no edition of it is offered and she was in none."""
    return next((entry for entry in plan(person_id, day) if entry.edition.course_id == course_id), None)


def entries_in(course_id: int, person_ids: Collection[int], day: date) -> dict[int, Entry]:
    """One course as it stands for each of many people; while no edition of it is offered, for those who are
    in one or were."""
    newest, enrolments = newest_edition(course_id), enrolments_in(course_id, person_ids)
    taken: dict[int, Taken] = {each: (one.edition, one, ()) for each, one in enrolments.items()}
    if newest:
        lacking = _lacking_of_each(person_ids, day)
        taken = {each: _taken(newest, enrolments.get(each), lacking[each]) for each in person_ids}
    steps = steps_of_editions({edition.id for edition, *_ in taken.values()})
    done = done_in([enrolment.id for enrolment in enrolments.values()])
    return {
        person_id: Entry(
            edition,
            enrolment,
            asked_by,
            tuple(steps[edition.id]),
            done[enrolment.id] if enrolment else frozenset(),
        )
        for person_id, (edition, enrolment, asked_by) in taken.items()
    }


def _taken(newest: Edition, enrolment: Enrolment | None, lacking: list[Requirement]) -> Taken:
    gives = {each.competency_id: each.level for each in newest.competencies}
    asked_by = tuple(each for each in lacking if gives.get(each.competency_id, 0) >= each.minimum_level)
    begun = enrolment is not None and enrolment.completed_on is None
    edition = enrolment.edition if enrolment and (begun or not asked_by) else newest
    return edition, enrolment, asked_by


def _due_on(turn: Turn | None, asked_by: tuple[Requirement, ...]) -> date | None:
    """The day of what she was asked to do now, where the course gives it."""
    if turn is None or all(each.code != turn.assignment.requirement.code for each in asked_by):
        return None
    return turn.due_on


def _order(edition: Edition) -> tuple[bool, int, int]:
    return (edition.position is None, edition.position or 0, edition.course_id)


def _lacking_of_each(person_ids: Collection[int], day: date) -> dict[int, list[Requirement]]:
    """By person what is asked of her that she does not hold until the end of its renewal window."""
    merged = merged_into(person_ids)
    asked: dict[int, dict[int, Requirement]] = {person_id: {} for person_id in person_ids}
    for person_id, some in requirements_asked_of_each([*person_ids, *merged], day).items():
        asked[merged.get(person_id, person_id)].update({each.id: each for each in some})
    ends: dict[int, dict[int, date | None]] = {person_id: {} for person_id in person_ids}
    held = select(Holding.person_id, Holding.requirement_id, Holding.valid_until)
    here = held.where(Holding.person_id.in_(person_ids), Holding.holding_on(day))
    for row in db.session.execute(here):
        ends[row.person_id][row.requirement_id] = row.valid_until
    return {
        person_id: [
            each
            for each in sorted(some.values(), key=lambda one: (one.position, one.id))
            if not _holds_on(each, ends[person_id], day)
        ]
        for person_id, some in asked.items()
    }


def _holds_on(requirement: Requirement, ends: dict[int, date | None], day: date) -> bool:
    if requirement.id not in ends:
        return False
    end = ends[requirement.id]
    return end is None or end > day + timedelta(days=requirement.window_days)

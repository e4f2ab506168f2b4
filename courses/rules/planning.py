"""What somebody is to learn: the courses that give what is asked of her and what she does not hold."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from courses.models import Edition, Enrolment, Step
from courses.queries import done_steps, latest_enrolments, newest_editions, steps_of
from lms.base.database import db
from lms.standards.models import Holding, Requirement
from lms.standards.queries import requirements_asked_of


@dataclass(frozen=True)
class Entry:
    """One course in somebody's plan."""

    edition: Edition
    """The one she takes, or would begin today."""
    enrolment: Enrolment | None
    asked_by: tuple[Requirement, ...]
    """The requirements asked of her, not held, that completing it would meet."""
    steps: tuple[Step, ...]
    done: frozenset[int]

    @property
    def open(self) -> bool:
        """Whether she has begun it and not finished."""
        return self.enrolment is not None and self.enrolment.completed_on is None

    @property
    def finished(self) -> bool:
        """Whether she has finished it, and nothing asks her to take it again."""
        return self.enrolment is not None and not self.open and not self.asked_by

    @property
    def due(self) -> bool:
        """Whether a requirement asks for it and she has not begun."""
        return bool(self.asked_by) and not self.open

    @property
    def left(self) -> list[Step]:
        """The steps still to be done in the round she is in, or would begin."""
        if self.due:
            return list(self.steps)
        return [step for step in self.steps if step.id not in self.done]

    @property
    def minutes_left(self) -> int:
        """How long they take."""
        return sum(step.minutes for step in self.left)


def plan(person_id: int, day: date) -> list[Entry]:
    """Every published course as it stands for her: begun first, then due, then the rest."""
    lacking = _lacking(person_id, day)
    enrolments = latest_enrolments(person_id)
    entries = [_entry(newest, enrolments.get(newest.course_id), lacking) for newest in newest_editions()]
    return sorted(entries, key=lambda entry: (not entry.open, not entry.due, entry.edition.course_id))


def entry_for(person_id: int, course_id: int, day: date) -> Entry | None:
    """One course of her plan; None while no edition of it is published."""
    return next((entry for entry in plan(person_id, day) if entry.edition.course_id == course_id), None)


def _entry(newest: Edition, enrolment: Enrolment | None, lacking: list[Requirement]) -> Entry:
    gives = {each.competency_id: each.level for each in newest.competencies}
    asked_by = tuple(each for each in lacking if gives.get(each.competency_id, 0) >= each.minimum_level)
    begun = enrolment is not None and enrolment.completed_on is None
    edition = enrolment.edition if enrolment and (begun or not asked_by) else newest
    done = frozenset(done_steps(enrolment.id)) if enrolment else frozenset()
    return Entry(edition, enrolment, asked_by, tuple(steps_of(edition.id)), done)


def _lacking(person_id: int, day: date) -> list[Requirement]:
    """The requirements asked of her that she does not hold until the end of their renewal window."""
    asked = requirements_asked_of(person_id, day)
    held = db.session.execute(
        select(Holding.requirement_id, Holding.valid_until).where(
            Holding.person_id == person_id, Holding.holding_on(day)
        )
    ).all()
    ends = {row.requirement_id: row.valid_until for row in held}
    return [each for each in asked if not _holds_on(each, ends, day)]


def _holds_on(requirement: Requirement, ends: dict[int, date | None], day: date) -> bool:
    if requirement.id not in ends:
        return False
    end = ends[requirement.id]
    return end is None or end > day + timedelta(days=requirement.window_days)

"""What an attempt counts for: on which day, and for which requirements not, because of the help she had."""

from datetime import date
from typing import NamedTuple

from courses.models import Step
from lms.base.clock import day_of
from lms.base.messages import Message
from lms.standards.models import Mode, Requirement
from lms.standards.queries import requirements_asked_of
from lms.standards.rules.judging import MODE_NAMES, listed
from quizzes.models import Attempt
from quizzes.rules.receiving import counted_day


class Counted(NamedTuple):
    """On which day an attempt counts, and why on this one."""

    day: date
    by_phone: date | None
    """The day by the clock of the phone, where it is not the day on which the attempt arrived."""
    believed: bool
    """Whether that clock can be right; it is followed then."""


class NotFor(NamedTuple):
    """A requirement for which an attempt counts as practice only."""

    requirement: Requirement
    modes: Message
    """How it has to be done."""


def counted(attempt: Attempt) -> Counted:
    """The day on which the attempt counts, by the rule by which its step was noted as done."""
    not_before = attempt.form.fetched_at if attempt.form else attempt.version.published_at
    day, believed = counted_day(attempt.finished_at, not_before, attempt.received_at)
    by_phone = day_of(attempt.finished_at)
    return Counted(day, None if by_phone == day_of(attempt.received_at) else by_phone, believed)


def not_for(attempt: Attempt, step: Step) -> list[NotFor]:
    """What her posts ask on the day of the attempt that it would show, had she had less help."""
    shown = {each.competency_id for each in step.section.edition.competencies}
    return [
        NotFor(
            each, listed([MODE_NAMES[mode] for mode in MODE_NAMES if mode in map(Mode, each.modes_accepted)])
        )
        for each in requirements_asked_of(attempt.person_id, counted(attempt).day)
        if each.competency_id in shown and attempt.mode not in each.modes_accepted
    ]

"""One thing at a time: the days of an assignment begin when those before it are over. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lms.assignments.models import Assignment


@dataclass(frozen=True)
class Turn:
    """An assignment with its days."""

    assignment: Assignment
    starts_on: date | None
    """None while something before it is open."""
    done_on: date | None
    """When she met what was asked; None while she has not."""

    @property
    def due_on(self) -> date | None:
        """The last of her days; None while they have not begun."""
        return self.starts_on + timedelta(days=self.assignment.days) if self.starts_on else None

    @property
    def is_open(self) -> bool:
        """Whether it is neither met nor taken back."""
        return self.done_on is None and self.assignment.ended_on is None

    @property
    def is_current(self) -> bool:
        """Whether it is the one thing asked of her now."""
        return self.is_open and self.starts_on is not None

    def is_overdue(self, day: date) -> bool:
        """Whether it is still open on ``day``, and her days are over."""
        return self.is_current and self.due_on is not None and self.due_on < day


def turns(assignments: Iterable[Assignment], done: Mapping[int, date]) -> list[Turn]:
    """The assignments of one person in the order in which they were given; ``done`` by assignment: when she
    met what was asked."""
    found = []
    free: date | None = date.min
    for each in assignments:
        start = max(each.assigned_on, free) if free else None
        found.append(Turn(each, start, done.get(each.id)))
        ends = [day for day in (done.get(each.id), each.ended_on) if day]
        if free and ends:
            free = max(free, min(ends))
        elif not ends:
            free = None
    return found

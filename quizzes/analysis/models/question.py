"""What is asked of the answers, and what stands in the rows that are read for it."""

import enum
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

FEW = 5
"""Of fewer people nothing is shown part by part: somebody might be known by it."""


class Which(enum.StrEnum):
    """Which of somebody's attempts counts."""

    FIRST = "first"
    LAST = "last"
    ALL = "all"


class By(enum.StrEnum):
    """Who answered, and how."""

    ALONE = "alone"
    HELPED = "helped"
    """Read aloud to, or answering together with a helper."""
    PAPER = "paper"
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class Question:
    """Whose answers are looked at."""

    which: Which = Which.FIRST
    by: By = By.ALONE
    since: date | None = None
    """The first day on which an attempt arrived; None for as long as there are any."""
    until: date | None = None
    """The first day on which it does not count any more; None for open."""
    unit_id: int | None = None
    """Only of people who serve at or below this unit today."""
    course: str | None = None
    """Only where this course asked it."""

    @property
    def is_of_all(self) -> bool:
        """Whether people, days and courses are not narrowed."""
        return (self.since, self.until, self.unit_id, self.course) == (None, None, None, None)


class Row(NamedTuple):
    """An attempt, as far as it is counted."""

    person_id: int
    version_id: int
    by: By
    path: str
    """As JSON."""
    started_at: datetime
    finished_at: datetime
    """This and when it began only tell how long it took: not every engine gives them a zone."""
    received_at: datetime


class Stopped(NamedTuple):
    """What somebody began without script and has left unfinished."""

    version_id: int
    path: list[list[object]]


class Overall(NamedTuple):
    """How an exercise did, by the scores that attempts were given when they arrived."""

    exercise_id: int
    attempts: int
    people: int
    average: float
    """The average score, from 0 to 1."""
    passed: int
    critical: int

    @property
    def lost(self) -> float:
        """Whole points lost by all together: what sorts the exercises that need a look first."""
        return self.people * (1 - self.average)

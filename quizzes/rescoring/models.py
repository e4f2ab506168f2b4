"""What is handled here: attempts as they stand, what would change of them, and whose they are. The tables lie
in ``quizzes.models``: what an attempt counts for is asked everywhere."""

from datetime import datetime
from typing import Any, NamedTuple

from lms.people.models import Person
from lms.standards.models import Mode
from quizzes.models import Scored


class Stood(NamedTuple):
    """An attempt at an earlier version, as it stands."""

    id: str
    person_id: int
    """Whose it is; of who was merged, who is kept."""
    step_id: int
    version_id: int
    mode: Mode
    path: list[list[Any]]
    order: list[int] | None
    """The questions of its form; None where all are asked in their order."""
    finished_at: datetime
    received_at: datetime
    fetched_at: datetime | None
    scored: Scored
    """What counts now."""
    judged: Scored
    """What it was worth by the key by which it was judged last, whether or not what was passed was kept."""


class Change(NamedTuple):
    """An attempt that the corrected key judges otherwise than it was judged last."""

    attempt: Stood
    after: Scored

    @property
    def passes_now(self) -> bool:
        """Whether it was not passed and is now."""
        return self.after.passed and not self.attempt.scored.passed

    @property
    def fails_now(self) -> bool:
        """Whether it was passed and is not by this key."""
        return self.attempt.scored.passed and not self.after.passed


class Line(NamedTuple):
    """An attempt that is judged otherwise, and whose it is."""

    person: Person
    change: Change
    passes: bool
    """Whether she passes now who had passed by no attempt at that step."""
    fails: bool
    """Whether she had passed there and does not by this key."""

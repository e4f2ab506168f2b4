"""Two days compared: how many meet each requirement on each of them, and who made the difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lms.coverage.models import Scene
from lms.coverage.queries.comparing import Part
from lms.coverage.queries.counting import Present, present
from lms.coverage.rules.counting import Met, met
from lms.standards.models import Requirement
from lms.standards.queries import requirements_on

NOBODY = Met(set(), set())


@dataclass(frozen=True)
class Difference:
    """One requirement on two days. Only confirmed evidence counts."""

    requirement: Requirement
    """As it is on the later day, else as it was on the earlier one."""
    asked_then: int
    asked_now: int
    met_then: int
    met_now: int
    parts: Mapping[Part, int]
    """How many people make the difference, by why."""

    @property
    def change(self) -> int:
        """How many more meet it on the later day; less than none where there are fewer."""
        return self.met_now - self.met_then


def compare(earlier: Scene, later: Scene) -> list[Difference]:
    """Everything asked of somebody on one of the days, in the order of the table. A requirement that was
    changed in between is the same by its code."""
    then, now = _by_code(earlier.day), _by_code(later.day)
    before, after = present(earlier), present(later)
    found = [_difference(code, then, now, before, after) for code in {**now, **then}]
    return [each for each in found if each.asked_then or each.asked_now]


def parts_of(before: Met, after: Met) -> dict[Part, int]:
    """What joined and gained, less what left and expired, is the difference of those who meet it."""
    more, fewer = after.confirmed - before.confirmed, before.confirmed - after.confirmed
    return {
        Part.JOINED: len(more - before.asked),
        Part.GAINED: len(more & before.asked),
        Part.LEFT: len(fewer - after.asked),
        Part.EXPIRED: len(fewer & after.asked),
    }


def _difference(
    code: str,
    then: Mapping[str, Requirement],
    now: Mapping[str, Requirement],
    before: Present,
    after: Present,
) -> Difference:
    old = met(before, then[code]) if code in then else NOBODY
    new = met(after, now[code]) if code in now else NOBODY
    return Difference(
        requirement=now.get(code) or then[code],
        asked_then=len(old.asked),
        asked_now=len(new.asked),
        met_then=len(old.confirmed),
        met_now=len(new.confirmed),
        parts=parts_of(old, new),
    )


def _by_code(day: date) -> dict[str, Requirement]:
    return {each.code: each for each in requirements_on(day)}

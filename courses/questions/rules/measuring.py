"""How long an answer takes. Pure."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime
from statistics import median
from typing import NamedTuple, TypeVar

from courses.questions.queries import Timing
from lms.base.clock import day_of

DAY = 24 * 60 * 60  # seconds
Key = TypeVar("Key", bound=Hashable)


class Times(NamedTuple):
    """How long answers took of some questions."""

    asked: int
    answered: int
    usual: float | None
    """The median of the days from arrival to answer; None while nothing is answered."""
    waiting: int
    longest: int
    """How many whole days the oldest of those that wait has waited; 0 where none waits."""


def usual_days(times: Iterable[tuple[datetime, datetime]]) -> int | None:
    """The median of the days between arrival and answer, rounded; None while nothing was answered."""
    waits = _days(times)
    return round(median(waits)) if waits else None


def days_since(since: datetime | None, now: datetime) -> int:
    """How many whole days something has waited; 0 for nothing."""
    return (now - since).days if since else 0


def by_month(found: Iterable[Timing], now: datetime) -> dict[tuple[int, int], Times]:
    """By year and month in which they came, in Vietnam, the latest first."""
    months = _grouped(found, lambda each: (day_of(each.received_at).year, day_of(each.received_at).month))
    return {month: _times(months[month], now) for month in sorted(months, reverse=True)}


def by_course(found: Iterable[Timing], now: datetime) -> dict[int, Times]:
    """By course about which they were asked."""
    courses = _grouped(found, lambda each: each.course_id)
    return {course_id: _times(some, now) for course_id, some in courses.items()}


def by_person(found: Iterable[Timing], now: datetime) -> dict[int, Times]:
    """By who answered, whoever answered most first."""
    people = _grouped((each for each in found if each.answered_by_id), lambda each: each.answered_by_id or 0)
    return {
        person_id: _times(some, now)
        for person_id, some in sorted(people.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    }


def _grouped(found: Iterable[Timing], key: Callable[[Timing], Key]) -> dict[Key, list[Timing]]:
    groups: dict[Key, list[Timing]] = {}
    for each in found:
        groups.setdefault(key(each), []).append(each)
    return groups


def _times(some: Sequence[Timing], now: datetime) -> Times:
    waits = _days((each.received_at, each.answered_at) for each in some if each.answered_at)
    open_since = min((each.received_at for each in some if each.waits), default=None)
    return Times(
        asked=len(some),
        answered=len(waits),
        usual=median(waits) if waits else None,
        waiting=sum(each.waits for each in some),
        longest=days_since(open_since, now),
    )


def _days(times: Iterable[tuple[datetime, datetime]]) -> list[float]:
    return [(answered - received).total_seconds() / DAY for received, answered in times]

"""What having been there shows: the pure step from attendance to evidence.

A topic counts for somebody who attended at least the activity's minimum share of its periods. A competency is
shown when every topic of the activity that teaches it counts; its evidence covers the clauses of them all.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Share:
    """The periods of a topic that fall into one half-day."""

    half_day: int
    day: date
    periods: int


@dataclass(frozen=True)
class Taught:
    """A topic as crediting sees it."""

    topic: int
    competency: int | None
    clauses: frozenset[int]
    shares: tuple[Share, ...]

    @property
    def periods(self) -> int:
        """How many periods it has."""
        return sum(share.periods for share in self.shares)


@dataclass(frozen=True)
class Credit:
    """Somebody showed a competency by having been there."""

    competency: int
    shown_on: date
    """The last day on which she attended one of its topics."""
    clauses: frozenset[int]


def attended_periods(topic: Taught, present: Set[int]) -> int:
    """How many periods of a topic somebody attended who was there in these half-days."""
    return sum(share.periods for share in topic.shares if share.half_day in present)


def counts(topic: Taught, present: Set[int], minimum: int) -> bool:
    """Whether she attended at least ``minimum`` percent of the topic's periods, and it has some."""
    return topic.periods > 0 and 100 * attended_periods(topic, present) >= minimum * topic.periods


def credits_of(topics: Iterable[Taught], present: Set[int], minimum: int) -> list[Credit]:
    """What somebody has shown who was there in these half-days; nothing for topics without a competency."""
    by_competency: dict[int, list[Taught]] = {}
    for topic in topics:
        if topic.competency is not None:
            by_competency.setdefault(topic.competency, []).append(topic)
    return [
        Credit(
            competency,
            max(s.day for topic in group for s in topic.shares if s.half_day in present),
            frozenset().union(*(topic.clauses for topic in group)),
        )
        for competency, group in sorted(by_competency.items())
        if all(counts(topic, present, minimum) for topic in group)
    ]


def topics_counted(
    topics: Iterable[Taught], presence: Mapping[int, Set[int]], minimum: int
) -> dict[int, int]:
    """For how many people each topic counts; ``presence`` holds the half-days of each of them."""
    return {
        topic.topic: sum(counts(topic, present, minimum) for present in presence.values()) for topic in topics
    }

"""The pure core of succession: which unit follows which, over ids and days. No database.

A unit is followed with certainty where one other unit takes the whole of it. Where it was split, nobody
can say without looking which part a person or a hamlet went to; that is left to a human.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Link:
    """The unit ``old`` gives its territory to the unit ``new``, whose first day is ``on``."""

    old: int
    new: int
    on: date
    is_whole: bool
    """Whether all of it went there (a merger, a new name); False for a part of a unit that was split."""


@dataclass(frozen=True)
class Path:
    """Where the territory of a unit is on a day."""

    unit: int
    """The unit that has it, or the last one before it was split."""
    split_into: frozenset[int] = frozenset()
    """The units among which it was split; empty where ``unit`` has all of it."""

    @property
    def is_certain(self) -> bool:
        """Whether one unit has all of it."""
        return not self.split_into


class Lineage:
    """All links of some units, to be asked about days."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._from: dict[int, list[Link]] = {}
        for link in links:
            self._from.setdefault(link.old, []).append(link)

    def path(self, unit: int, day: date) -> Path:
        """Follow ``unit`` through every link in force on ``day``, as far as it is certain.

        Links that do not come later than the one before are ignored, so that no chain can go in circles.
        """
        reached = date.min
        while links := [link for link in self._from.get(unit, ()) if reached < link.on <= day]:
            reached = min(link.on for link in links)
            links = [link for link in links if link.on == reached]
            if len(links) > 1 or not links[0].is_whole:
                return Path(unit, frozenset(link.new for link in links))
            unit = links[0].new
        return Path(unit)

    def carry(self, counts: Mapping[int, int], day: date) -> tuple[dict[int, int], dict[int, int]]:
        """What stood in each unit, carried to ``day``: (in the units that certainly have it, undecided).

        Undecided numbers stay under the unit that was split; they are never shared out. The sum of both is
        the sum before.
        """
        placed: dict[int, int] = {}
        undecided: dict[int, int] = {}
        for unit, number in counts.items():
            path = self.path(unit, day)
            bucket = placed if path.is_certain else undecided
            bucket[path.unit] = bucket.get(path.unit, 0) + number
        return placed, undecided


def nearest_common(ways: Sequence[Sequence[int]]) -> int | None:
    """The first unit that lies on every way; each way goes upwards. None where they do not meet."""
    if not ways:
        return None
    shared = set(ways[0]).intersection(*ways[1:])
    return next((unit for unit in ways[0] if unit in shared), None)

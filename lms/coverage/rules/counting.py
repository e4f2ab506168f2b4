"""Counting distinct people in every way that the table shows. Pure."""

from collections import defaultdict
from collections.abc import Iterable

from lms.coverage.models import Count
from lms.coverage.queries.counting import Standing
from lms.coverage.queries.serving import State

Group = tuple[int | None, int | None, int | None]
"""A place, a requirement and a kind of staff; None stands for all places, whatever is asked, all kinds."""


class Counts:
    """The people of a page, by group. Somebody stands once in a group, however many posts she has in it."""

    def __init__(self, standings: Iterable[Standing]) -> None:
        posts: defaultdict[tuple[int, int | None, int], set[int]] = defaultdict(set)
        self._shown: defaultdict[tuple[int | None, int], set[int]] = defaultdict(set)
        for place, person, kind, requirement, state in standings:
            posts[place, requirement, kind].add(person)
            self._shown[requirement, state].add(person)
        self._people: defaultdict[Group, set[int]] = defaultdict(set)
        for (place, requirement, kind), people in posts.items():
            for group in _groups_of(place, requirement, kind):
                self._people[group] |= people

    def people(self, place: int | None = None) -> int:
        """How many people serve in a place; None: on the page."""
        return len(self._people.get((place, None, None), ()))

    def count(self, place: int | None, requirement_id: int, kind_id: int | None) -> Count:
        """Of how many something is asked in a place, and how many meet it; whoever meets it confirmed is
        not counted among those who declare it."""
        asked = self._people.get((place, requirement_id, kind_id), set())
        confirmed = asked & self._shown[requirement_id, State.CONFIRMED]
        declared = (asked & self._shown[requirement_id, State.DECLARED]) - confirmed
        return Count(len(asked), len(confirmed), len(declared))

    def is_asked(self, requirement_id: int, kind_id: int) -> bool:
        """Whether something is asked of a kind of staff anywhere on the page."""
        return bool(self._people.get((None, requirement_id, kind_id)))

    def doubled(self) -> int:
        """How many people stand in more than one place."""
        once: set[int] = set()
        more: set[int] = set()
        for (place, requirement, _), people in self._people.items():
            if place is not None and requirement is None:
                more |= once & people
                once |= people
        return len(more)


def _groups_of(place: int, requirement: int | None, kind: int) -> set[Group]:
    """The groups in which a post counts: by place and in all, by what is asked, by kind and of all kinds."""
    groups: set[Group] = {(place, None, None), (None, None, None)}
    if requirement is not None:
        groups |= {(where, requirement, of) for where in (place, None) for of in (kind, None)}
    return groups

"""Counting distinct people in every way that the table shows. Pure."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from lms.coverage.models import Count, State
from lms.coverage.queries.counting import Present
from lms.people.models import StaffKind
from lms.standards.models import Requirement

Group = tuple[int | None, int, int | None]
"""A place, a requirement and a kind of staff; None stands for all places and all kinds."""


class Met(NamedTuple):
    """Of whom something is asked on a page, and who of them meets it confirmed."""

    asked: set[int]
    confirmed: set[int]


def met(found: Present, requirement: Requirement) -> Met:
    """The same people as the total of the table counts."""
    roles = {role.id for role in requirement.roles}
    asked: set[int] = set()
    for (_place, role_id), ids in found.serving.items():
        if role_id in roles:
            asked |= ids
    return Met(asked, asked & found.showing(requirement.id, State.CONFIRMED))


class Counts:
    """The people of a page, by group. Somebody stands once in a group, however many posts she has in it."""

    def __init__(self, found: Present, requirements: Sequence[Requirement], *, by_kind: bool = False) -> None:
        self._serving: defaultdict[int | None, dict[int, set[int]]] = defaultdict(dict)
        for (place, role_id), ids in found.serving.items():
            self._serving[place][role_id] = ids
            self._serving[None].setdefault(role_id, set()).update(ids)
        self._everybody = {place: set().union(*roles.values()) for place, roles in self._serving.items()}
        self._in_roles: dict[frozenset[int], dict[int | None, set[int]]] = {}
        self._counts: dict[Group, Count] = {}
        for requirement in requirements:
            self._count(found, requirement, by_kind=by_kind)

    def people(self, place: int | None = None) -> int:
        """How many people serve in a place; None: on the page."""
        return len(self._everybody.get(place, ()))

    def places(self) -> set[int]:
        """The places where anybody serves."""
        return {place for place in self._everybody if place is not None}

    def count(self, place: int | None, requirement_id: int, kind_id: int | None) -> Count:
        """Of how many something is asked in a place, and how many meet it; whoever meets it confirmed is
        not counted among those who declare it. By kind only where it was counted by kind."""
        return self._counts.get((place, requirement_id, kind_id), Count())

    def asked_kinds(self, requirement: Requirement, kinds: Collection[StaffKind]) -> tuple[StaffKind, ...]:
        """Of which kinds of staff something is asked on the page."""
        here = self._serving.get(None, {})
        of = {role.staff_kind_id for role in requirement.roles if role.id in here}
        return tuple(kind for kind in kinds if kind.id in of)

    def doubled(self) -> int:
        """How many people stand in more than one place."""
        rows = [people for place, people in self._everybody.items() if place is not None]
        once: set[int] = set()
        more: set[int] = set()
        for people in rows:
            more |= once & people
            once |= people
        return len(more)

    def _count(self, found: Present, requirement: Requirement, *, by_kind: bool) -> None:
        all_confirmed = found.showing(requirement.id, State.CONFIRMED)
        all_declared = found.showing(requirement.id, State.DECLARED) - all_confirmed
        for kind_id, role_ids in _groups(requirement, by_kind=by_kind).items():
            for place, asked in self._asked(role_ids).items():
                count = Count(len(asked), len(asked & all_confirmed), len(asked & all_declared))
                self._counts[place, requirement.id, kind_id] = count

    def _asked(self, role_ids: frozenset[int]) -> dict[int | None, set[int]]:
        """By place, who serves there in one of the roles; only places where somebody does. Kept, for most is
        asked of the same roles."""
        if role_ids not in self._in_roles:
            self._in_roles[role_ids] = {
                place: set().union(*(roles[role_id] for role_id in role_ids & roles.keys()))
                for place, roles in self._serving.items()
                if role_ids & roles.keys()
            }
        return self._in_roles[role_ids]


def _groups(requirement: Requirement, *, by_kind: bool) -> dict[int | None, frozenset[int]]:
    """The roles of which it is asked: all of them, and those of each kind of staff."""
    groups: dict[int | None, frozenset[int]] = {None: frozenset(role.id for role in requirement.roles)}
    for kind_id in {role.staff_kind_id for role in requirement.roles} if by_kind else ():
        of_kind = (role.id for role in requirement.roles if role.staff_kind_id == kind_id)
        groups[kind_id] = frozenset(of_kind)
    return groups

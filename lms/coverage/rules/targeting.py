"""Which target a number is held against: a unit's own, else that of a unit above, else the general one."""

from collections.abc import Collection
from datetime import date

from lms.places.models import Unit
from lms.standards.models import Target
from lms.standards.models.target import Window
from lms.standards.queries import targets_on
from lms.standards.rules.following import by_place, outwards


class Targets:
    """The targets in force on a day, to be asked about units."""

    def __init__(self, day: date) -> None:
        self._by_place = by_place(targets_on(day))
        self._handed_out = {requirement_id for requirement_id, place in self._by_place if place}
        self.in_year = frozenset(
            requirement_id
            for (requirement_id, _), targets in self._by_place.items()
            if any(target.window is Window.IN_YEAR for target in targets)
        )
        """Ids of the requirements that count when they were met in the calendar year of the day."""
        self._found: dict[tuple[int, int | None, frozenset[int]], Target | None] = {}

    def of(self, unit: Unit, requirement_id: int, kind_ids: Collection[int]) -> Target | None:
        """The target for these kinds of staff in a unit; None where nobody set one.

        A target handed to a unit holds for all that lies in it, until one below is handed its own; it also
        holds for the unit that follows (:func:`~lms.standards.rules.following.by_place`). Of two
        for the same unit, the one for this year goes before the one for every year. A target that names
        roles holds where it names a role of one of the kinds.
        """
        named = frozenset(kind_ids)
        for place in outwards(unit) if requirement_id in self._handed_out else (None,):
            key = requirement_id, place, named
            if key not in self._found:
                self._found[key] = self._best(*key)
            if found := self._found[key]:
                return found
        return None

    def _best(self, requirement_id: int, place: int | None, kind_ids: Collection[int]) -> Target | None:
        """The one that holds of those set for just this place."""
        targets = self._by_place.get((requirement_id, place), ())
        return max(
            (target for target in targets if _names_one_of(target, kind_ids)),
            key=lambda target: (target.year is not None, target.valid_from, target.id),
            default=None,
        )

    def aims(self, unit: Unit) -> dict[int, Target]:
        """By requirement, the target that holds in a unit, whomever it names."""
        found: dict[int, Target] = {}
        for (requirement_id, _), targets in self._by_place.items():
            kinds = {role.staff_kind_id for target in targets for role in target.roles}
            target = self.of(unit, requirement_id, kinds)
            if target is not None:
                found[requirement_id] = target
        return found


def _names_one_of(target: Target, kind_ids: Collection[int]) -> bool:
    return not target.roles or any(role.staff_kind_id in kind_ids for role in target.roles)

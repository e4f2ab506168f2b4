"""Targets where units changed: what was handed to a unit holds for the one that followed it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from lms.places.models import SuccessionKind, Unit
from lms.places.queries import successions_from, successions_into
from lms.standards.models import Target

Places: TypeAlias = dict[tuple[int, int | None], list[Target]]
"""By requirement and unit (None: every unit), the targets that hold there before looking further up."""


def by_place(targets: Iterable[Target]) -> Places:
    """The targets of each unit that was handed some, and of the units that followed these.

    A unit that was handed nothing itself has what the units had that wholly became it, where all of them had
    the same; where they differ, or one of them had nothing, the unit above goes on to speak for it, until
    somebody hands it its own. A part of a unit that was split brings nothing along. Two statements at most,
    none where no target was handed to a unit.
    """
    found: Places = {}
    for target in targets:
        found.setdefault((target.requirement_id, target.unit_id), []).append(target)
    requirement_ids = {requirement_id for requirement_id, _unit_id in found}
    for unit_id, before in _wholly_became({unit_id for _, unit_id in found if unit_id is not None}).items():
        for requirement_id in requirement_ids:
            if (requirement_id, unit_id) not in found:
                alike = _had_by_all([found.get((requirement_id, old), []) for old in before])
                if alike:
                    found[requirement_id, unit_id] = alike
    return found


def outwards(unit: Unit | None) -> Iterator[int | None]:
    """Where a target of a unit is looked for: the unit, those above it, and None, which stands for every
    unit."""
    while unit is not None:
        yield unit.id
        unit = unit.parent
    yield None


def _wholly_became(unit_ids: set[int]) -> Mapping[int, list[int]]:
    """By unit that followed some of the given ones, the ids of all that wholly became it; in order of day."""
    onward = successions_from(unit_ids) if unit_ids else []
    came = successions_into({each.to_id for each in onward}) if onward else []
    found: dict[int, list[int]] = {}
    for each in sorted(came, key=lambda link: (link.effective_on, link.id)):
        if each.kind is not SuccessionKind.PART:
            found.setdefault(each.to_id, []).append(each.from_id)
    return found


def _had_by_all(before: Sequence[list[Target]]) -> list[Target]:
    """The targets that all the units had alike; none where one had others. A number of people holds for the
    unit that it was counted for: where several became one, it says nothing of them together."""
    first, *others = before
    if others and any(target.number is not None for target in first):
        return []
    return first if all(_words(each) == _words(first) for each in others) else []


def _words(targets: list[Target]) -> set[tuple[object, ...]]:
    return {
        (each.year, each.threshold, each.number, each.window, frozenset(role.id for role in each.roles))
        for each in targets
    }

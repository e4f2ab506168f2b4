"""A closed period read again: what was reported, what is counted for its last day now, and what is counted
under the units of today; each difference is explained person by person.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lms.base import clock
from lms.coverage.models import Cause, Count, PeriodClose, State
from lms.coverage.queries.closes import (
    Names,
    Recorded,
    names_of,
    parted_since,
    placed_by_decision,
    read_as,
    recorded_since,
)
from lms.coverage.rules.freezing import Asked, Figures, counted_now, frozen
from lms.coverage.rules.tabulating import scene_of, table_of
from lms.coverage.rules.targeting import Targets
from lms.places.models import Unit
from lms.places.rules.succeeding import follow
from lms.standards.models import EvidenceKind
from lms.standards.queries import requirements_on

EVERYBODY = 0
"""Stands where a requirement does: for the figure of how many people serve there."""


@dataclass(frozen=True)
class Reading:
    """One way to count the day."""

    unit: Unit
    tree: date | None
    """The later day under whose units it is counted; None for those of the day itself."""
    figures: Figures


@dataclass(frozen=True)
class Changed:
    """Somebody who is counted otherwise."""

    person_id: int
    was: State | None
    """How far she was reported to be; None where she was not counted."""
    now: State | None
    """How far she is counted to be now; None where she is not counted."""
    cause: Cause
    moved: bool = False
    """Whether she is only counted in another row of the same unit."""


class Rereading:
    """A closed period beside what is counted now."""

    def __init__(self, close: PeriodClose) -> None:
        self.close = close
        self.reported = frozen(close.snapshot)
        self.now = _reading(close.unit, close.day, None)
        today = clock.today()
        heir = follow(close.unit_id, today) if close.day < today else None
        self.today = _reading(heir, close.day, today) if heir else None

    @cached_property
    def requirements(self) -> list[Asked]:
        """What was asked when the period was closed, and what is asked for its last day now."""
        readings = [self.now.figures] + ([self.today.figures] if self.today else [])
        found = {each.id: each for each in self.reported.requirements}
        for figures in readings:
            found = {each.id: each for each in figures.requirements} | found
        order = [each.id for each in requirements_on(self.close.day)]
        return sorted(found.values(), key=lambda each: order.index(each.id) if each.id in order else -1)

    def changed(self, reading: Reading, requirement_id: int) -> list[Changed]:
        """Who is counted otherwise in a reading than it was reported, with the reason; by no order."""
        return list(self._explained(reading, requirement_id))

    @cached_property
    def _merged(self) -> Mapping[int, int]:
        """As whom people are read now who were read as themselves when the period was closed."""
        return read_as(self.reported.places)

    @cached_property
    def _parted(self) -> set[int]:
        return parted_since(self.close.closed_at)

    @cached_property
    def _gone(self) -> set[int]:
        return set(self.reported.places) - names_of(self.reported.places).keys()

    @cached_property
    def _recorded(self) -> Mapping[tuple[int, int], set[EvidenceKind]]:
        """By person and competency, the kinds of evidence written since."""
        kinds: dict[tuple[int, int], set[EvidenceKind]] = {}
        people = {*self.reported.places, *self.now.figures.places, *self._merged.values()}
        each: Recorded
        for each in recorded_since(self.close.closed_at, people):
            kinds.setdefault((each.person_id, each.competency_id), set()).add(each.kind)
        return kinds

    @cached_property
    def _decided(self) -> set[int]:
        people = {*self.reported.places, *self.now.figures.places}
        return placed_by_decision(people, self.close.day)

    @cached_property
    def _competencies(self) -> Mapping[int, int]:
        return {each.id: each.competency_id for each in requirements_on(self.close.day)}

    def _explained(self, reading: Reading, requirement_id: int) -> Iterator[Changed]:
        before, after = self._of(self.reported, requirement_id), self._of(reading.figures, requirement_id)
        for person_id in before.keys() | after.keys():
            was, now = before.get(person_id), after.get(person_id)
            if was != now:
                yield Changed(person_id, was, now, self._cause(person_id, requirement_id, reading, was, now))
        if requirement_id == EVERYBODY and reading is self.now:
            yield from self._moved(before.keys() & after.keys())

    def _of(self, figures: Figures, requirement_id: int) -> Mapping[int, State]:
        if requirement_id == EVERYBODY:
            return dict.fromkeys(figures.places, State.LACKING)
        return figures.states.get(requirement_id, {})

    def _moved(self, stayed: Collection[int]) -> Iterator[Changed]:
        """Who is counted in the same unit, in another row."""
        for person_id in stayed:
            if self.reported.places[person_id] != self.now.figures.places[person_id]:
                cause = Cause.DECIDED if person_id in self._decided else Cause.LISTED
                yield Changed(person_id, State.LACKING, State.LACKING, cause, moved=True)

    def _cause(
        self, person_id: int, requirement_id: int, reading: Reading, was: State | None, now: State | None
    ) -> Cause:
        if reading is self.today and self._of(self.now.figures, requirement_id).get(person_id) == was:
            return Cause.UNITS
        if person_id in self._gone:
            return Cause.ERASED
        if person_id in self._merged or person_id in self._merged.values():
            return Cause.MERGED
        if person_id in self._parted:
            return Cause.PARTED
        if was is None or now is None:
            return self._of_place(person_id, now)
        kinds = self._recorded.get((person_id, self._competencies.get(requirement_id, 0)), set())
        taken = {EvidenceKind.VOID, EvidenceKind.LAPSE}
        if now < was and kinds & taken:
            return Cause.VOIDED
        return Cause.SHOWN if kinds - taken and now > was else Cause.REVISED

    def _of_place(self, person_id: int, now: State | None) -> Cause:
        """Why somebody is counted only then, or only now."""
        if person_id in self._decided:
            return Cause.DECIDED
        if (person_id in self.reported.places) == (person_id in self.now.figures.places):
            return Cause.REVISED
        return Cause.UNLISTED if now is None else Cause.LISTED


def named_changes(changed: Collection[Changed]) -> list[tuple[Changed, Names | None]]:
    """The changes with the people's names, by name; those whose data has been erased come last."""
    names = names_of([each.person_id for each in changed])
    order = {person_id: place for place, person_id in enumerate(names)}
    listed = sorted(changed, key=lambda each: (order.get(each.person_id, len(order)), each.person_id))
    return [(each, names.get(each.person_id)) for each in listed]


def by_cause(changed: Collection[Changed]) -> dict[Cause, int]:
    """How many people are counted otherwise, by why; in the order of the causes."""
    causes = [each.cause for each in changed]
    return {cause: causes.count(cause) for cause in Cause if cause in causes}


def totals(rereading: Rereading, requirement_id: int) -> tuple[Count, Count, Count | None]:
    """The three figures of a requirement: as reported, as counted now, and under the units of today."""
    today = rereading.today
    return (
        rereading.reported.count(requirement_id),
        rereading.now.figures.count(requirement_id),
        today.figures.count(requirement_id) if today else None,
    )


def _reading(unit: Unit, day: date, tree: date | None) -> Reading:
    targets = Targets(day)
    table = table_of(unit, day, targets=targets, tree=tree)
    return Reading(unit, tree, counted_now(scene_of(unit, day, targets, tree=tree), table))

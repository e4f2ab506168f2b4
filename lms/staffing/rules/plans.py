"""What a list would change: the outcome of comparing, shown as a preview and carried out as it is. Pure."""

import enum
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from lms.base.messages import Message
from lms.base.text import fold
from lms.staffing.rules.known import KnownPerson, KnownPosting, KnownRequirement
from lms.staffing.rules.reading import Cell, Line, RefusedCell


class RowState(enum.StrEnum):
    """What a row of the list is against what is on record."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"


class Change(NamedTuple):
    """A value that would change: what it is, what is on record, what the list says."""

    what: Message
    before: str | Message
    after: str | Message


class PlannedPlace(NamedTuple):
    """A unit that a posting serves during a time."""

    unit_id: int
    hamlet: str
    since: date
    until: date | None


@dataclass(eq=False)
class PlannedPerson:
    """Somebody the list names, new or on record, with what the list says of her."""

    known: KnownPerson | None
    place: Cell
    """The row that named her first."""
    full_name: str
    birth_date: date | None
    phone: str | None
    code: str
    changed: set[str] = field(default_factory=set)
    """The names of the values that would change on record."""


@dataclass(eq=False)
class PlannedPosting:
    """A posting to be added, or one on record with what would change in it."""

    person: PlannedPerson
    known: KnownPosting | None
    place: Cell
    role_id: int
    organisation: str
    second_job: bool
    since: date
    until: date | None
    ends_with_unit: bool
    """Whether it ends because its unit did, not because the list says so."""
    places: tuple[PlannedPlace, ...]
    changed: set[str] = field(default_factory=set)

    def unit_on(self, day: date) -> int | None:
        """The unit that it serves on ``day``; None where it serves none then."""
        if day < self.since or (self.until is not None and day >= self.until):
            return None
        here = (
            each for each in self.places if each.since <= day and (each.until is None or day < each.until)
        )
        return next((each.unit_id for each in here), None)


@dataclass(eq=False)
class PlannedTraining:
    """A past training to be declared."""

    person: PlannedPerson
    requirement: KnownRequirement
    day: date
    document: str | None
    on_record_of: int | None = None
    """On whose record it stands where it is corrected: of who is kept perhaps one merged into hers."""


class Doubt(NamedTuple):
    """A row of which it is not certain whom it means."""

    line: Line
    unit: str
    """The unit it names, with those above it."""
    sentence: Message
    candidates: tuple[KnownPerson | PlannedPerson, ...]
    """Whom it may mean: people on record, and people of rows above."""


class Row(NamedTuple):
    """One row of the list and what becomes of it."""

    place: Cell
    state: RowState
    name: str
    unit: str
    """The unit it names, with those above it; '' where it names none."""
    changes: tuple[Change, ...] = ()
    person: PlannedPerson | None = None
    """Whom it means; None for a refused or doubtful row."""
    unit_id: int = 0
    """The unit that its posting serves on the day of the list; 0 where it serves none then."""


@dataclass
class Plan:
    """All of it. Carried out only when nothing is refused or doubtful."""

    rows: list[Row] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    people: list[PlannedPerson] = field(default_factory=list)
    postings: list[PlannedPosting] = field(default_factory=list)
    trainings: list[PlannedTraining] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether it may be carried out."""
        return not self.refused and not self.doubts

    @property
    def changes_nothing(self) -> bool:
        """Whether carrying it out would leave everything as it is."""
        return self.is_clean and all(row.state is RowState.SAME for row in self.rows)

    def part(self, rows: Sequence[int]) -> "Plan":
        """What some of its rows do, by their numbers; nobody of theirs may stand on another row."""
        some = [self.rows[number] for number in rows]
        theirs = {id(row.person) for row in some}
        return Plan(
            rows=some,
            people=[each for each in self.people if id(each) in theirs],
            postings=[each for each in self.postings if id(each.person) in theirs],
            trainings=[each for each in self.trainings if id(each.person) in theirs],
        )

    def unit_ids(self) -> set[int]:
        """The units that its postings serve."""
        return {place.unit_id for posting in self.postings for place in posting.places}

    def counts(self) -> dict[str, int]:
        """How many rows are in each state, how many people and trainings would be added."""
        return {
            **_states(self.rows),
            "people": sum(person.known is None for person in self.people),
            "trainings": len(self.trainings),
        }

    def counts_by_file(self) -> list[tuple[str, dict[str, int]]]:
        """How many rows of each file are in each state, by name; of several files only."""
        return _counted(self.rows, lambda row: row.place.file)

    def counts_by_unit(self) -> list[tuple[str, dict[str, int]]]:
        """How many rows of each unit are in each state, by name; rows that name none are not among them."""
        return _counted(self.rows, lambda row: row.unit)


def _states(rows: Iterable[Row]) -> dict[str, int]:
    states = Counter(row.state.value for row in rows)
    return {state.value: states[state.value] for state in RowState}


def _counted(rows: Iterable[Row], name_of: Callable[[Row], str]) -> list[tuple[str, dict[str, int]]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if name := name_of(row):
            groups[name].append(row)
    return [(name, _states(groups[name])) for name in sorted(groups, key=fold)]

"""Units during their lives, on record or to begin, and what a list would change of them. Pure."""

from dataclasses import dataclass, field
from datetime import date

from lms.places.models import SuccessionKind, UnitKind
from lms.places.rules.reading_units import RefusedCell, Row

_LEVELS = {UnitKind.COUNTRY: 0, UnitKind.PROVINCE: 1, UnitKind.DISTRICT: 2, UnitKind.COMMUNE: 3}


@dataclass(eq=False)
class Life:
    """A unit during its life, on record or to begin."""

    code: str
    name: str
    kind: UnitKind
    since: date
    until: date | None
    id: int | None = None
    """Its key; None for one that begins with the list."""
    parent: "Life | None" = None
    row: Row | None = None
    """The row of the list that speaks of it."""
    decision: str | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the unit exists on ``day``."""
        return self.since <= day and (self.until is None or day < self.until)

    @property
    def full_name(self) -> str:
        """Its name with those of the units above it, without the country."""
        names, above = [self.name], self.parent
        while above and above.kind is not UnitKind.COUNTRY:
            names.append(above.name)
            above = above.parent
        return ", ".join(names)

    @property
    def level(self) -> int:
        """How deep it lies: 0 for the country, 3 for a commune."""
        return _LEVELS[self.kind]


@dataclass(frozen=True)
class Follow:
    """One unit follows another."""

    old: Life
    new: Life
    on: date
    kind: SuccessionKind
    is_default: bool = False
    decision: str | None = None


@dataclass
class UnitPlan:
    """What would change, or why nothing can."""

    begun: list[Life] = field(default_factory=list)
    """Units to be added, those above before those below."""
    ended: list[Life] = field(default_factory=list)
    """Units on record that end."""
    follows: list[Follow] = field(default_factory=list)
    same: int = 0
    """How many rows say what is on record already."""
    refused: list[RefusedCell] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is refused."""
        return not self.refused

    @property
    def changes_nothing(self) -> bool:
        """Whether all of it is on record."""
        return not (self.begun or self.ended or self.follows or self.refused)

    def successors_of(self, life: Life) -> list[Follow]:
        """Who follows a unit that ends."""
        return [each for each in self.follows if each.old is life]

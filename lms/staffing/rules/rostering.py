"""The roster of a unit as somebody looks it through: people with their posts, and what changed since."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lms.places.models import Unit
from lms.staffing.models import CONFIRMED_FOR_DAYS, RosterConfirmation
from lms.staffing.queries.confirmations import confirmations_of
from lms.staffing.queries.rosters import roster_rows, vacant_rows

CONFIRMATIONS_SHOWN = 12


@dataclass(frozen=True)
class Difference:
    """Who came, left or serves otherwise than on an earlier day."""

    joined: list[Any]
    """Rows of the later roster, one for each person."""
    left: list[Any]
    """Rows of the earlier one."""
    changed: list[Any]
    """Rows of the later one: her posts, hamlets or second jobs are others."""

    @property
    def is_none(self) -> bool:
        """Whether nothing differs."""
        return not (self.joined or self.left or self.changed)


@dataclass(frozen=True)
class Look:
    """What somebody who confirms a roster looks through."""

    rows: list[Any]
    vacant: Sequence[Any]
    """The posts that nobody holds."""
    confirmations: Sequence[RosterConfirmation]
    """The newest ones, newest first."""
    since_then: Difference | None
    """What changed since the last of them; None where there is none."""
    was_corrected: bool
    """Whether somebody changed afterwards what was confirmed then."""
    is_late: bool
    """Whether no confirmation is good for the day."""

    @property
    def people(self) -> int:
        """How many people the roster names."""
        return people_in(self.rows)

    @property
    def digest(self) -> str:
        """What tells this roster from another one."""
        return digest_of(self.rows)


def digest_of(rows: Iterable[Any]) -> str:
    """A digest over who holds which post where: it changes where anything of that does. Holds ids only."""
    said = sorted((row.id, row.person_id, row.role_id, row.hamlet_id or 0, row.second_job) for row in rows)
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def people_in(rows: Iterable[Any]) -> int:
    """How many people a roster names; who holds two posts is one."""
    return len({row.person_id for row in rows})


def look_through(unit: Unit, day: date) -> Look:
    """The roster of a unit on ``day``, beside its last confirmation."""
    rows = roster_rows([unit.id], day)
    confirmations = confirmations_of(unit.id, CONFIRMATIONS_SHOWN)
    if not confirmations:
        return Look(rows, vacant_rows(unit.id, day), (), None, was_corrected=False, is_late=True)
    last = confirmations[0]
    before = roster_rows([unit.id], last.day)
    return Look(
        rows,
        vacant_rows(unit.id, day),
        confirmations,
        differences(before, rows),
        was_corrected=digest_of(before) != last.digest,
        is_late=(day - last.day).days > CONFIRMED_FOR_DAYS,
    )


def differences(before: Iterable[Any], now: Iterable[Any]) -> Difference:
    """What a roster has that an earlier one of the same unit has not, and the reverse."""
    then, present = _by_person(before), _by_person(now)
    return Difference(
        joined=[rows[0] for person, rows in present.items() if person not in then],
        left=[rows[0] for person, rows in then.items() if person not in present],
        changed=[
            rows[0]
            for person, rows in present.items()
            if person in then and _served(rows) != _served(then[person])
        ],
    )


def _by_person(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


def _served(rows: Iterable[Any]) -> set[tuple[int, int | None, bool]]:
    return {(row.role_id, row.hamlet_id, row.second_job) for row in rows}
